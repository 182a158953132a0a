package io.enishi.scenario.rehearsal;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Clearance.Refusal;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.value.OriginId;
import io.enishi.scenario.funnel.FunnelCounter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What one worker saw; added up at the end, in the order of the history. */
final class Tally {

    /** In the order in which they were claimed; {@link SendOrder} brings those of several in one order. */
    final List<Sent> sends = new ArrayList<>();

    final Map<String, Scenario> scenarios = new HashMap<>();
    /** Coupon codes and when they were redeemed first. */
    final Map<String, Instant> redeemed = new HashMap<>();

    final Map<String, Long> reactions = new TreeMap<>();
    final Map<String, Long> refused = new TreeMap<>();
    final Map<String, Long> troubles = new TreeMap<>();
    final FunnelCounter funnel;
    long events;
    long duplicates;
    long people;
    long peopleReached;
    long originsReached;

    Tally(Map<String, String> versions) {
        this.funnel = new FunnelCounter(run -> versions.getOrDefault(run.journey(), ""));
    }

    /** One scenario. */
    static final class Scenario {
        long entries;
        long peopleEntered;
        long originsEntered;
        long peopleReached;
        long originsReached;
        /** Origins of runs and of messages whose people are not settled yet. */
        private final Set<OriginId> entered = new HashSet<>();

        private final Set<OriginId> reached = new HashSet<>();
        final Map<String, Long> ends = new TreeMap<>();
        /** How often a claim was not, or not at once, let through, by channel and code of the reason. */
        final Map<String, Long> obstacles = new TreeMap<>();
        /** Messages that were held back by a cap at least once. */
        final Set<CommandKey> capped = new HashSet<>();
        /** Effects that are no messages, by kind. */
        final Map<String, Long> effects = new TreeMap<>();

        long points;
    }

    Scenario scenario(String name) {
        return scenarios.computeIfAbsent(name, fresh -> new Scenario());
    }

    void sent(Sent sent) {
        sends.add(sent);
        scenario(sent.scenario()).reached.add(sent.key().origin());
    }

    /**
     * Who is who stands: counts people, who may have several origins, and forgets whose they are.
     *
     * @param present everybody there is
     */
    void settle(Set<OriginId> present, Function<OriginId, Object> personOf) {
        people += people(present, personOf);
        Set<OriginId> all = new HashSet<>();
        for (Scenario scenario : scenarios.values()) {
            scenario.originsEntered += scenario.entered.size();
            scenario.peopleEntered += people(scenario.entered, personOf);
            scenario.originsReached += scenario.reached.size();
            scenario.peopleReached += people(scenario.reached, personOf);
            all.addAll(scenario.reached);
            scenario.entered.clear();
            scenario.reached.clear();
        }
        originsReached += all.size();
        peopleReached += people(all, personOf);
        funnel.close();
    }

    private static long people(Set<OriginId> origins, Function<OriginId, Object> personOf) {
        if (origins.size() < 2) {
            return origins.size();
        }
        return origins.stream().map(personOf).distinct().count();
    }

    void decided(DecisionRecord decision) {
        funnel.decided(decision);
        for (JourneyDecision journey : decision.journeys()) {
            if (journey.started() && journey.instance() != null) {
                Scenario scenario = scenario(journey.journey());
                scenario.entries++;
                scenario.entered.add(journey.instance().origin());
            }
            if (journey.end() != null) {
                String kind = journey.end().kind().name().toLowerCase(Locale.ROOT);
                String reason = journey.end().reason();
                boolean tells = !reason.isEmpty() && !reason.equals(kind);
                scenario(journey.journey()).ends.merge(tells ? kind + ": " + reason : kind, 1L, Long::sum);
            }
        }
        if (decision.about() instanceof About.Claimed claimed) {
            claimed(claimed);
        } else if (decision.about() instanceof About.Events about) {
            for (CustomerEvent event : about.events()) {
                if (event.body() instanceof EventBody.CouponRedeemed coupon) {
                    redeemed.merge(coupon.coupon(), event.occurredAt(), Tally::earlier);
                }
            }
        }
    }

    private void claimed(About.Claimed claimed) {
        Clearance clearance = claimed.clearance();
        List<Refusal> reasons = List.of();
        if (clearance instanceof Clearance.Held held) {
            reasons = held.reasons();
        } else if (clearance instanceof Clearance.Capped capped) {
            reasons = capped.reasons();
        } else if (clearance instanceof Clearance.Refused refused) {
            reasons = refused.reasons();
        } else if (clearance instanceof Clearance.Cleared cleared) {
            reasons = cleared.passedOver();
        }
        if (reasons.isEmpty()) {
            return;
        }
        Scenario scenario = scenario(claimed.command().journey());
        for (Refusal reason : reasons) {
            String where = reason.channel().isEmpty() ? reason.code() : reason.channel() + ' ' + reason.code();
            scenario.obstacles.merge(where, 1L, Long::sum);
            if (reason.code().equals("cap")) {
                scenario.capped.add(claimed.command());
            }
        }
    }

    void done(String scenario, Effect effect) {
        Scenario of = scenario(scenario);
        of.effects.merge(effect.kind(), 1L, Long::sum);
        if (effect instanceof Effect.GrantPoints points) {
            of.points += points.points();
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Adds another's, which is settled; what both counted as people must be different people. */
    void add(Tally other) {
        sends.addAll(other.sends);
        addFigures(other);
    }

    /** Adds all of another's but the messages themselves. */
    void addFigures(Tally other) {
        funnel.add(other.funnel);
        people += other.people;
        peopleReached += other.peopleReached;
        originsReached += other.originsReached;
        other.redeemed.forEach((code, at) -> redeemed.merge(code, at, Tally::earlier));
        other.reactions.forEach((type, count) -> reactions.merge(type, count, Long::sum));
        other.refused.forEach((why, count) -> refused.merge(why, count, Long::sum));
        other.troubles.forEach((what, count) -> troubles.merge(what, count, Long::sum));
        events += other.events;
        duplicates += other.duplicates;
        other.scenarios.forEach((name, theirs) -> {
            Scenario ours = scenario(name);
            ours.entries += theirs.entries;
            ours.peopleEntered += theirs.peopleEntered;
            ours.originsEntered += theirs.originsEntered;
            ours.peopleReached += theirs.peopleReached;
            ours.originsReached += theirs.originsReached;
            ours.capped.addAll(theirs.capped);
            ours.points += theirs.points;
            theirs.ends.forEach((end, count) -> ours.ends.merge(end, count, Long::sum));
            theirs.obstacles.forEach((why, count) -> ours.obstacles.merge(why, count, Long::sum));
            theirs.effects.forEach((kind, count) -> ours.effects.merge(kind, count, Long::sum));
        });
    }
}
