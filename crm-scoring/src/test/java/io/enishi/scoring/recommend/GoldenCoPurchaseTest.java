package io.enishi.scoring.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.enishi.scoring.GoldenFile;
import io.enishi.scoring.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published and recomputed tables of the folder {@code golden/scoring}; skipped where it is absent. */
class GoldenCoPurchaseTest {

    private static final double RELATIVE_PERCENT = 1e-7; // the file's 1e-9

    @Test
    void logLikelihoodRatiosAreThoseOfDunningAndMahout() {
        GoldenFile tables = GoldenFile.json("llr.json");
        int rows = 0;
        for (GoldenFile row : tables.get("rows").items()) {
            PairCounts counts = new PairCounts(
                    row.get("k11").whole(),
                    row.get("k12").whole(),
                    row.get("k21").whole(),
                    row.get("k22").whole());
            assertThat(counts.llr()).isCloseTo(row.get("llr").number(), withPercentage(RELATIVE_PERCENT));
            assertThat(counts.rootLlr())
                    .isCloseTo(row.get("root_llr_signed").number(), withPercentage(RELATIVE_PERCENT));
            assertThat(counts.lift().orElseThrow())
                    .isCloseTo(row.get("lift").number(), withPercentage(RELATIVE_PERCENT));
            assertThat(counts.jaccard().orElseThrow())
                    .isCloseTo(row.get("jaccard").number(), withPercentage(RELATIVE_PERCENT));
            if (!row.get("published").isNull()) {
                assertThat(counts.llr())
                        .isCloseTo(
                                row.get("published").number(),
                                within(row.get("published_tolerance").number()));
            }
            rows++;
        }
        assertThat(rows).isEqualTo(17);
    }

    @Test
    void similaritiesAreThoseOfMahout() {
        GoldenFile mahout = GoldenFile.json("llr.json").get("mahout_similarity");
        GoldenFile users = mahout.get("users");
        mahout.get("item_similarity").fields().keySet().forEach(pair -> {
            String[] items = pair.replaceAll("[()]", "").split(",");
            int first = Integer.parseInt(items[0]);
            int second = Integer.parseInt(items[1]);
            long both = 0;
            long withFirst = 0;
            long withSecond = 0;
            for (String user : users.fields().keySet()) {
                boolean hasFirst = has(users.get(user), first);
                boolean hasSecond = has(users.get(user), second);
                both += hasFirst && hasSecond ? 1 : 0;
                withFirst += hasFirst ? 1 : 0;
                withSecond += hasSecond ? 1 : 0;
            }
            assertThat(PairCounts.of(both, withFirst, withSecond, users.fields().size())
                            .similarity())
                    .isCloseTo(mahout.get("item_similarity").get(pair).number(), withPercentage(RELATIVE_PERCENT));
        });
    }

    private static boolean has(GoldenFile user, int item) {
        return item < user.items().size() && !user.get(item).isNull();
    }

    @Test
    void theTopPairsOfOnlineRetailAreTheReference() {
        assumeTrue(OnlineRetail.isThere(Shared.folder()));
        GoldenFile about = GoldenFile.json("copurchase_online_retail.json");
        PurchaseIndex index = new PurchaseIndex();
        OnlineRetail.baskets(OnlineRetail.lines(Shared.folder())).forEach(index::put);

        List<PairOfProducts> pairs = index.pairs(50, 10);

        assertThat(index.baskets()).isEqualTo((int) about.get("baskets").whole());
        assertThat(pairs).hasSize((int) about.get("pairs").whole());
        List<String> rows = GoldenFile.lines("copurchase_online_retail_top500.csv");
        for (int i = 1; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",");
            PairOfProducts pair = pairs.get(i - 1);
            assertThat(List.of(pair.first(), pair.second())).containsExactly(cells[0], cells[1]);
            assertThat(List.of(
                            pair.counts().both(),
                            pair.counts().first(),
                            pair.counts().second()))
                    .containsExactly(Long.valueOf(cells[2]), Long.valueOf(cells[3]), Long.valueOf(cells[4]));
            assertThat(pair.llr()).isCloseTo(Double.parseDouble(cells[5]), withPercentage(RELATIVE_PERCENT));
            assertThat(pair.lift()).isCloseTo(Double.parseDouble(cells[6]), withPercentage(RELATIVE_PERCENT));
        }
        assertThat(rows).hasSize(501);
    }
}
