package io.enishi.scoring.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeSplitTest {

    private static final Instant SPLIT = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");

    private static Basket bought(int day, String... products) {
        return Basket.of(SPLIT.plus(Duration.ofDays(day)), products);
    }

    private final TimeSplit split = new TimeSplit(
            Map.of(
                    "a", List.of(bought(-5, "x"), bought(3, "x", "y", "z")),
                    "b", List.of(bought(-4, "x", "y"), bought(5, "x"), bought(40, "z")),
                    "c", List.of(bought(-3, "z")),
                    "d", List.of(bought(2, "z"))),
            SPLIT,
            END);

    @Test
    void whatComesLaterIsNotKnownBefore() {
        assertThat(split.customers()).isEqualTo(2);
        assertThat(split.training().baskets()).isEqualTo(3);
        assertThat(split.training().buyers("z")).isEqualTo(1);
    }

    @Test
    void hitsAndTheirPlacesCount() {
        TimeSplit.Verdict verdict = split.judge((own, onlyNew, limit) -> List.of("q", "y"), false, 2);

        // a has y at place 2 of 2, where the best were 1 + 1 / log2(3); b has no hit.
        double second = Math.log(2) / Math.log(3);
        assertThat(verdict.customers()).isEqualTo(2);
        assertThat(verdict.hitRate()).isEqualTo(0.5);
        assertThat(verdict.ndcg()).isCloseTo(second / (1 + second) / 2, within(1e-12));
    }

    @Test
    void ofNewProductsOnlyThoseCountThatWereNeverBought() {
        TimeSplit.Verdict verdict = split.judge((own, onlyNew, limit) -> List.of("x", "z"), true, 2);

        assertThat(verdict.customers()).isEqualTo(1); // b bought nothing new
        assertThat(verdict.hitRate()).isEqualTo(1);
    }

    @Test
    void choosersNameWhatTheyCount() {
        Duration lately = Duration.ofDays(60);
        List<Basket> own = List.of(bought(-5, "x"));

        assertThat(split.byPopularity(lately).choose(own, false, 1)).containsExactly("x");
        assertThat(split.byPopularity(lately).choose(own, true, 5)).containsExactly("y", "z");
        assertThat(split.byCoOccurrenceInBaskets().choose(own, true, 5)).containsExactly("y");
        assertThat(split.byCoOccurrenceByCustomer().choose(own, true, 5)).containsExactly("y");
        assertThat(split.byOwnHabit(lately).choose(own, false, 3)).containsExactly("x", "y", "z");
        assertThat(split.by(ProductRecommender.over(split.training())).choose(own, true, 1))
                .containsExactly("y");
    }

    @Test
    void nobodyToJudgeIsNoVerdict() {
        TimeSplit none = new TimeSplit(Map.of(), SPLIT, END);

        assertThat(none.judge(none.byPopularity(Duration.ofDays(1)), false, 10))
                .isEqualTo(new TimeSplit.Verdict(0, 0, 0));
        assertThatThrownBy(() -> new TimeSplit(Map.of(), END, SPLIT)).hasMessageContaining("split must be before");
    }
}
