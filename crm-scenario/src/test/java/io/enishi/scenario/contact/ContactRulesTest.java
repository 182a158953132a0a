package io.enishi.scenario.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ContactRulesTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final QuietHours NIGHT = QuietHours.from(LocalTime.of(21, 0), Duration.ofHours(11));

    // ------------------------------------------------------------------ quiet hours

    @Test
    void quietHoursReachOverMidnight() {
        ContactRules rules = ContactRules.none().with(NIGHT);

        assertThat(ask(rules, "2026-04-01T11:59:59.999Z")).isInstanceOf(Clearance.Cleared.class); // 20:59:59.999
        assertThat(held(ask(rules, "2026-04-01T12:00:00Z"))).isEqualTo("2026-04-01T23:00:00Z"); // 21:00 to 8:00
        assertThat(held(ask(rules, "2026-04-01T18:00:00Z"))).isEqualTo("2026-04-01T23:00:00Z"); // 3:00
        assertThat(ask(rules, "2026-04-01T23:00:00Z")).isInstanceOf(Clearance.Cleared.class); // 8:00
    }

    @Test
    void quietHoursEndAtTheLocalTimeWhenClocksChange() {
        ContactRules rules = ContactRules.none().with(NIGHT.in(NEW_YORK));

        // the night of 7 March 2026 has ten hours: it ends at 8:00 all the same
        assertThat(held(ask(rules, "2026-03-08T02:00:00Z"))).isEqualTo("2026-03-08T12:00:00Z");
    }

    @Test
    void quietHoursMayDropInsteadOfCarryingOver() {
        Clearance night = ask(ContactRules.none().with(NIGHT.dropping()), "2026-04-01T15:00:00Z");

        assertThat(night)
                .isInstanceOfSatisfying(
                        Clearance.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .satisfies(reason -> assertThat(reason.code()).isEqualTo("quiet-hours")));
    }

    @Test
    void quietHoursOfOneChannelLeaveTheOthersAlone() {
        ContactRules rules = ContactRules.none().with(NIGHT.on("line"));

        assertThat(ask(rules, "2026-04-01T15:00:00Z")).isInstanceOf(Clearance.Cleared.class);
    }

    @Test
    void transactionalMessagesAreExempt() {
        ContactRules rules = ContactRules.none().with(NIGHT).with(Cap.atMost(1, Span.days(7)));
        SentView view = view("2026-04-01T15:00:00Z", sent("mail", MessageClass.ADVERTISING, "2026-04-01T03:00:00Z"));

        assertThat(rules.check(send(MessageClass.TRANSACTIONAL), new Effect.Offer("mail", "hello"), view))
                .isInstanceOf(Clearance.Cleared.class);
    }

    // ------------------------------------------------------------------ caps

    @Test
    void aRollingCapFreesUpWhenTheOldestMessageLeavesItsPeriod() {
        ContactRules rules = ContactRules.none().with(Cap.atMost(2, Span.days(7)));
        Dispatched first = sent("mail", MessageClass.ADVERTISING, "2026-04-01T03:00:00Z");
        Dispatched second = sent("line", MessageClass.ADVERTISING, "2026-04-05T03:00:00Z");

        assertThat(capped(ask(rules, "2026-04-08T02:59:59.999Z", first, second)))
                .isEqualTo("2026-04-08T03:00:00Z");
        assertThat(ask(rules, "2026-04-08T03:00:00Z", first, second)).isInstanceOf(Clearance.Cleared.class);
    }

    @Test
    void whereMoreLeftThanACapAllowsAsManyAsAreTooManyHaveToLeaveItsPeriodFirst() {
        ContactRules rules = ContactRules.none().with(Cap.atMost(2, Span.days(7)));
        Dispatched first = sent("mail", MessageClass.ADVERTISING, "2026-04-01T03:00:00Z");
        Dispatched second = sent("mail", MessageClass.ADVERTISING, "2026-04-02T03:00:00Z");
        Dispatched third = sent("mail", MessageClass.ADVERTISING, "2026-04-03T03:00:00Z");

        assertThat(capped(ask(rules, "2026-04-04T03:00:00Z", first, second, third)))
                .isEqualTo("2026-04-09T03:00:00Z");
    }

    @Test
    void aCapOnOneChannelCountsThatChannelOnly() {
        ContactRules rules =
                ContactRules.none().with(Cap.atMost(1, Span.days(7)).on("mail"));
        Dispatched line = sent("line", MessageClass.ADVERTISING, "2026-04-05T03:00:00Z");
        Dispatched mail = sent("mail", MessageClass.ADVERTISING, "2026-04-05T03:00:00Z");

        assertThat(ask(rules, "2026-04-06T03:00:00Z", line)).isInstanceOf(Clearance.Cleared.class);
        assertThat(ask(rules, "2026-04-06T03:00:00Z", mail)).isInstanceOf(Clearance.Capped.class);
    }

    @Test
    void aCalendarCapFollowsTheDayOfItsZone() {
        ContactRules rules = ContactRules.none().with(Cap.atMost(1, Cap.Unit.DAY, TOKYO));
        Dispatched evening = sent("mail", MessageClass.ADVERTISING, "2026-04-01T14:00:00Z"); // 23:00 in Tokyo

        assertThat(capped(ask(rules, "2026-04-01T14:30:00Z", evening))).isEqualTo("2026-04-01T15:00:00Z");
        assertThat(ask(rules, "2026-04-01T15:00:00Z", evening)).isInstanceOf(Clearance.Cleared.class);
    }

    @Test
    void transactionalMessagesCountOnlyWhereACapSaysSo() {
        Dispatched invoice = sent("mail", MessageClass.TRANSACTIONAL, "2026-04-05T03:00:00Z");
        Cap one = Cap.atMost(1, Span.days(7));

        assertThat(ask(ContactRules.none().with(one), "2026-04-06T03:00:00Z", invoice))
                .isInstanceOf(Clearance.Cleared.class);
        assertThat(ask(ContactRules.none().with(one.countingTransactional()), "2026-04-06T03:00:00Z", invoice))
                .isInstanceOf(Clearance.Capped.class);
    }

    @Test
    void quietHoursComeBeforeCapsSoThatTheMorningDecides() {
        ContactRules rules = ContactRules.none().with(NIGHT).with(Cap.gap(Span.hours(12)));
        Dispatched evening = sent("mail", MessageClass.ADVERTISING, "2026-04-01T11:00:00Z");

        assertThat(ask(rules, "2026-04-01T13:00:00Z", evening)).isInstanceOf(Clearance.Held.class);
        assertThat(ask(rules, "2026-04-01T23:00:00Z", evening)).isInstanceOf(Clearance.Cleared.class);
    }

    @Test
    void everyRuleExplainsItself() {
        ContactRules rules = ContactRules.none().with(NIGHT).with(Cap.atMost(1, Span.days(7)));
        SentView view = view("2026-04-02T03:00:00Z", sent("mail", MessageClass.ADVERTISING, "2026-04-01T03:00:00Z"));

        assertThat(rules.explain("mail", view).toText()).isEqualTo("""
            - contact rules allow mail
              + outside quiet from 21:00 for 11 hours
              - at most 1 in 7 days: 1 so far, allowed from 2026-04-08T03:00:00Z
            """);
    }

    // ------------------------------------------------------------------ laws

    /** Sends whenever it is allowed, at random attempts; then counts in every window that begins at a message. */
    @Property(tries = 300)
    void aRollingCapIsNeverExceeded(
            @ForAll("attempts") List<Attempt> attempts, @ForAll("spans") Span span, @ForAll("mosts") int most) {
        Cap cap = Cap.atMost(most, span).on("line", "mail");
        List<Dispatched> left = sendWhenAllowed(ContactRules.none().with(cap), attempts, NEW_YORK);

        for (Dispatched first : left) {
            Instant end = new Cap.Rolling(span).over(first.at(), NEW_YORK);
            long within = left.stream()
                    .filter(each -> cap.isAbout(each.channel()))
                    .filter(each -> !each.at().isBefore(first.at()) && each.at().isBefore(end))
                    .count();
            if (cap.isAbout(first.channel())) {
                assertThat(within).isLessThanOrEqualTo(most);
            }
        }
    }

    @Property(tries = 300)
    void aCalendarCapIsNeverExceeded(
            @ForAll("attempts") List<Attempt> attempts, @ForAll Cap.Unit unit, @ForAll("mosts") int most) {
        List<Dispatched> left =
                sendWhenAllowed(ContactRules.none().with(Cap.atMost(most, unit, NEW_YORK)), attempts, TOKYO);

        assertThat(left.stream()
                        .collect(Collectors.groupingBy(each -> periodOf(unit, each.at()), Collectors.counting()))
                        .values())
                .allMatch(count -> count <= most);
    }

    /** When a cap says "from then", it is true then, and not a millisecond before. */
    @Property(tries = 300)
    void noMessageCountsForLongerThanItsPeriodSays(
            @ForAll("attempts") List<Attempt> attempts, @ForAll Cap.Unit unit, @ForAll("spans") Span span) {
        List<Cap.Period> periods = List.of(new Cap.InCalendar(unit, null), new Cap.Rolling(span));
        for (Attempt attempt : attempts) {
            assertThat(periods)
                    .allSatisfy(period -> assertThat(period.over(attempt.at(), NEW_YORK))
                            .isBeforeOrEqualTo(attempt.at().plus(period.longest())));
        }
    }

    @Property(tries = 300)
    void theInstantThatACapNamesIsExact(
            @ForAll("attempts") List<Attempt> attempts, @ForAll("spans") Span span, @ForAll("mosts") int most) {
        ContactRules rules = ContactRules.none().with(Cap.atMost(most, span));
        List<Dispatched> left = sendWhenAllowed(rules, attempts, NEW_YORK);
        Instant now = attempts.get(attempts.size() - 1).at();

        if (ask(rules, now, NEW_YORK, left) instanceof Clearance.Capped capped) {
            assertThat(ask(rules, capped.until(), NEW_YORK, left)).isInstanceOf(Clearance.Cleared.class);
            assertThat(ask(rules, capped.until().minusMillis(1), NEW_YORK, left))
                    .isInstanceOf(Clearance.Capped.class);
        }
    }

    @Property(tries = 300)
    void nothingLeavesInQuietHours(@ForAll("attempts") List<Attempt> attempts) {
        List<Dispatched> left = sendWhenAllowed(ContactRules.none().with(NIGHT), attempts, NEW_YORK);

        assertThat(left).allSatisfy(each -> {
            LocalTime time = each.at().atZone(NEW_YORK).toLocalTime();
            assertThat(time).isBetween(LocalTime.of(8, 0), LocalTime.of(20, 59, 59, 999_999_999));
        });
    }

    @Property(tries = 300)
    void yamlAndJsonReadBackToTheSameRules(@ForAll("rules") ContactRules rules) {
        assertThat(ContactRules.parse(rules.toYaml())).isEqualTo(rules);
        assertThat(ContactRules.parse(rules.toJson())).isEqualTo(rules);
    }

    @Test
    void mistakesInTheSpellingComeAllAtOnce() {
        assertThatThrownBy(() -> ContactRules.parse("""
            contact-rules:
              caps: [{at-most: 0, in: 7 dys}, {at-most: 2, per: hour}]
              quiet-hours: [{from: "21:00", for: 25 hours}]
            """))
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        refused -> assertThat(refused.problems()).hasSize(4));
    }

    // ------------------------------------------------------------------ making them

    record Attempt(String channel, Instant at) {}

    private static List<Dispatched> sendWhenAllowed(ContactRules rules, List<Attempt> attempts, ZoneId zone) {
        List<Dispatched> left = new ArrayList<>();
        for (Attempt attempt : attempts) {
            Effect.Offer offer = new Effect.Offer(attempt.channel(), "hello");
            SentView view = new SentView(List.copyOf(left), attempt.at(), zone);
            if (rules.check(send(MessageClass.ADVERTISING), offer, view) instanceof Clearance.Cleared) {
                left.add(dispatched(attempt.channel(), MessageClass.ADVERTISING, attempt.at()));
            }
        }
        return left;
    }

    private static Object periodOf(Cap.Unit unit, Instant at) {
        var day = at.atZone(NEW_YORK).toLocalDate();
        return switch (unit) {
            case DAY -> day;
            case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
            case MONTH -> YearMonth.from(day);
        };
    }

    @Provide
    Arbitrary<@Size(min = 1) List<Attempt>> attempts() {
        long start = Instant.parse("2026-02-25T00:00:00Z").toEpochMilli(); // over a short month and a change of clocks
        Arbitrary<Long> times =
                Arbitraries.longs().between(0, Duration.ofDays(40).toMillis());
        return Combinators.combine(Arbitraries.of("mail", "line", "dm"), times)
                .as((channel, time) -> new Attempt(channel, Instant.ofEpochMilli(start + time)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(list ->
                        list.stream().sorted(Comparator.comparing(Attempt::at)).toList());
    }

    @Provide
    Arbitrary<Span> spans() {
        return Arbitraries.of(Span.days(7), Span.hours(20), Span.months(1), Span.of(Duration.ofMillis(1)));
    }

    @Provide
    Arbitrary<Integer> mosts() {
        return Arbitraries.integers().between(1, 4);
    }

    @Provide
    Arbitrary<ContactRules> rules() {
        Arbitrary<ZoneId> zones = Arbitraries.of(TOKYO, NEW_YORK).injectNull(0.5);
        Arbitrary<Set<String>> channels =
                Arbitraries.of("mail", "line", "dm").set().ofMaxSize(2);
        Arbitrary<Cap.Period> periods = Arbitraries.oneOf(
                spans().map(Cap.Rolling::new),
                Combinators.combine(Arbitraries.of(Cap.Unit.class), zones).as(Cap.InCalendar::new));
        Arbitrary<Cap> caps = Combinators.combine(
                        Arbitraries.integers().between(1, 1000), periods, channels, Arbitraries.of(true, false))
                .as(Cap::new);
        Arbitrary<QuietHours> quiet = Combinators.combine(
                        Arbitraries.of(LocalTime.of(21, 0), LocalTime.MIDNIGHT, LocalTime.of(0, 1)),
                        Arbitraries.integers().between(1, 1439).map(Duration::ofMinutes),
                        zones,
                        channels,
                        Arbitraries.of(QuietHours.Then.class))
                .as(QuietHours::new);
        Arbitrary<HumanOnly> human = Arbitraries.of(
                        HumanOnly.organisations("sales", "会社のお客さまへ連絡"),
                        HumanOnly.fromPrice("sales", "高額品", io.enishi.core.value.Money.yen(300_000)),
                        new HumanOnly(
                                "store", "t", io.enishi.core.value.Money.of(1, "USD"), Set.of("宝飾", "watch"), true))
                .injectNull(0.5);
        return Combinators.combine(caps.list().ofMaxSize(3), quiet.list().ofMaxSize(2), human)
                .as(ContactRules::new);
    }

    private static Clearance ask(ContactRules rules, String now, Dispatched... left) {
        return ask(rules, Instant.parse(now), TOKYO, List.of(left));
    }

    private static Clearance ask(ContactRules rules, Instant now, ZoneId zone, List<Dispatched> left) {
        return rules.check(
                send(MessageClass.ADVERTISING), new Effect.Offer("mail", "hello"), new SentView(left, now, zone));
    }

    private static SentView view(String now, Dispatched... left) {
        return new SentView(List.of(left), Instant.parse(now), TOKYO);
    }

    private static String held(Clearance clearance) {
        return ((Clearance.Held) clearance).until().toString();
    }

    private static String capped(Clearance clearance) {
        return ((Clearance.Capped) clearance).until().toString();
    }

    private static Effect.Send send(MessageClass messageClass) {
        return new Effect.Send(
                List.of(new Effect.Offer("mail", "hello")), messageClass, "news", null, Effect.OnCapped.SKIP, Map.of());
    }

    private static Dispatched sent(String channel, MessageClass messageClass, String at) {
        return dispatched(channel, messageClass, Instant.parse(at));
    }

    private static Dispatched dispatched(String channel, MessageClass messageClass, Instant at) {
        CommandKey key = new CommandKey(new OriginId(1, 2), "scenario", "entry", "visit." + at.toEpochMilli());
        return new Dispatched(key, channel, "hello", messageClass, at);
    }
}
