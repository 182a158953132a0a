package io.enishi.scenario.rehearsal;

import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.funnel.Funnel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a rehearsal came to. Equal histories, rules and seeds give equal reports. Times of day are the shop's. People are counted as they
 * stand at the end, after merging, and their origins beside them; messages name the origin under which they left.
 *
 * @param end until when time went on
 * @param zone the shop's
 * @param events of the history that were taken in
 * @param duplicates second deliveries among them
 * @param leftOut events of the history that were left out from the start, by type
 * @param refused events that the engine refused, by reason
 * @param troubles rules that threw and contents that could not be made, by kind: each stopped one customer or message, and is a
 *     defect
 * @param reactions what the audience did, by type
 * @param components groups of people who could have to do with each other
 * @param people customers at the end
 * @param peopleReached of whom somebody would have got a message
 * @param originsReached origins under which they would have got one
 * @param sends every message, by time, then key
 * @param scenarios figures by scenario, those that reached nobody included
 * @param coupons figures by campaign
 * @param costMicros what the messages cost, in millionths
 * @param funnel how far runs came, by scenario, version and arm
 */
public record RehearsalReport(
        Instant end,
        ZoneId zone,
        long events,
        long duplicates,
        SortedMap<String, Long> leftOut,
        SortedMap<String, Long> refused,
        SortedMap<String, Long> troubles,
        SortedMap<String, Long> reactions,
        int components,
        long people,
        long peopleReached,
        long originsReached,
        List<Sent> sends,
        SortedMap<String, ScenarioFigures> scenarios,
        SortedMap<String, CouponFigures> coupons,
        long costMicros,
        Funnel funnel) {

    public RehearsalReport {
        leftOut = sorted(leftOut);
        refused = sorted(refused);
        troubles = sorted(troubles);
        reactions = sorted(reactions);
        sends = List.copyOf(sends);
        scenarios = sorted(scenarios);
        coupons = sorted(coupons);
    }

    /**
     * One scenario.
     *
     * @param version hash of its definition
     * @param entries runs that began
     * @param entered people who began one at least
     * @param enteredOrigins their origins that did
     * @param reached people who would have got a message at least
     * @param reachedOrigins their origins that would
     * @param sends messages by step and channel: {@code offer mail}
     * @param neverSent steps and channels of its messages that nobody would have got: the history does not show them
     * @param ends how runs ended, with the reason where there is one; those that go on are not counted
     * @param obstacles how often a claim was not let through, or not at once, by channel and code: {@code mail cap}
     * @param capped messages that a cap held back or took away
     * @param effects what else the host would have been asked for, by kind: {@code task}
     * @param points granted in all
     * @param costMicros what its messages cost, in millionths
     */
    public record ScenarioFigures(
            String version,
            long entries,
            long entered,
            long enteredOrigins,
            long reached,
            long reachedOrigins,
            SortedMap<String, Long> sends,
            SortedSet<String> neverSent,
            SortedMap<String, Long> ends,
            SortedMap<String, Long> obstacles,
            long capped,
            SortedMap<String, Long> effects,
            long points,
            long costMicros) {
        public ScenarioFigures {
            sends = sorted(sends);
            neverSent = Collections.unmodifiableSortedSet(new TreeSet<>(neverSent));
            ends = sorted(ends);
            obstacles = sorted(obstacles);
            effects = sorted(effects);
        }

        /** Messages in all. */
        public long messages() {
            return sends.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Coupons of one campaign.
     *
     * @param terms how much, in the words of the scenario; of several the first, by name
     * @param issued inside messages
     * @param redeemed by the audience
     * @param expired without being redeemed
     * @param mostOpen the most that could have been redeemed at one time
     * @param openByDay how many could still be redeemed at the end of each day of the shop, from the first issue on
     * @param yen what one is worth; empty where nobody can say
     */
    public record CouponFigures(
            String terms,
            long issued,
            long redeemed,
            long expired,
            long mostOpen,
            SortedMap<LocalDate, Long> openByDay,
            OptionalLong yen) {
        public CouponFigures {
            openByDay = sorted(openByDay);
        }

        /** What so many of them are worth in yen; empty where nobody can say. */
        public OptionalLong worth(long pieces) {
            return yen.isEmpty() ? yen : OptionalLong.of(Math.multiplyExact(pieces, yen.getAsLong()));
        }

        /** Those that can still be redeemed at the end: what the shop owes. */
        public long open() {
            return issued - redeemed - expired;
        }
    }

    private static <K, V> SortedMap<K, V> sorted(SortedMap<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** Messages by day of the shop and channel. */
    public SortedMap<LocalDate, SortedMap<String, Long>> perDay() {
        return count(sent -> sent.at().atZone(zone).toLocalDate());
    }

    /** Messages by hour of the shop and channel. */
    public SortedMap<LocalDateTime, SortedMap<String, Long>> perHour() {
        return count(sent -> sent.at().atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.HOURS));
    }

    /** Messages by channel. */
    public SortedMap<String, Long> perChannel() {
        SortedMap<String, Long> counts = new TreeMap<>();
        sends.forEach(sent -> counts.merge(sent.channel(), 1L, Long::sum));
        return counts;
    }

    private <T> SortedMap<T, SortedMap<String, Long>> count(Function<Sent, T> when) {
        SortedMap<T, SortedMap<String, Long>> counts = new TreeMap<>();
        for (Sent sent : sends) {
            counts.computeIfAbsent(when.apply(sent), fresh -> new TreeMap<>()).merge(sent.channel(), 1L, Long::sum);
        }
        return counts;
    }

    // ------------------------------------------------------------------ from what was seen

    static RehearsalReport of(
            Tally tally,
            List<Sent> sends,
            History history,
            List<CompiledScenario> scenarios,
            int components,
            Costs costs,
            CouponValue values,
            ZoneId zone,
            Instant end) {
        SortedMap<String, Sums> sums = new TreeMap<>();
        scenarios.forEach(scenario -> sums.put(scenario.name(), new Sums()));
        long total = 0;
        for (Sent sent : sends) {
            long cost = costs.micros(sent);
            total = Math.addExact(total, cost);
            sums.computeIfAbsent(sent.scenario(), fresh -> new Sums()).add(sent, cost);
        }
        SortedMap<String, ScenarioFigures> figures = new TreeMap<>();
        for (CompiledScenario scenario : scenarios) {
            figures.put(
                    scenario.name(),
                    figures(scenario, tally.scenario(scenario.name()), sums.getOrDefault(scenario.name(), new Sums())));
        }
        return new RehearsalReport(
                end,
                zone,
                tally.events,
                tally.duplicates,
                new TreeMap<>(history.leftOut()),
                new TreeMap<>(tally.refused),
                new TreeMap<>(tally.troubles),
                new TreeMap<>(tally.reactions),
                components,
                tally.people,
                tally.peopleReached,
                tally.originsReached,
                sends,
                figures,
                coupons(sends, tally.redeemed, values, zone, end),
                total,
                tally.funnel.funnel());
    }

    private static final class Sums {
        private final SortedMap<String, Long> sends = new TreeMap<>();
        private long cost;

        void add(Sent sent, long micros) {
            sends.merge(sent.step() + ' ' + sent.channel(), 1L, Long::sum);
            cost += micros;
        }
    }

    private static ScenarioFigures figures(CompiledScenario scenario, Tally.Scenario seen, Sums sums) {
        SortedSet<String> neverSent = new TreeSet<>(scenario.messages());
        neverSent.removeAll(sums.sends.keySet());
        return new ScenarioFigures(
                scenario.definitionHash(),
                seen.entries,
                seen.peopleEntered,
                seen.originsEntered,
                seen.peopleReached,
                seen.originsReached,
                sums.sends,
                neverSent,
                new TreeMap<>(seen.ends),
                new TreeMap<>(seen.obstacles),
                seen.capped.size(),
                new TreeMap<>(seen.effects),
                seen.points,
                sums.cost);
    }

    /** A coupon as long as it can be redeemed. */
    private record Open(String terms, Instant from, Instant to, boolean redeemed) {}

    private static SortedMap<String, CouponFigures> coupons(
            List<Sent> sends, Map<String, Instant> redeemed, CouponValue values, ZoneId zone, Instant end) {
        SortedMap<String, List<Open>> byCampaign = new TreeMap<>();
        for (Sent sent : sends) {
            IssuedCoupon coupon = sent.coupon();
            if (coupon != null) {
                Instant used = redeemed.get(coupon.code());
                Instant to = used == null ? coupon.expiresAt() : used;
                byCampaign
                        .computeIfAbsent(coupon.campaign(), fresh -> new ArrayList<>())
                        .add(new Open(coupon.terms(), sent.at(), to, used != null));
            }
        }
        SortedMap<String, CouponFigures> figures = new TreeMap<>();
        byCampaign.forEach((campaign, coupons) -> figures.put(campaign, figures(campaign, coupons, values, zone, end)));
        return figures;
    }

    private static CouponFigures figures(
            String campaign, List<Open> coupons, CouponValue values, ZoneId zone, Instant end) {
        TreeMap<Instant, Long> changes = new TreeMap<>();
        long redeemed = 0;
        long expired = 0;
        String terms = coupons.get(0).terms();
        for (Open coupon : coupons) {
            terms = coupon.terms().compareTo(terms) < 0 ? coupon.terms() : terms;
            changes.merge(coupon.from(), 1L, Long::sum);
            if (!coupon.to().isAfter(end)) {
                changes.merge(coupon.to(), -1L, Long::sum);
                redeemed += coupon.redeemed() ? 1 : 0;
                expired += coupon.redeemed() ? 0 : 1;
            }
        }
        SortedMap<LocalDate, Long> openByDay = new TreeMap<>();
        LocalDate day = changes.firstKey().atZone(zone).toLocalDate();
        LocalDate lastDay = end.atZone(zone).toLocalDate();
        long open = 0;
        long most = 0;
        for (Map.Entry<Instant, Long> change : changes.entrySet()) {
            LocalDate of = change.getKey().atZone(zone).toLocalDate();
            for (; day.isBefore(of); day = day.plusDays(1)) {
                openByDay.put(day, open);
            }
            open += change.getValue();
            most = Math.max(most, open);
        }
        for (; !day.isAfter(lastDay); day = day.plusDays(1)) {
            openByDay.put(day, open);
        }
        return new CouponFigures(
                terms, coupons.size(), redeemed, expired, most, openByDay, values.yen(campaign, terms));
    }
}
