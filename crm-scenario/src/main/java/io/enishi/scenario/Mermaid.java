package io.enishi.scenario;

import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Effect.Offer;
import java.util.ArrayList;
import java.util.List;

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
        String start = chart.node("([", "])", entry == null ? "start" : Words.entry(entry));
        List<Loose> open = List.of(new Loose(start, ""));
        if (scenario.onlyIf() != null) {
            String onlyIf = chart.node("{", "}", Words.condition(scenario.onlyIf()));
            chart.arrows(open, onlyIf);
            open = List.of(new Loose(onlyIf, "yes"));
        }
        open = chart.list(Placed.of(scenario), open);
        String end = chart.node("([", "])", "end");
        chart.arrows(open, end);
        Check goal = scenario.goal().when();
        if (goal != null) {
            chart.aside(chart.node("([", "])", "goal: " + scenario.goal().text()), Words.check(goal));
        }
        for (Exit exit : scenario.exits()) {
            chart.aside(chart.node("([", "])", "exit: " + exit.name()), Words.check(exit.when()));
        }
        return chart.text.toString();
    }

    private List<Loose> list(List<Placed> steps, List<Loose> before) {
        List<Loose> open = before;
        for (Placed placed : steps) {
            open = step(placed, open);
        }
        return open;
    }

    private List<Loose> step(Placed placed, List<Loose> before) {
        Step step = placed.step();
        if (step instanceof Step.Branch branch) {
            return branch(placed, branch, before);
        }
        if (step instanceof Step.Split split) {
            return split(placed, split, before);
        }
        String node = node(placed);
        arrows(before, node);
        if (step instanceof Step.End || step instanceof Step.HandOver) {
            return List.of();
        } else if (step instanceof Step.Await) {
            return ways(placed, node, "came", "timeout");
        } else if (step instanceof Step.Approval) {
            return ways(placed, node, "yes", "no");
        } else if (step instanceof Step.Repeat repeat) {
            arrows(list(placed.parts().get(0), List.of(new Loose(node, "each round"))), node);
            return List.of(new Loose(node, "after " + repeat.times()));
        } else if (!placed.parts().isEmpty() && !placed.parts().get(0).isEmpty()) {
            List<Loose> open = new ArrayList<>(List.of(new Loose(node, "")));
            open.addAll(list(placed.parts().get(0), List.of(new Loose(node, "otherwise"))));
            return open;
        }
        return List.of(new Loose(node, ""));
    }

    private List<Loose> ways(Placed placed, String node, String first, String second) {
        List<Loose> open = new ArrayList<>(list(placed.parts().get(0), List.of(new Loose(node, first))));
        open.addAll(list(placed.parts().get(1), List.of(new Loose(node, second))));
        return open;
    }

    private List<Loose> split(Placed placed, Step.Split split, List<Loose> before) {
        String node = node("{", "}", "arm of " + split.experiment());
        arrows(before, node);
        List<Loose> open = new ArrayList<>();
        for (int i = 0; i < split.arms().size(); i++) {
            String arm = split.arms().get(i).name();
            open.addAll(list(placed.parts().get(i), List.of(new Loose(node, arm))));
        }
        open.addAll(list(placed.parts().get(split.arms().size()), List.of(new Loose(node, "otherwise"))));
        return open;
    }

    private List<Loose> branch(Placed placed, Step.Branch branch, List<Loose> before) {
        List<Loose> open = new ArrayList<>();
        List<Loose> coming = before;
        for (int i = 0; i < branch.cases().size(); i++) {
            String node = node("{", "}", Words.check(branch.cases().get(i).when()));
            arrows(coming, node);
            open.addAll(list(placed.parts().get(i), List.of(new Loose(node, "yes"))));
            coming = List.of(new Loose(node, "no"));
        }
        open.addAll(list(placed.parts().get(branch.cases().size()), coming));
        return open;
    }

    private String node(Placed placed) {
        Step step = placed.step();
        if (step instanceof Step.Send send) {
            List<String> by = new ArrayList<>();
            for (Offer offer : send.message().offers()) {
                by.add(offer.channel() + ": " + offer.content());
            }
            Effect.Coupon coupon = send.message().coupon();
            Figure recipients = send.message().recipients();
            return node(
                    "[",
                    "]",
                    "send " + placed.name() + " by " + String.join(", else ", by)
                            + (recipients == null ? "" : "; to at most " + Words.figure(recipients))
                            + (coupon == null
                                    ? ""
                                    : "; coupon " + coupon.terms() + " for " + TimeSpelling.text(coupon.validFor())));
        } else if (step instanceof Step.Act act) {
            return node("[", "]", act.effect().kind() + (act.name().isEmpty() ? "" : " " + act.name()));
        } else if (step instanceof Step.Wait wait) {
            return node("[/", "/]", "wait " + Words.length(wait.length()) + Words.anchor(wait.anchor()));
        } else if (step instanceof Step.WaitUntil wait) {
            String day = wait.day() == null ? "" : wait.day().name().toLowerCase(java.util.Locale.ROOT) + " ";
            return node("[/", "/]", "wait until " + day + wait.time());
        } else if (step instanceof Step.Await await) {
            String timeout = await.timeout() == null ? "" : ", at most " + TimeSpelling.text(await.timeout());
            return node("[/", "/]", "wait for " + Words.check(await.until()) + timeout);
        } else if (step instanceof Step.WaitOnFact wait) {
            return node("[/", "/]", "wait until " + Words.fact(wait));
        } else if (step instanceof Step.Repeat repeat) {
            return node("{{", "}}", "repeat " + repeat.times() + " times");
        } else if (step instanceof Step.Emit emit) {
            return node("[", "]", "emit custom:" + emit.event());
        } else if (step instanceof Step.SetAttributes set) {
            return node("[", "]", "set " + String.join(", ", set.attributes().keySet()));
        } else if (step instanceof Step.Approval approval) {
            String timeout = approval.timeout() == null ? "" : ", at most " + TimeSpelling.text(approval.timeout());
            return node("[/", "/]", "approval: " + approval.subject() + timeout);
        } else if (step instanceof Step.HandOver handOver) {
            return node("([", "])", "hand over to " + handOver.scenario());
        }
        return node("([", "])", "end: " + ((Step.End) step).reason());
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
