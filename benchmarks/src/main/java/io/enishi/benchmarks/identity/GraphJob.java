package io.enishi.benchmarks.identity;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.identity.IdentityGraph;
import io.enishi.identity.IdentityPolicy;
import io.enishi.identity.RuleBasedResolver;
import io.enishi.identity.SourceRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * The identity graph in memory: how many identifier events a second one thread takes in with every check of the standard policy, what
 * an identifier costs, and what an undo costs in components of different sizes and graphs of different sizes.
 *
 * <p>The baseline is what one writes by hand: texts in a hash map, and a union-find over them that joins whatever an event names
 * together. It checks nothing, cannot undo, and says nothing of why.
 */
public final class GraphJob implements Job {

    private static final int PEOPLE = 200_000;
    private static final int EVENTS = 2_000_000;
    private static final double GOAL_A_SECOND = 500_000;

    @Override
    public String name() {
        return "identity.graph";
    }

    @Override
    public String description() {
        return "identifier events a second in the graph in memory, bytes an identifier, time of an undo";
    }

    @Override
    public void run() throws Exception {
        IdentifierEvents world = IdentifierEvents.of(PEOPLE, EVENTS, 4);
        Race.Result race =
                Race.of(name(), 0.1).run(() -> byHand(world), () -> take(world).identifiers() & 0xFFFFFFFFL);
        double aSecond = EVENTS / (race.ours().medianNanos() / 1e9);

        IdentityGraph graph = take(world);
        agreesWithTheBatch();
        long sightings = 0;
        for (IdentifierEvents.Happening event : world.events) {
            sightings += event.seen().size();
        }
        System.out.printf(
                Locale.ROOT,
                "   %d events with %.2f identifiers each, %d statements of names; %d identifiers, %d origins, %d facts, %d people%n",
                EVENTS,
                (double) sightings / EVENTS,
                world.statements.size(),
                graph.identifiers(),
                graph.origins(),
                graph.facts(),
                graph.peopleCount());
        undo();
        System.out.printf(
                Locale.ROOT,
                "identity.graph events_a_second=%.0f goal=%.0f identifiers_a_second=%.0f bytes_per_identifier=%.1f ratio=%.2f%n",
                aSecond,
                GOAL_A_SECOND,
                sightings / (race.ours().medianNanos() / 1e9),
                (double) graph.bytes() / graph.identifiers(),
                race.ratio());
    }

    private static IdentityGraph take(IdentifierEvents world) {
        IdentityGraph graph = IdentityGraph.of(IdentityPolicy.standard());
        for (IdentifierEvents.Statement statement : world.statements) {
            graph.state(statement.origin(), statement.attributes());
        }
        for (IdentifierEvents.Happening event : world.events) {
            graph.see(event.origin(), event.seen());
        }
        return graph;
    }

    /** Texts in a map, numbers in a union-find: the loop that one writes first. */
    private static long byHand(IdentifierEvents world) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] parent = new int[16];
        for (IdentifierEvents.Happening event : world.events) {
            int first = -1;
            for (Sighting seen : event.seen()) {
                String text = seen.key().scheme().name() + ':' + seen.key().key();
                Integer number = numbers.get(text);
                if (number == null) {
                    number = numbers.size();
                    numbers.put(text, number);
                    if (number == parent.length) {
                        parent = Arrays.copyOf(parent, parent.length * 2);
                    }
                    parent[number] = number;
                }
                if (first < 0) {
                    first = find(parent, number);
                } else {
                    parent[find(parent, number)] = first;
                }
            }
        }
        return numbers.size();
    }

    private static int find(int[] parent, int number) {
        int root = number;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** A part of the world, resolved from scratch by the runtime's resolver, has the same people. */
    private static void agreesWithTheBatch() {
        IdentityGraph graph = take(IdentifierEvents.of(3_000, 30_000, 5));
        List<OriginEvidence> evidence = new ArrayList<>(graph.evidence());
        int batch = RuleBasedResolver.of(graph.policy())
                .resolveAll(evidence, List.of())
                .people()
                .size();
        if (batch != graph.peopleCount()) {
            throw new IllegalStateException(
                    "the graph finds " + graph.peopleCount() + " people where the resolver finds " + batch);
        }
    }

    /** One origin leaves and comes back, in components of four sizes, among few and among many others. */
    private static void undo() {
        for (int others : new int[] {1_000, 300_000}) {
            StringBuilder line = new StringBuilder();
            for (int size : new int[] {2, 5, 10, 20}) {
                IdentityGraph graph = IdentityGraph.of(
                        IdentityPolicy.standard().toBuilder("wide").fanOut(40).build());
                SplittableRandom random = new SplittableRandom(6);
                for (int i = 0; i < others; i++) {
                    graph.add(row("other", i));
                }
                List<SourceRecord> rows = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    rows.add(row("part", i).with(Identifier.verified(Scheme.EMAIL, "one@mail.jp")));
                }
                rows.forEach(graph::add);
                OriginId leaving = rows.get(random.nextInt(size)).origin();
                OriginEvidence evidence = Objects.requireNonNull(graph.evidence(leaving));
                int rounds = 20_000;
                long nanos = 0;
                for (int round = 0; round < 2 * rounds; round++) {
                    long start = System.nanoTime();
                    graph.remove(leaving);
                    nanos += round < rounds ? 0 : System.nanoTime() - start;
                    graph.add(evidence);
                }
                line.append(String.format(Locale.ROOT, " size_%d=%.1fus", size, nanos / 1e3 / rounds));
            }
            System.out.printf(Locale.ROOT, "identity.graph.undo others=%d%s%n", others, line);
        }
    }

    private static SourceRecord row(String source, int number) {
        return SourceRecord.of(source, Integer.toString(number))
                .with(Identifier.of(Scheme.POS_CARD, source + '-' + number));
    }
}
