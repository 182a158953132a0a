package io.enishi.identity.link;

import io.enishi.identity.link.LinkDiagnostics.ChartPoint;
import io.enishi.identity.link.LinkDiagnostics.RuleReport;
import io.enishi.identity.link.LinkDiagnostics.WeakLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Works {@link LinkDiagnostics} out. */
final class Diagnosis {

    private static final int WEAKEST = 20;
    /** Of a very large cluster so many pairs are looked at for the estimate of recall. */
    private static final int MOST_OF_CLUSTER = 60;

    private final Linkage linkage;
    private final int[] clusters;
    private final double threshold;

    Diagnosis(Linkage linkage, double threshold) {
        this.linkage = linkage;
        this.clusters = linkage.clusters().toArray();
        this.threshold = threshold;
    }

    LinkDiagnostics work() {
        Map<Integer, List<Integer>> members = new HashMap<>();
        int[] sizes = new int[clusters.length];
        for (int cluster : clusters) {
            sizes[cluster]++;
        }
        for (int i = 0; i < clusters.length; i++) {
            if (sizes[clusters[i]] > 1) {
                members.computeIfAbsent(clusters[i], any -> new ArrayList<>()).add(i);
            }
        }
        List<Blocking.Rule> rules = linkage.blocking().rules();
        long[] kept = new long[rules.size()];
        long within = 0;
        long led = 0;
        for (List<Integer> cluster : members.values()) {
            int most = Math.min(cluster.size(), MOST_OF_CLUSTER);
            for (int i = 0; i < most; i++) {
                for (int j = i + 1; j < most; j++) {
                    int mask = linkage.blocking().rulesOf(cluster.get(i), cluster.get(j));
                    within++;
                    led += mask == 0 ? 0 : 1;
                    for (int r = 0; r < kept.length; r++) {
                        kept[r] += (mask >>> r) & 1;
                    }
                }
            }
        }
        List<RuleReport> reports = new ArrayList<>();
        for (int r = 0; r < kept.length; r++) {
            Blocking.Rule rule = rules.get(r);
            reports.add(
                    new RuleReport(rule.features(), rule.pairs(), kept[r], rule.cap(), rule.refined(), rule.dropped()));
        }
        return new LinkDiagnostics(
                reports, within == 0 ? 1 : (double) led / within, chart(), linkage.unlinkable(), weakest());
    }

    private List<ChartPoint> chart() {
        Edges edges = linkage.edges();
        List<ChartPoint> chart = new ArrayList<>();
        for (int bits = -10; bits <= 30; bits += 5) {
            long pairs = 0;
            double right = 0;
            for (int e = 0; e < edges.size(); e++) {
                if (edges.bits(e) >= bits) {
                    pairs++;
                    right += 1 / (1 + StrictMath.pow(2, -edges.bits(e)));
                }
            }
            chart.add(new ChartPoint(bits, pairs, right));
        }
        return chart;
    }

    private List<WeakLink> weakest() {
        Edges edges = linkage.edges();
        List<Integer> held = new ArrayList<>();
        for (int e = 0; e < edges.size(); e++) {
            if (clusters[edges.a(e)] == clusters[edges.b(e)] && edges.bits(e) >= threshold) {
                held.add(e);
            }
        }
        held.sort(Comparator.comparingDouble((Integer e) -> edges.bits(e)).thenComparingInt(e -> e));
        List<WeakLink> weakest = new ArrayList<>();
        for (int e : held.subList(0, Math.min(WEAKEST, held.size()))) {
            weakest.add(new WeakLink(
                    linkage.table().id(edges.a(e)), linkage.table().id(edges.b(e)), edges.bits(e), isBridge(e)));
        }
        return weakest;
    }

    /** Whether the rest of the cluster's pairs above the threshold do not connect the two records. */
    private boolean isBridge(int edge) {
        Edges edges = linkage.edges();
        int cluster = clusters[edges.a(edge)];
        Map<Integer, Integer> places = new HashMap<>();
        List<int[]> others = new ArrayList<>();
        for (int i = 0; i < clusters.length; i++) {
            if (clusters[i] == cluster) {
                places.put(i, places.size());
                for (int e = edges.firstOf(i); e < edges.size() && edges.a(e) == i; e++) {
                    if (e != edge && clusters[edges.b(e)] == cluster && edges.bits(e) >= threshold) {
                        others.add(new int[] {i, edges.b(e)});
                    }
                }
            }
        }
        UnionFind rest = new UnionFind(places.size());
        for (int[] pair : others) {
            rest.join(places.getOrDefault(pair[0], 0), places.getOrDefault(pair[1], 0));
        }
        return rest.find(places.getOrDefault(edges.a(edge), 0)) != rest.find(places.getOrDefault(edges.b(edge), 0));
    }
}
