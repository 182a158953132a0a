package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ClustererProperties {

    private static final double THRESHOLD = 1;
    private static final double CLIP = 12;
    private static final double BEST = 0.35;

    /** Bits are whole numbers, so that sums do not depend on their order. */
    @Property(tries = 2_000)
    void groupsGrowAsInAPlainReadingOfTheRule(
            @ForAll @IntRange(min = 2, max = 9) int records,
            @ForAll @IntRange(min = 0, max = 9) int agreeing,
            @ForAll @IntRange(min = 0, max = 2) int apart,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[][] bits = new double[records][records];
        boolean[][] mayLink = new boolean[records][records];
        Edges edges = new Edges();
        for (int a = 0; a < records; a++) {
            for (int b = a + 1; b < records; b++) {
                bits[a][b] = random.nextInt(10) < agreeing ? 1 + random.nextInt(20) : 1 - random.nextInt(20);
                bits[b][a] = bits[a][b];
                mayLink[a][b] = random.nextInt(20) >= apart;
                mayLink[b][a] = mayLink[a][b];
                if (bits[a][b] > -5 && random.nextInt(5) > 0) {
                    edges.add(a, b, bits[a][b]);
                }
            }
        }
        edges.sort();

        int[] clusters = new Clusterer(records, edges, THRESHOLD, new Apart(mayLink))
                .clusters(new Workers(1), () -> (a, b) -> bits[a][b]);

        assertThat(clusters).isEqualTo(plainly(records, edges, bits, mayLink));
    }

    /** While any two neighbouring groups have the strength, the strongest become one. */
    private static int[] plainly(int records, Edges edges, double[][] bits, boolean[][] mayLink) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            groups.add(new ArrayList<>(List.of(i)));
        }
        while (true) {
            double most = Double.NEGATIVE_INFINITY;
            int[] next = {};
            for (int a = 0; a < records; a++) {
                for (int b = a + 1; b < records; b++) {
                    double strength = strength(groups.get(a), groups.get(b), edges, bits, mayLink);
                    if (strength > most) {
                        most = strength;
                        next = new int[] {a, b};
                    }
                }
            }
            if (most < THRESHOLD) {
                int[] clusters = new int[records];
                groups.forEach(group -> group.forEach(i -> clusters[i] =
                        group.stream().mapToInt(member -> member).min().orElseThrow()));
                return clusters;
            }
            groups.get(next[0]).addAll(groups.get(next[1]));
            groups.get(next[1]).clear();
        }
    }

    private static double strength(
            List<Integer> some, List<Integer> others, Edges edges, double[][] bits, boolean[][] mayLink) {
        boolean neighbours = false;
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int a : some) {
            for (int b : others) {
                if (!mayLink[a][b]) {
                    return Double.NEGATIVE_INFINITY;
                }
                double clipped = THRESHOLD + Math.max(-CLIP, Math.min(CLIP, bits[a][b] - THRESHOLD));
                sum += clipped;
                best = Math.max(best, clipped);
                neighbours |= edges.find(a, b) >= THRESHOLD;
            }
        }
        return neighbours ? (1 - BEST) * sum / (some.size() * others.size()) + BEST * best : Double.NEGATIVE_INFINITY;
    }

    private record Apart(boolean[][] may) implements Clusterer.Constraints {
        @Override
        public boolean mayLink(int a, int b) {
            return may[a][b];
        }

        @Override
        public boolean mustLink(int a, int b) {
            return false;
        }

        @Override
        public boolean isOneToOne() {
            return false;
        }

        @Override
        public boolean isOfFirst(int record) {
            return false;
        }

        @Override
        public Iterable<Long> mustLinks() {
            return Arrays.asList();
        }
    }
}
