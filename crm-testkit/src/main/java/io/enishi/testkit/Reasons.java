package io.enishi.testkit;

import io.enishi.core.Crm;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Decision.TraceLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the engine said about a step and the scenarios it belongs to: in what it decided, oldest first, and in what it would answer now.
 *
 * @param decided lines with their local times
 * @param now rules that do not hold at the moment
 */
record Reasons(List<String> decided, List<String> now) {

    static Reasons of(Someone someone, ScenarioHarness shop, List<String> scenarios, String step) {
        if (!someone.isKnown()) {
            return new Reasons(List.of("not known to the shop yet: nothing happened to them"), List.of());
        }
        List<String> decided = new ArrayList<>();
        List<String> now = new ArrayList<>();
        Crm crm = shop.crm();
        for (DecisionRecord record : crm.decisions(someone.id())) {
            for (JourneyDecision decision : record.journeys()) {
                if (scenarios.contains(decision.journey())) {
                    decided(decision, step, shop, record.now(), decided);
                }
            }
        }
        for (String scenario : scenarios) {
            Explanation why = crm.why(someone.id(), scenario);
            for (Explanation part : why.parts()) {
                // Of the sends only this one; what forbids another is beside the point.
                if (!part.asked().startsWith("send ") || part.asked().contains('"' + step + '"')) {
                    failing(part, scenario, now);
                }
            }
        }
        return new Reasons(List.copyOf(decided), List.copyOf(now));
    }

    private static void decided(
            JourneyDecision decision, String step, ScenarioHarness shop, Instant at, List<String> decided) {
        String start = shop.local(at) + ' ' + decision.journey();
        for (TraceLine line : decision.trace()) {
            if (line.where().equals(step) || decision.instance() == null || decision.started()) {
                decided.add(start + '/' + line.where() + ' ' + line.code() + ": " + line.text());
            }
        }
        End end = decision.end();
        if (end != null) {
            decided.add(start + " ended: " + end.reason());
        }
    }

    private static void failing(Explanation part, String way, List<String> now) {
        if (part.holds()) {
            return;
        }
        if (part.parts().stream().allMatch(Explanation::holds)) {
            now.add(way + ", " + part.asked() + (part.found().isEmpty() ? "" : ": " + part.found()));
            return;
        }
        part.parts().forEach(inner -> failing(inner, way + ", " + part.asked(), now));
    }

    boolean contain(String part) {
        return decided.stream().anyMatch(line -> line.contains(part))
                || now.stream().anyMatch(line -> line.contains(part));
    }

    String toText() {
        StringBuilder text = new StringBuilder("decided so far:\n");
        if (decided.isEmpty()) {
            text.append("  nothing about it\n");
        }
        decided.forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("what does not hold now:\n");
        now.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }
}
