package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * From pairs to people: correlation clustering, greedily, inside each component of linked records.
 *
 * <p>Linking whatever is connected would let one wrong pair join two people and a chain of them a whole village. Here two groups
 * become one only if all pairs between them, those that blocking never compared included, speak for it on average; the pair of
 * groups with the highest average goes first. The bits of one pair are clipped, so that no single pair outvotes the rest. A group
 * that would break a constraint (two records of one source, a pair that must not be linked) is not formed.
 *
 * <p>Where a person has at most one record in each of two sources, the records of a component are paired so that the bits add up to
 * the most; only components of more than 400 records, or with more sources, are left to the greedy way.
 */
final class Clusterer {

    /** Bits beyond which a pair is as good as certain. */
    private static final double CLIP = 12;
    /** Of two large groups so many pairs are looked at. */
    private static final int MOST_PAIRS = 256;

    private static final double ALWAYS = 1e6;

    /** Records of a component of two sources that are paired by assignment; larger ones greedily. */
    private static final int MOST_ASSIGNED = 400;

    /** Records of a component of which all pairs are asked at once. */
    private static final int MOST_ASKED = 16;

    /** Components that a worker takes at a time. */
    private static final int PIECE = 64;

    /** Bits of any pair, blocked or not. */
    interface PairBits {
        double bits(int a, int b);
    }

    /** What must hold whatever the bits say. */
    interface Constraints {
        boolean mayLink(int a, int b);

        boolean mustLink(int a, int b);

        /** Whether there are two sources and a person has one record in each at most; then {@link #isOfFirst} tells them apart. */
        boolean isOneToOne();

        /** Whether the record is of the first of two sources. */
        boolean isOfFirst(int record);

        /** The pairs that must be linked; the smaller number in the upper half. */
        Iterable<Long> mustLinks();
    }

    private final int records;
    private final Edges edges;
    private final double threshold;
    private final Constraints constraints;

    Clusterer(int records, Edges edges, double threshold, Constraints constraints) {
        this.records = records;
        this.edges = edges;
        this.threshold = threshold;
        this.constraints = constraints;
    }

    /**
     * For each record the smallest record of its cluster.
     *
     * @param scores makes the bits of pairs for one worker
     */
    int[] clusters(Workers workers, Supplier<PairBits> scores) {
        UnionFind components = new UnionFind(records);
        for (int e = 0; e < edges.size(); e++) {
            if (edges.bits(e) >= threshold) {
                components.join(edges.a(e), edges.b(e));
            }
        }
        for (long pair : constraints.mustLinks()) {
            components.join((int) (pair >>> 32), (int) pair);
        }
        int[] clusters = new int[records];
        int[] sizes = new int[records + 1];
        for (int i = 0; i < records; i++) {
            clusters[i] = components.find(i);
            sizes[clusters[i] + 1]++;
        }
        // Components have nothing to do with each other, so it does not matter who takes which.
        List<int[]> groups = groups(clusters, sizes);
        int pieces = (groups.size() + PIECE - 1) / PIECE;
        workers.share(pieces, worker -> scores.get(), (mine, piece) -> {
            for (int[] members : groups.subList(piece * PIECE, Math.min(groups.size(), (piece + 1) * PIECE))) {
                if (constraints.isOneToOne() && members.length <= MOST_ASSIGNED) {
                    assign(members, clusters, mine);
                } else if (members.length <= MOST_ASKED && agree(members, mine)) {
                    put(members, members[0], clusters);
                } else if (members.length > 2) {
                    new Component(members, clusters, mine).cluster();
                } else {
                    clusters[members[1]] = members[1];
                }
            }
        });
        return clusters;
    }

