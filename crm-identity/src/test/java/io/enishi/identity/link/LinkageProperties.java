package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every linkage, whatever the records. */
class LinkageProperties {

    @Property(tries = 15)
    void theOrderOfRowsAndTheNumberOfThreadsChangeNothing(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 60) int people) {
        List<Crowd.Row> rows = Crowd.of(seed, people);
        List<Crowd.Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        Linkage one = Linker.of(Crowd.MODEL).link(Crowd.table(rows));
        Linkage other = Linker.of(Crowd.MODEL).withThreads(2).link(Crowd.table(shuffled));
        assertThat(other.clusters().members()).isEqualTo(one.clusters().members());
        assertThat(other.model()).isEqualTo(one.model());
    }

    @Property(tries = 15)
    void aTrainedModelComesBackFromYamlAndLinksAlike(@ForAll long seed) {
        RecordTable table = Crowd.table(Crowd.of(seed, 40));
        Linkage linkage = Linker.of(Crowd.MODEL).link(table);
        LinkModel read = LinkModel.parse(linkage.model().toYaml());
        assertThat(read).isEqualTo(linkage.model());
        assertThat(Linker.of(read).link(table).clusters().members())
                .isEqualTo(linkage.clusters().members());
    }

    @Property(tries = 15)
    void constraintsHoldWhateverTheBitsSay(@ForAll long seed) {
        List<Crowd.Row> rows = Crowd.of(seed, 40);
        RecordTable table = Crowd.table(rows);
        Judgements judged = Judgements.none();
        for (int i = 1; i < rows.size(); i++) {
            boolean copies = rows.get(i).person() == rows.get(i - 1).person();
            judged = copies && i % 3 == 0
                    ? judged.notSame(rows.get(i - 1).id(), rows.get(i).id())
                    : judged;
        }
        Clusters clusters =
                Linker.of(Crowd.MODEL).withJudgements(judged).link(table).clusters();
        for (Judgements.Judgement apart : judged.pairs()) {
            assertThat(clusters.together(table.indexOf(apart.a()), table.indexOf(apart.b())))
                    .isFalse();
        }
        LinkModel oneEach = new LinkModel(
                "one", Crowd.MODEL.comparisons(), Crowd.MODEL.blocking(), Mode.ONE_TO_ONE, Crowd.MODEL.training());
        for (List<String> members :
                Linker.of(oneEach).link(table).clusters().members().values()) {
            Set<String> sources = new HashSet<>();
            members.forEach(id ->
                    assertThat(sources.add(table.source(table.indexOf(id)))).isTrue());
        }
    }

    @Property(tries = 15)
    void aPairComparesOnceAndUnknownValuesNeverBlock(@ForAll long seed) {
        RecordTable table = Crowd.table(Crowd.of(seed, 40));
        Blocking blocking =
                new Blocking(table, Crowd.MODEL, new Features(table, Transforms.standard()), 1_000, new Workers(1));
        Set<Long> pairs = new HashSet<>();
        for (int stretch = 0; stretch < blocking.stretches(); stretch++) {
            blocking.pairs(stretch, new Pairs(), some -> {
                for (int i = 0; i < some.size(); i++) {
                    int a = some.left[i];
                    int b = some.right[i];
                    int rules = some.rules[i];
                    assertThat(rules).isEqualTo(blocking.rulesOf(a, b)).isNotZero();
                    assertThat(pairs.add(((long) a << 32) | b)).isTrue();
                    boolean phone = !table.value(a, "phone").isEmpty()
                            && table.value(a, "phone").equals(table.value(b, "phone"));
                    boolean names = table.value(a, "given").equals(table.value(b, "given"))
                            && table.value(a, "family").equals(table.value(b, "family"));
                    boolean born = !table.value(a, "born").isEmpty()
                            && table.value(a, "born").equals(table.value(b, "born"));
                    assertThat(phone || names || born).isTrue();
                }
            });
        }
    }

    @Property(tries = 10)
    void labelsStayWithTheirRecordsWhenRecordsAreAdded(@ForAll long seed) {
        List<Crowd.Row> rows = Crowd.of(seed, 40);
        LinkModel trained = Linker.of(Crowd.MODEL).link(Crowd.table(rows)).model();
        List<Crowd.Row> first = rows.subList(0, rows.size() / 2);
        RecordTable before = Crowd.table(first);
        Clusters earlier = Linker.of(trained).link(before).clusters();
        Map<String, String> labels = new java.util.HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            labels.put(before.id(i), earlier.label(i));
        }
        RecordTable after = Crowd.table(rows);
        Clusters later = Linker.of(trained).link(after).clusters().labelledAs(labels);
        Map<String, List<String>> members = later.members();
        assertThat(members.values().stream().mapToInt(List::size).sum()).isEqualTo(after.size());
        assertThat(members).hasSize(later.count());
        members.forEach((label, ids) -> {
            Set<String> had = new HashSet<>();
            ids.forEach(id -> {
                if (labels.containsKey(id)) {
                    had.add(labels.get(id));
                }
            });
            if (had.size() == 1
                    && earlierSizes(labels, had.iterator().next())
                            == ids.stream().filter(labels::containsKey).count()) {
                assertThat(label).isEqualTo(had.iterator().next());
            }
        });
    }

    private static long earlierSizes(Map<String, String> labels, String label) {
        return labels.values().stream().filter(label::equals).count();
    }
}
