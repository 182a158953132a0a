package io.enishi.scenario.rehearsal;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a history can have to do with each other: those whose people share an identifier, or a value that the identity
 * resolver derives from attributes, at any time. Everything that one person's decisions depend on lies in one component, but for
 * shared limits.
 *
 * <p>It joins too much rather than too little: a value beyond its limit ties nobody in the engine, and does so here.
 */
final class Components {

    /** Indices of events and statements in the history, in its order. */
    @SuppressWarnings("ArrayRecordComponent") // millions of numbers, never compared
    record Component(int[] events, int[] statements) {}

    private final AddressNormaliser normaliser;
    private final IdentityResolver resolver;
    private final Map<MatchKey, Integer> nodes = new HashMap<>();
    private int[] parents = new int[1024];
    private int size;

    private Components(AddressNormaliser normaliser, IdentityResolver resolver) {
        this.normaliser = normaliser;
        this.resolver = resolver;
    }

    /**
     * The components of a history, in the order of their first events.
     *
     * @param mentions what all its events mention, in their order
     */
    static List<Component> of(
            History history, List<Mentions> mentions, AddressNormaliser normaliser, IdentityResolver resolver) {
        return new Components(normaliser, resolver).split(history, mentions);
    }

    private List<Component> split(History history, List<Mentions> mentions) {
        List<CustomerEvent> events = history.events();
        int[] nodeOfEvent = new int[events.size()];
        Map<Integer, Evidence> evidence = new HashMap<>();
        int next = 0;
        for (Mentions part : mentions) {
            int[] nodeOf = part.identifiers().stream().mapToInt(this::nodeOf).toArray();
            for (int i = 0; i < part.events(); i++) {
                int[] nodes = new int[part.count(i)];
                for (int place = 0; place < nodes.length; place++) {
                    nodes[place] = nodeOf[part.number(i, place)];
                }
                nodeOfEvent[next] = join(events.get(next), nodes, evidence);
                next++;
            }
        }
        int[] nodeOfStatement = history.statements().stream()
                .mapToInt(statement -> node(statement.address()))
                .toArray();
        @Nullable Builder[] ofRoot = new Builder[size];
        List<Builder> built = new ArrayList<>();
        for (int i = 0; i < nodeOfEvent.length; i++) {
            builder(root(nodeOfEvent[i]), ofRoot, built).events.add(i);
        }
        for (int i = 0; i < nodeOfStatement.length; i++) {
            builder(root(nodeOfStatement[i]), ofRoot, built).statements.add(i);
        }
        return built.stream().map(Builder::build).toList();
    }

    private static Builder builder(int root, @Nullable Builder[] ofRoot, List<Builder> built) {
        if (ofRoot[root] == null) {
            ofRoot[root] = new Builder();
            built.add(ofRoot[root]);
        }
        return ofRoot[root];
    }

    private static final class Builder {
        private final Ints events = new Ints();
        private final Ints statements = new Ints();

        Component build() {
            return new Component(events.toArray(), statements.toArray());
        }
    }

    /** A growing array. */
    private static final class Ints {
        private int[] values = new int[8];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }

    /** What an origin stated so far, as far as the resolver may derive something from it. */
    private static final class Evidence {
        private final Map<MatchKey, Sighting> sightings = new HashMap<>();
        private final Map<String, AttributeValue> attributes = new TreeMap<>();
        private final Instant first;

        Evidence(Instant first) {
            this.first = first;
        }
    }

    /** @param nodes of the event's identifiers; below 0 for one that is not usable */
    private int join(CustomerEvent event, int[] nodes, Map<Integer, Evidence> evidence) {
        int first = -1;
        for (int node : nodes) {
            if (node >= 0) {
                if (first >= 0) {
                    unite(first, node);
                } else {
                    first = node;
                }
            }
        }
        if (first < 0) {
            return fresh(); // nobody can be found; it is refused, and counted
        }
        if (event.body() instanceof EventBody.ProfileChanged profile) {
            for (int node : nodes) { // whichever of them is the origin
                if (node >= 0) {
                    derived(event, profile, node, evidence);
                }
            }
        }
        return first;
    }

    /** Whatever the attributes tie, now or after another change: each state that they go through is asked about. */
    private void derived(
            CustomerEvent event, EventBody.ProfileChanged profile, int node, Map<Integer, Evidence> evidence) {
        Evidence own = evidence.computeIfAbsent(node, fresh -> new Evidence(event.occurredAt()));
        own.attributes.putAll(profile.attributes());
        for (Identifier identifier : event.identifiers()) {
            MatchKey key = normaliser.matchKey(identifier).orElse(null);
            if (key != null) {
                own.sightings.putIfAbsent(
                        key, new Sighting(key, event.source(), identifier.verified(), event.occurredAt()));
            }
        }
        OriginEvidence stated = new OriginEvidence(
                new OriginId(0, node + 1L), own.first, List.copyOf(own.sightings.values()), own.attributes);
        for (MatchKey tie : resolver.ties(stated)) {
            unite(node, node(tie));
        }
    }

    private int nodeOf(Identifier identifier) {
        MatchKey key = normaliser.matchKey(identifier).orElse(null);
        return key == null ? -1 : node(key);
    }

    private int node(MatchKey key) {
        Integer known = nodes.get(key);
        if (known == null) {
            known = fresh();
            nodes.put(key, known);
        }
        return known;
    }

    private int fresh() {
        if (size == parents.length) {
            parents = Arrays.copyOf(parents, 2 * size);
        }
        parents[size] = size;
        return size++;
    }

    private int root(int node) {
        int root = node;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    private void unite(int one, int other) {
        int a = root(one);
        int b = root(other);
        parents[Math.max(a, b)] = Math.min(a, b);
    }
}