    /** Whether all pairs speak for one person, as in most components: then groups would grow until there is one. */
    private boolean agree(int[] members, PairBits scores) {
        for (int i = 0; i < members.length; i++) {
            for (int j = i + 1; j < members.length; j++) {
                double bits = clipped(members[i], members[j], scores);
                if (new Tie(bits, bits, constraints.mayLink(members[i], members[j])).strength(1) < threshold) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void put(int[] members, int cluster, int[] clusters) {
        for (int member : members) {
            clusters[member] = cluster;
        }
    }

    private double clipped(int a, int b, PairBits scores) {
        if (constraints.mustLink(a, b)) {
            return ALWAYS;
        }
        return threshold + Math.max(-CLIP, Math.min(CLIP, scores.bits(a, b) - threshold));
    }

    /** Pairs the records of two sources so that the bits above the threshold add up to the most. */
    private void assign(int[] members, int[] clusters, PairBits scores) {
        int[] first = Arrays.stream(members).filter(constraints::isOfFirst).toArray();
        int[] second =
                Arrays.stream(members).filter(i -> !constraints.isOfFirst(i)).toArray();
        double[][] weights = new double[first.length][second.length];
        for (int row = 0; row < first.length; row++) {
            for (int column = 0; column < second.length; column++) {
                weights[row][column] = weight(first[row], second[column], scores);
            }
        }
        for (int member : members) {
            clusters[member] = member;
        }
        int[] paired = Assignment.of(weights);
        for (int row = 0; row < paired.length; row++) {
            if (paired[row] >= 0) {
                int other = second[paired[row]];
                clusters[first[row]] = Math.min(first[row], other);
                clusters[other] = Math.min(first[row], other);
            }
        }
    }

    private double weight(int a, int b, PairBits scores) {
        if (!constraints.mayLink(a, b)) {
            return 0;
        }
        return constraints.mustLink(a, b) ? ALWAYS : scores.bits(a, b) - threshold;
    }

    /** The members of each component of two records or more, each in order. */
    private static List<int[]> groups(int[] clusters, int[] sizes) {
        int[][] members = new int[clusters.length][];
        List<int[]> groups = new ArrayList<>();
        for (int i = clusters.length - 1; i >= 0; i--) {
            int root = clusters[i];
            if (sizes[root + 1] > 1) {
                if (members[root] == null) {
                    members[root] = new int[sizes[root + 1]];
                    groups.add(members[root]);
                    sizes[root + 1] += MARK;
                }
                members[root][--sizes[root + 1] - MARK] = i;
            }
        }
        return groups;
    }

    /** Added to a size while its members are filled in from the end. */
    private static final int MARK = 1 << 30;

    private record Candidate(double average, int a, int b, int size) {}

    private static final Comparator<Candidate> HIGHEST = Comparator.comparingDouble(
                    (Candidate candidate) -> -candidate.average())
            .thenComparingInt(Candidate::a)
            .thenComparingInt(Candidate::b);

    /** One component: groups of its records grow until no two of them should be one. Places count from 0 within it. */
    private final class Component {

        private final int[] members;
        private final int[] clusters;
        private final PairBits scores;
        private final int[][] groups;
        /** For each group the sum of bits towards the groups it was compared with. */
        private final List<Map<Integer, Tie>> ties = new ArrayList<>();

        private final PriorityQueue<Candidate> queue = new PriorityQueue<>(HIGHEST);

        Component(int[] members, int[] clusters, PairBits scores) {
            this.scores = scores;
            this.members = members;
            this.clusters = clusters;
            this.groups = new int[members.length][];
            for (int i = 0; i < members.length; i++) {
                groups[i] = new int[] {members[i]};
                ties.add(new HashMap<>());
            }
        }

        void cluster() {
            start();
            while (!queue.isEmpty()) {
                Candidate next = queue.remove();
                if (groups[next.a()].length > 0
                        && groups[next.b()].length > 0
                        && groups[next.a()].length + groups[next.b()].length == next.size()) {
                    join(next.a(), next.b());
                }
            }
            for (int[] group : groups) {
                put(group, group.length > 0 ? group[0] : -1, clusters);
            }
        }

        private void start() {
            for (int i = 0; i < members.length; i++) {
                for (int e = edges.firstOf(members[i]); e < edges.size() && edges.a(e) == members[i]; e++) {
                    if (edges.bits(e) >= threshold) {
                        offer(
                                i,
                                Arrays.binarySearch(members, edges.b(e)),
                                tie(i, Arrays.binarySearch(members, edges.b(e))));
                    }
                }
            }
            for (long pair : constraints.mustLinks()) {
                int a = Arrays.binarySearch(members, (int) (pair >>> 32));
                int b = Arrays.binarySearch(members, (int) pair);
                if (a >= 0 && b >= 0) {
                    offer(a, b, tie(a, b));
                }
            }
        }

        private void offer(int a, int b, Tie tie) {
            ties.get(a).put(b, tie);
            ties.get(b).put(a, tie);
            double strength = tie.strength((double) groups[a].length * groups[b].length);
            if (strength >= threshold) {
                queue.add(new Candidate(strength, Math.min(a, b), Math.max(a, b), groups[a].length + groups[b].length));
            }
        }

        /** Makes one group of two, under the number of the first. */
        private void join(int kept, int gone) {
            TreeMap<Integer, Tie> around = new TreeMap<>();
            for (Map<Integer, Tie> known : List.of(ties.get(kept), ties.get(gone))) {
                for (int other : known.keySet()) {
                    if (other != kept && other != gone && !around.containsKey(other)) {
                        around.put(other, tie(kept, other).and(tie(gone, other)));
                    }
                }
            }
            for (int other : ties.get(gone).keySet()) {
                ties.get(other).remove(gone);
            }
            ties.get(kept).clear();
            ties.get(gone).clear();
            int[] grown = Arrays.copyOf(groups[kept], groups[kept].length + groups[gone].length);
            System.arraycopy(groups[gone], 0, grown, groups[kept].length, groups[gone].length);
            Arrays.sort(grown);
            groups[kept] = grown;
            groups[gone] = new int[0];
            around.forEach((other, tie) -> offer(kept, other, tie));
        }

        private Tie tie(int a, int b) {
            Tie known = ties.get(a).get(b);
            if (known != null) {
                return known;
            }
            int[] mine = groups[a];
            int[] theirs = groups[b];
            long all = (long) mine.length * theirs.length;
            double sum = 0;
            double best = Double.NEGATIVE_INFINITY;
            long looked = Math.min(all, MOST_PAIRS);
            for (int draw = 0; draw < looked; draw++) {
                double bits = looked == all
                        ? clipped(mine[draw / theirs.length], theirs[draw % theirs.length], scores)
                        : clipped(
                                mine[Mix.below(draw * 2L, mine.length)],
                                theirs[Mix.below(draw * 2L + 1, theirs.length)],
                                scores);
                sum += bits;
                best = Math.max(best, bits);
            }
            return new Tie(sum * all / looked, best, mayLink(mine, theirs));
        }
    }

    /** Asked of every pair, also where only some of the pairs are scored. */
    private boolean mayLink(int[] mine, int[] theirs) {
        for (int one : mine) {
            for (int other : theirs) {
                if (!constraints.mayLink(one, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What is between two groups: the sum of bits over all pairs, the best of them, and whether all may be linked. */
    private record Tie(double sum, double best, boolean allowed) {

        Tie and(Tie other) {
            return new Tie(sum + other.sum, Math.max(best, other.best), allowed && other.allowed);
        }

        double strength(double pairs) {
            return allowed ? (1 - BEST) * sum / pairs + BEST * best : Double.NEGATIVE_INFINITY;
        }
    }

    /** Share of the best pair in the strength of a tie; measured on four sets with truth, where 0.2 to 0.5 do nearly as well. */
    private static final double BEST = 0.35;
}
