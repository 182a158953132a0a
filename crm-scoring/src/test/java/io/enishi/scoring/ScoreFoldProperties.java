package io.enishi.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Window.Unit;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.Trajectory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ScoreFoldProperties {

    private static final Instant FAR = Instant.parse("2030-01-01T00:00:00Z");

    // ------------------------------------------------------------------ the state is a function of the timeline

    @Property(tries = 1000)
    void anyOrderOfArrivalMakesTheSameBytes(
            @ForAll("longModels") ScoreModel model,
            @ForAll("longEvents") List<CustomerEvent> events,
            @ForAll Random random) {
        List<CustomerEvent> arriving = new ArrayList<>(events);
        Collections.shuffle(arriving, random);
        Keeper keeper = new Keeper(model.fold());
        arriving.forEach(keeper::accept);

        assertThat(keeper.bytes()).isEqualTo(bytes(model, events));
    }

    @Property(tries = 1000)
    void whatIsInsertedWithoutARefoldIsTheRefold(
            @ForAll("longModels") ScoreModel model,
            @ForAll("longEvents") List<CustomerEvent> events,
            @ForAll Random random) {
        if (events.isEmpty()) {
            return;
        }
        ScoreFold fold = model.fold();
        CustomerEvent late = events.get(random.nextInt(events.size()));
        List<CustomerEvent> others = new ArrayList<>(events);
        others.remove(late);
        ScoreState inserted = fold.insert(folded(fold, others), late);
        if (inserted != null) {
            assertThat(fold.encode(inserted)).isEqualTo(bytes(model, events));
        }
    }

    @Property(tries = 500)
    void aMergeIsTheFoldOfTheUnionAndItsUndoIsAsIfItNeverWas(
            @ForAll("longModels") ScoreModel model,
            @ForAll("longEvents") List<CustomerEvent> events,
            @ForAll Random random) {
        List<CustomerEvent> left = new ArrayList<>();
        List<CustomerEvent> right = new ArrayList<>();
        events.forEach(event -> (random.nextBoolean() ? left : right).add(event));
        Keeper merged = new Keeper(model.fold());
        left.forEach(merged::accept);
        byte[] before = merged.bytes();
        right.forEach(merged::accept);
        assertThat(merged.bytes()).isEqualTo(bytes(model, events));

        merged.keepOnly(left);
        assertThat(merged.bytes()).isEqualTo(before);
    }

    @Property(tries = 500)
    void aCheckpointReadBackGoesOnAsIfNothingHappened(
            @ForAll("longModels") ScoreModel model,
            @ForAll("longEvents") List<CustomerEvent> events,
            @ForAll Random random) {
        ScoreFold fold = model.fold();
        ScoreState state = fold.initial();
        for (CustomerEvent event : Scoring.timeline(events, FAR)) {
            if (random.nextInt(3) == 0) {
                byte[] bytes = fold.encode(state);
                state = fold.decode(bytes);
                assertThat(fold.encode(state)).isEqualTo(bytes);
            }
            state = fold.apply(state, event);
        }
        assertThat(fold.encode(state)).isEqualTo(bytes(model, events));
    }

    @Property(tries = 500)
    void theFoldNamesEveryTypeThatChangesIt(
            @ForAll("longModels") ScoreModel model, @ForAll("longEvents") List<CustomerEvent> events) {
        ScoreFold fold = model.fold();
        List<CustomerEvent> relevant = events.stream()
                .filter(event ->
                        fold.eventTypes().isEmpty() || fold.eventTypes().contains(event.type()))
                .toList();

        assertThat(bytes(model, relevant)).isEqualTo(bytes(model, events));
        assertThat(fold.metrics(fold.initial()).keySet()).isEqualTo(fold.publishes());
    }

    // ------------------------------------------------------------------ the score

    @Property(tries = 1000)
    void theScoreIsWhatASimpleReckoningSays(
            @ForAll("longModels") ScoreModel model,
            @ForAll("longEvents") List<CustomerEvent> events,
            @ForAll @IntRange(min = 0, max = 1_000) int later) {
        Instant at = AnyModel.LONG.start().plusMillis(later * AnyModel.LONG.unit());
        Score score = model.score(events, at);

        Map<String, Double> expected = Reckoning.byRule(model, events, at);
        Map<String, BigDecimal> byRule = score.byRule();
        for (ScoreRule rule : model.rules()) {
            assertThat(byRule.getOrDefault(rule.id(), BigDecimal.ZERO).doubleValue())
                    .as("rule %s", rule)
                    .isCloseTo(expected.getOrDefault(rule.id(), 0.0), org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    @Property(tries = 1000)
    void contributionsAddUpToTheScore(
            @ForAll("longModels") ScoreModel model,
            @ForAll("longEvents") List<CustomerEvent> events,
            @ForAll @IntRange(min = 0, max = 1_000) int later) {
        Instant at = AnyModel.LONG.start().plusMillis(later * AnyModel.LONG.unit());
        Score score = model.score(events, at);

        BigDecimal added =
                score.contributions().stream().map(Contribution::left).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(added).isEqualByComparingTo(score.sum());
        ScoreState state = folded(model.fold(), Scoring.timeline(events, at));
        Trajectory metric = model.fold().metrics(state).get("any");
        assertThat(score.value()).isEqualTo(metric.valueAt(at.toEpochMilli()));
        BigDecimal held = score.sum();
        for (Score.GroupScore group : score.groups()) {
            BigDecimal its = score.contributions().stream()
                    .filter(part -> groupOf(model, part).equals(group.group()))
                    .map(Contribution::left)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(group.sum()).isEqualByComparingTo(its);
            BigDecimal within = within(its, model.group(group.group()));
            assertThat(group.value()).isEqualTo(whole(within));
            held = held.subtract(its).add(within);
        }
        BigDecimal limited = held.max(BigDecimal.valueOf(model.floor())).min(BigDecimal.valueOf(model.ceiling()));
        assertThat(score.exact().subtract(limited).abs()) // groups that decay alike are rounded together
                .isLessThanOrEqualTo(BigDecimal.valueOf(2L * score.groups().size(), 12));
        assertThat(score.value()).isEqualTo(whole(score.exact()));
        for (Contribution part : score.contributions()) {
            assertThat(Math.abs(part.given())).isLessThanOrEqualTo(Math.abs(part.asked()));
            assertThat(Math.abs(part.reversed())).isLessThanOrEqualTo(Math.abs(part.given()));
            assertThat(part.cutBy() == null).isEqualTo(part.asked() == part.given());
        }
    }

    private static String groupOf(ScoreModel model, Contribution part) {
        return model.rules().stream()
                .filter(rule -> rule.id().equals(part.rule()))
                .findFirst()
                .orElseThrow()
                .group();
    }

    private static BigDecimal within(BigDecimal sum, ScoreGroup group) {
        return sum.max(BigDecimal.valueOf(group.floor())).min(BigDecimal.valueOf(group.ceiling()));
    }

    private static long whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    @Property(tries = 1000)
    void capsAreNeverExceeded(
            @ForAll("longModels") ScoreModel model, @ForAll("longEvents") List<CustomerEvent> events) {
        Score score = model.score(events, FAR);
        for (ScoreRule rule : model.rules()) {
            List<Contribution> counted = score.contributions().stream()
                    .filter(part -> part.rule().equals(rule.id()) && part.given() != 0)
                    .toList();
            for (Cap cap : rule.caps()) {
                for (Contribution last : counted) {
                    long used = counted.stream()
                            .filter(part ->
                                    inPeriodOf(cap, part, last, model.zone().orElseThrow()))
                            .mapToLong(part -> cap.limited() == Cap.Limited.EVENTS ? 1 : Math.abs(part.given()))
                            .sum();
                    assertThat(used).isLessThanOrEqualTo(cap.atMost());
                }
            }
        }
    }

    private static boolean inPeriodOf(Cap cap, Contribution part, Contribution last, ZoneId zone) {
        if (cap.per() instanceof Cap.Calendar calendar) {
            return begin(part.occurredAt(), zone, calendar.unit())
                    .equals(begin(last.occurredAt(), zone, calendar.unit()));
        }
        if (cap.per() instanceof Cap.Rolling rolling) {
            Instant begin = last.occurredAt().minus(rolling.length());
            return part.occurredAt().isAfter(begin) && !part.occurredAt().isAfter(last.occurredAt());
        }
        return true;
    }

    static LocalDate begin(Instant time, ZoneId zone, Unit unit) {
        LocalDate day = time.atZone(zone).toLocalDate();
        return switch (unit) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    @Property(tries = 300)
    void copiesOfAnEventCountOnceWhateverTheirOrder(
            @ForAll("longModels") ScoreModel model,
            @ForAll("longEvents") List<CustomerEvent> events,
            @ForAll Random random) {
        List<CustomerEvent> copies = new ArrayList<>(events);
        events.forEach(event -> copies.add(random.nextBoolean() ? event : moved(event)));
        Collections.shuffle(copies, random);

        assertThat(model.score(copies, FAR)).isEqualTo(model.score(events, FAR));
    }

    /** The same event, told again with a later time. */
    private static CustomerEvent moved(CustomerEvent event) {
        return CustomerEvent.of(
                event.source(),
                event.id(),
                event.identifiers(),
                event.occurredAt().plusMillis(5),
                event.body());
    }

    // ------------------------------------------------------------------ metrics in time

    /** Walks over every millisecond: the published trajectories are the score and the band that a walker sees. */
    @Property(tries = 300)
    void metricsFollowTheTimelineMillisecondByMillisecond(
            @ForAll("shortModels") ScoreModel model, @ForAll("shortEvents") List<CustomerEvent> events) {
        ScoreFold fold = model.fold();
        ScoreState state = fold.initial();
        List<CustomerEvent> timeline = Scoring.timeline(events, FAR);
        long start = AnyModel.SHORT.start().toEpochMilli();
        int next = 0;
        Reckoning.Bands bands = new Reckoning.Bands(model);
        List<Reckoning.Bands> groupBands =
                model.groups().stream().map(Reckoning.Bands::new).toList();
        for (long t = start; t < start + 900; t++) {
            while (next < timeline.size() && timeline.get(next).occurredAt().toEpochMilli() == t) {
                state = fold.apply(state, timeline.get(next++));
            }
            Map<String, Trajectory> metrics = fold.metrics(state);
            Trajectory score = metrics.get("any");
            bands.see(score.valueAt(t));
            if (!model.bands().isEmpty()) {
                assertThat(metrics.get("any.band").valueAt(t)).isEqualTo(bands.index());
            }
            for (int g = 0; g < groupBands.size(); g++) {
                Trajectory group = metrics.get("any.g" + g);
                groupBands.get(g).see(group.valueAt(t));
                if (!model.groups().get(g).bands().isEmpty()) {
                    assertThat(metrics.get("any.g" + g + ".band").valueAt(t))
                            .isEqualTo(groupBands.get(g).index());
                }
            }
        }
    }

    @Property(tries = 300)
    void theNextCrossingOfTheScoreIsTheFirstMillisecondOnTheOtherSide(
            @ForAll("shortModels") ScoreModel model,
            @ForAll("shortEvents") List<CustomerEvent> events,
            @ForAll @IntRange(min = -40, max = 120) int bound) {
        Trajectory score = model.fold().score(folded(model.fold(), events));
        long now = AnyModel.SHORT.start().toEpochMilli() + 700;
        boolean before = score.isAtLeast(bound, now);
        assertThat(before).isEqualTo(score.valueAt(now) >= bound);
        long flip = Trajectory.NEVER;
        for (long t = now + 1; t < now + 1_500 && flip == Trajectory.NEVER; t++) {
            flip = score.valueAt(t) >= bound == before ? flip : t;
        }
        long found = score.nextCrossing(bound, now);
        assertThat(found < now + 1_500 ? found : Trajectory.NEVER).isEqualTo(flip);
    }

    @Property(tries = 300)
    void theNextCrossingOfABandIsTheFirstMillisecondInWhichItDiffers(
            @ForAll("shortModels") ScoreModel model,
            @ForAll("shortEvents") List<CustomerEvent> events,
            @ForAll @IntRange(min = 0, max = 4) int bound) {
        if (model.bands().isEmpty() || events.isEmpty()) {
            return;
        }
        ScoreFold fold = model.fold();
        ScoreState state = folded(fold, events);
        Trajectory band = fold.metrics(state).get("any.band");
        long now = Scoring.timeline(events, FAR)
                .get(events.size() - 1)
                .occurredAt()
                .toEpochMilli();
        boolean before = band.valueAt(now) >= bound;
        long flip = Trajectory.NEVER;
        for (long t = now + 1; t < now + 1_500 && flip == Trajectory.NEVER; t++) {
            flip = band.valueAt(t) >= bound == before ? flip : t;
        }
        long found = band.nextCrossing(bound, now);
        assertThat(found < now + 1_500 ? found : Trajectory.NEVER).isEqualTo(flip);
    }

    // ------------------------------------------------------------------ spelling

    @Property(tries = 500)
    void aModelWrittenAndReadBackIsEqual(@ForAll("longModels") ScoreModel model) {
        assertThat(ScoreModel.parse(model.toYaml())).isEqualTo(model);
        assertThat(ScoreModel.parse(model.toJson())).isEqualTo(model);
        assertThat(ScoreModel.parse(model.toYaml()).definitionHash()).isEqualTo(model.definitionHash());
    }

    // ------------------------------------------------------------------ generators and tools

    @Provide
    Arbitrary<ScoreModel> longModels() {
        return AnyModel.models(AnyModel.LONG);
    }

    @Provide
    Arbitrary<List<CustomerEvent>> longEvents() {
        return AnyModel.events(AnyModel.LONG);
    }

    @Provide
    Arbitrary<ScoreModel> shortModels() {
        return AnyModel.models(AnyModel.SHORT);
    }

    @Provide
    Arbitrary<List<CustomerEvent>> shortEvents() {
        return AnyModel.events(AnyModel.SHORT);
    }

    private static ScoreState folded(ScoreFold fold, Collection<CustomerEvent> events) {
        ScoreState state = fold.initial();
        for (CustomerEvent event : Scoring.timeline(events, FAR)) {
            state = fold.apply(state, event);
        }
        return state;
    }

    private static byte[] bytes(ScoreModel model, Collection<CustomerEvent> events) {
        return model.fold().encode(folded(model.fold(), events));
    }

    /** Does what the runtime does: applies what comes in order, inserts or refolds what comes late. */
    private static final class Keeper {
        private final ScoreFold fold;
        private List<CustomerEvent> timeline = new ArrayList<>();
        private ScoreState state;

        Keeper(ScoreFold fold) {
            this.fold = fold;
            this.state = fold.initial();
        }

        void accept(CustomerEvent event) {
            timeline = Scoring.timeline(
                    Stream.concat(timeline.stream(), Stream.of(event)).toList(), FAR);
            if (timeline.get(timeline.size() - 1).equals(event)) {
                state = fold.apply(state, event);
                return;
            }
            ScoreState inserted = fold.insert(state, event);
            state = inserted == null ? folded(fold, timeline) : inserted;
        }

        void keepOnly(List<CustomerEvent> kept) {
            timeline = timeline.stream().filter(kept::contains).collect(Collectors.toList());
            state = folded(fold, timeline);
        }

        byte[] bytes() {
            return fold.encode(state);
        }
    }
}
