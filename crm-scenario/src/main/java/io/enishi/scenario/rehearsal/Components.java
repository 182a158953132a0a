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
    private final DisjointSets sets = new DisjointSets();

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
        int begin = 0;
        for (Mentions part : mentions) {
            int[] nodeOf = nodesOf(part);
            for (int i = 0; i < part.events(); i++) {
                int first = part.first(i);
                // Where nobody can be found it is refused, and counted.
                nodeOfEvent[begin + i] = first < 0 ? sets.add() : nodeOf[first];
            }
            for (int place : part.profiles()) {
                derive(events.get(begin + place), evidence);
            }
            begin += part.events();
        }
        int[] nodeOfStatement = history.statements().stream()
                .mapToInt(statement -> node(statement.address()))
                .toArray();
        @Nullable Builder[] ofRoot = new Builder[sets.size()];
        List<Builder> built = new ArrayList<>();
        for (int i = 0; i < nodeOfEvent.length; i++) {
            builder(sets.root(nodeOfEvent[i]), ofRoot, built).events.add(i);
        }
        for (int i = 0; i < nodeOfStatement.length; i++) {
            builder(sets.root(nodeOfStatement[i]), ofRoot, built).statements.add(i);
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

    private int[] nodesOf(Mentions part) {
        int[] nodeOf = new int[part.identifiers()];
        for (int i = 0; i < nodeOf.length; i++) {
            MatchKey key = part.key(i);
            nodeOf[i] = key == null ? -1 : node(key);
        }
        for (int i = 0; i < nodeOf.length; i++) {
            if (nodeOf[i] >= 0) {
                sets.unite(nodeOf[i], nodeOf[part.together(i)]);
            }
        }
        return nodeOf;
    }

    private void derive(CustomerEvent event, Map<Integer, Evidence> evidence) {
        if (event.body() instanceof EventBody.ProfileChanged profile) {
            for (Identifier identifier : event.identifiers()) { // whichever of them is the origin
                normaliser.matchKey(identifier).ifPresent(key -> derive(event, profile, node(key), evidence));
            }
        }
    }

    /** Whatever the attributes tie, now or after another change: each state that they go through is asked about. */
    private void derive(
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
            sets.unite(node, node(tie));
        }
    }

    private int node(MatchKey key) {
        return nodes.computeIfAbsent(key, fresh -> sets.add());
    }
}
