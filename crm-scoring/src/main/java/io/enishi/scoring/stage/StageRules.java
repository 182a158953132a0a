package io.enishi.scoring.stage;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.process.Fold;
import io.enishi.core.segment.Segment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * When somebody is new, active, VIP, dormant or lost.
 *
 * <p>The first that applies: lost, dormant, VIP, new, active; whoever bought nothing is a prospect. A VIP who goes quiet is dormant,
 * and whoever is a VIP by their first order is never treated as a newcomer.
 *
 * @param zone of the calendar: what one day is, and when months end
 * @param dormantAfter a customer is dormant once this has passed after every sign of life
 * @param lostAfter a customer is lost once this has passed after every sign of life; it should be longer than {@code dormantAfter}
 * @param signOfLife what interrupts dormancy
 * @param vip ways to be a VIP, of which one is enough; none for a shop without VIPs
 */
public record StageRules(ZoneId zone, Span dormantAfter, Span lostAfter, SignOfLife signOfLife, List<VipRule> vip) {

    /** What shows that a customer is still there. */
    public enum SignOfLife {
        /** Orders that count. */
        ORDERS,
        /** Whatever the customer does: visits, taps, replies, orders. Our own sends and opened mails are no actions. */
        ACTIONS
    }

    public StageRules {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(dormantAfter, "dormantAfter");
        Objects.requireNonNull(lostAfter, "lostAfter");
        Objects.requireNonNull(signOfLife, "signOfLife");
        vip = List.copyOf(vip);
        Instant anyDay = Instant.parse("2026-01-31T00:00:00Z");
        if (!dormantAfter.after(anyDay, zone).isBefore(lostAfter.after(anyDay, zone))) {
            throw new IllegalArgumentException(
                    "lostAfter must be longer than dormantAfter, but they were " + lostAfter + " and " + dormantAfter);
        }
    }

    /**
     * Reads rules from YAML or JSON, whichever it is; the package's documentation teaches the grammar.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong
     */
    public static StageRules parse(String text) {
        return StageForm.read(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to an equal value. */
    public String toYaml() {
        return StageForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to an equal value. */
    public String toJson() {
        return StageForm.write(this).toJson();
    }

    /** Dormant after six calendar months without an order, lost after twelve, no VIPs. */
    public static StageRules in(ZoneId zone) {
        return new StageRules(zone, Span.months(6), Span.months(12), SignOfLife.ORDERS, List.of());
    }

    public StageRules withDormantAfter(Span changed) {
        return new StageRules(zone, changed, lostAfter, signOfLife, vip);
    }

    public StageRules withLostAfter(Span changed) {
        return new StageRules(zone, dormantAfter, changed, signOfLife, vip);
    }

    /** Sets both, so that neither has to fit the other's old value. */
    public StageRules withQuiet(Span dormant, Span lost) {
        return new StageRules(zone, dormant, lost, signOfLife, vip);
    }

    public StageRules withSignOfLife(SignOfLife changed) {
        return new StageRules(zone, dormantAfter, lostAfter, changed, vip);
    }

    /** Adds a way to be a VIP: all of the criteria at once. */
    public StageRules orVip(VipRule.Criterion... criteria) {
        List<VipRule> more = new ArrayList<>(vip);
        more.add(VipRule.of(criteria));
        return new StageRules(zone, dormantAfter, lostAfter, signOfLife, more);
    }

    /**
     * Where one customer stands at an instant and why; the runtime is not needed for this.
     *
     * @param events the customer's events in any order; copies of one event count once, and those after {@code at} are not seen yet
     */
    public StageReport at(Collection<CustomerEvent> events, Instant at) {
        return new StageFold("stage", this).report(events, at);
    }

    /**
     * The rules as the runtime runs them: publishes the metric {@code <name>}, the {@link Stage#number}, which changes on the
     * millisecond, and {@code <name>.vip}, 1 for whoever meets a VIP rule, dormant or not.
     *
     * @param name of the fold and of its metrics, at most 40 characters, see {@code Names}
     */
    public Fold<?> fold(String name) {
        return new StageFold(name, this);
    }

    /** One live segment for each stage, named {@code <name>:prospect}, {@code <name>:new} and so on. */
    public List<Segment> segments(String name) {
        List<Segment> segments = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            Condition in = new Condition.Metric(name, Comparison.exactly(stage.number()));
            segments.add(Segment.live(name + ":" + stage.word(), in));
        }
        return segments;
    }
}
