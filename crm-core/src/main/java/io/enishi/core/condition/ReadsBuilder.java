package io.enishi.core.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Collects what one condition reads while it is compiled, and how far back. */
final class ReadsBuilder {

    final TreeSet<String> metrics = new TreeSet<>();
    final TreeSet<String> segments = new TreeSet<>();
    final TreeSet<String> attributes = new TreeSet<>();
    final TreeSet<String> hostFunctions = new TreeSet<>();
    final TreeSet<String> schemes = new TreeSet<>();
    final TreeSet<String> sources = new TreeSet<>();
    final TreeSet<String> eventTypes = new TreeSet<>();
    final List<ConditionCompiler.MixedCheck> mixedChecks = new ArrayList<>();
    boolean permission;
    boolean happening;
    boolean changesWithTime;

    private boolean everyCustomType;
    private long span;
    private final TreeSet<String> single = new TreeSet<>();
    private final TreeSet<String> all = new TreeSet<>();

    void events(CompiledFilter filter) {
        eventTypes.addAll(filter.types());
        everyCustomType |= filter.coversAllCustomTypes();
    }

    /** Events of a window: what is in it has to be there, and what is in it for good for good. */
    void window(SelectionPlan plan, WindowRule rule) {
        changesWithTime |= !rule.isForGood();
        plan.lasting().inWindow(rule);
        if (!rule.isForGood()) {
            span = Math.max(span, rule.longest());
        } else if (rule.isBetween()) {
            all.add(wording(plan) + " from " + Instant.ofEpochMilli(rule.from()) + " to "
                    + Instant.ofEpochMilli(rule.to()));
        } else {
            all.add(wording(plan));
        }
    }

    /** The first or the last event, or that there is any. */
    void one(SelectionPlan plan, Condition.Position position) {
        plan.lasting().one(position);
        if (plan.lasting().always(Long.MAX_VALUE)) {
            all.add(wording(plan));
        } else {
            single.add(position.name().toLowerCase(Locale.ROOT) + " of " + wording(plan));
        }
    }

    void everyOne(SelectionPlan plan) {
        plan.lasting().everyOne();
        all.add(wording(plan));
    }

    private static String wording(SelectionPlan plan) {
        return Wording.of(plan.filter().selection());
    }

    Recall recall() {
        single.removeIf(one -> all.stream().anyMatch(one::endsWith));
        return new Recall(Duration.ofMillis(span), single, all);
    }

    Reads build() {
        return new Reads(
                eventTypes,
                everyCustomType,
                metrics,
                segments,
                attributes,
                hostFunctions,
                schemes,
                sources,
                permission,
                happening);
    }
}
