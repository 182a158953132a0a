package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Effect.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as a Mermaid flow chart. Made from the authored steps alone, nodes numbered in the order of the document, so equal
 * scenarios give equal text and a diff of two charts shows what changed.
 */
final class Mermaid {

    /** An arrow that waits for where it leads. */
    private record Loose(String from, String label) {}

    private final StringBuilder text = new StringBuilder();
    private int count;

    private Mermaid() {}

    static String of(Scenario scenario) {
        Mermaid chart = new Mermaid();
        chart.text.append("flowchart TD\n");
        Entry entry = scenario.entry();
        String start = chart.stop(entry == null ? "start" : Words.entry(entry));
        List<Loose> open = List.of(new Loose(start, ""));
        if (scenario.onlyIf() != null) {
            String onlyIf = chart.fork(Words.condition(scenario.onlyIf()));
            chart.arrows(open, onlyIf);
            open = List.of(new Loose(onlyIf, "yes"));
        }
        open = chart.list(Placed.of(scenario), open);
        String end = chart.stop("end");
        chart.arrows(open, end);
        Check goal = scenario.goal().when();
        if (goal != null) {
            chart.aside(chart.stop("goal: " + scenario.goal().text()), Words.check(goal));
        }
        for (Exit exit : scenario.exits()) {
            chart.aside(chart.stop("exit: " + exit.name()), Words.check(exit.when()));
        }
        return chart.text.toString();
    }

    private List<Loose> list(List<Placed> steps, List<Loose> before) {
        List<Loose> open = before;
        for (Placed placed : steps) {
            open = placed.step().fold(new Drawing(placed, open));
        }
        return open;
    }

    /** Draws one step and what is inside it; answers the arrows that leave it. */
    private final class Drawing implements Step.Cases<List<Loose>> {
        private final Placed placed;
        private final List<Loose> before;

        Drawing(Placed placed, List<Loose> before) {
            this.placed = placed;
            this.before = before;
        }

        @Override
        public List<Loose> send(Step.Send send) {
            List<String> by = new ArrayList<>();
            for (Offer offer : send.message().offers()) {
                by.add(offer.channel() + ": " + offer.content());
            }
            Figure recipients = send.message().recipients();
            Effect.Coupon coupon = send.message().coupon();
            String most = recipients == null ? "" : "; to at most " + Words.figure(recipients);
            String extra =
                    coupon == null ? "" : "; coupon " + coupon.terms() + " for " + TimeSpelling.text(coupon.validFor());
            return orOtherwise(box("send " + placed.name() + " by " + String.join(", else ", by) + most + extra));
        }

        @Override
        public List<Loose> act(Step.Act act) {
            return on(box(act.effect().kind() + (act.name().isEmpty() ? "" : " " + act.name())));
        }

        @Override
        public List<Loose> waitFor(Step.Wait wait) {
            return on(pause("wait " + Words.length(wait.length()) + Words.anchor(wait.anchor())));
        }

        @Override
        public List<Loose> waitUntil(Step.WaitUntil wait) {
            String day = wait.day() == null ? "" : wait.day().name().toLowerCase(Locale.ROOT) + " ";
            return on(pause("wait until " + day + wait.time()));
        }

        @Override
        public List<Loose> await(Step.Await await) {
            return ways(pause("wait for " + Words.check(await.until()) + atMost(await.timeout())), "came", "timeout");
        }

        @Override
        public List<Loose> waitOnFact(Step.WaitOnFact wait) {
            return orOtherwise(pause("wait until " + Words.fact(wait)));
        }

        @Override
        public List<Loose> branch(Step.Branch branch) {
            List<Loose> open = new ArrayList<>();
            List<Loose> coming = before;
            for (int i = 0; i < branch.cases().size(); i++) {
                String node = fork(Words.check(branch.cases().get(i).when()));
                arrows(coming, node);
                open.addAll(part(i, node, "yes"));
                coming = List.of(new Loose(node, "no"));
            }
            open.addAll(list(placed.parts().get(branch.cases().size()), coming));
            return open;
        }

        @Override
        public List<Loose> repeat(Step.Repeat repeat) {
            String node = comesTo(node("{{", "}}", "repeat " + repeat.times() + " times"));
            arrows(part(0, node, "each round"), node);
            return List.of(new Loose(node, "after " + repeat.times()));
        }

        @Override
        public List<Loose> emit(Step.Emit emit) {
            return on(box("emit custom:" + emit.event()));
        }

        @Override
        public List<Loose> setAttributes(Step.SetAttributes set) {
            return on(box("set " + String.join(", ", set.attributes().keySet())));
        }

        @Override
        public List<Loose> approval(Step.Approval approval) {
            return ways(pause("approval: " + approval.subject() + atMost(approval.timeout())), "yes", "no");
        }

        @Override
        public List<Loose> split(Step.Split split) {
            String node = comesTo(fork("arm of " + split.experiment()));
            List<Loose> open = new ArrayList<>();
            for (int i = 0; i < split.arms().size(); i++) {
                open.addAll(part(i, node, split.arms().get(i).name()));
            }
            open.addAll(part(split.arms().size(), node, "otherwise"));
            return open;
        }

        @Override
        public List<Loose> handOver(Step.HandOver handOver) {
            comesTo(stop("hand over to " + handOver.scenario()));
            return List.of();
        }

        @Override
        public List<Loose> end(Step.End end) {
            comesTo(stop("end: " + end.reason()));
            return List.of();
        }

        private String comesTo(String node) {
            arrows(before, node);
            return node;
        }

        private List<Loose> on(String node) {
            return List.of(new Loose(comesTo(node), ""));
        }

        private List<Loose> orOtherwise(String node) {
            List<Loose> open = new ArrayList<>(on(node));
            if (!placed.parts().get(0).isEmpty()) {
                open.addAll(part(0, node, "otherwise"));
            }
            return open;
        }

        private List<Loose> ways(String node, String first, String second) {
            comesTo(node);
            List<Loose> open = new ArrayList<>(part(0, node, first));
            open.addAll(part(1, node, second));
            return open;
        }

        private List<Loose> part(int index, String from, String label) {
            return list(placed.parts().get(index), List.of(new Loose(from, label)));
        }
    }

    private static String atMost(@Nullable Span timeout) {
        return timeout == null ? "" : ", at most " + TimeSpelling.text(timeout);
    }

    private String box(String label) {
        return node("[", "]", label);
    }

    private String pause(String label) {
        return node("[/", "/]", label);
    }

    private String fork(String label) {
        return node("{", "}", label);
    }

    private String stop(String label) {
        return node("([", "])", label);
    }

    private String node(String open, String close, String label) {
        String id = "n" + count++;
        text.append("  ")
                .append(id)
                .append(open)
                .append('"')
                .append(escaped(label))
                .append('"')
                .append(close)
                .append('\n');
        return id;
    }

    private void arrows(List<Loose> from, String to) {
        for (Loose loose : from) {
            text.append("  ").append(loose.from()).append(" -->");
            if (!loose.label().isEmpty()) {
                text.append("|\"").append(escaped(loose.label())).append("\"|");
            }
            text.append(' ').append(to).append('\n');
        }
    }

    /** Something that may happen at any step. */
    private void aside(String node, String when) {
        String id = "n" + count++;
        text.append("  ")
                .append(id)
                .append("{\"any time: ")
                .append(escaped(when))
                .append("\"} -.-> ")
                .append(node)
                .append('\n');
    }

    private static String escaped(String label) {
        return label.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace('\n', ' ');
    }
}
