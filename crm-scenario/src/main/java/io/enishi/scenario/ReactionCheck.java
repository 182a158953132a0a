package io.enishi.scenario;

import io.enishi.core.internal.doc.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows what may be the case with each send on the ways to a branch: not sent, sent just now, or sent and waited since. Branches
 * on a reaction that can be reached with no time to react are the classic trap.
 */
final class ReactionCheck {

    private static final int ABSENT = 1;
    private static final int FRESH = 2;
    private static final int WAITED = 4;

    /** What may be the case at a branch, over all ways to it and all rounds of repeats. */
    private record Asked(String path, String send, int state) {}

    private final Map<String, Asked> asked = new LinkedHashMap<>();
    private final Problems problems;

    ReactionCheck(Problems problems) {
        this.problems = problems;
    }

    void run(List<Placed> list) {
        Map<String, Integer> before = new LinkedHashMap<>();
        Placed.each(list, placed -> {
            if (placed.step() instanceof Step.Send) {
                before.put(placed.name(), ABSENT);
            }
        });
        after(list, before);
        asked.values().forEach(this::report);
    }

    private Map<String, Integer> after(List<Placed> list, Map<String, Integer> before) {
        Map<String, Integer> now = before;
        for (Placed placed : list) {
            now = after(placed, now);
        }
        return now;
    }

    private Map<String, Integer> after(Placed placed, Map<String, Integer> before) {
        Step step = placed.step();
        if (step instanceof Step.Send) {
            Map<String, Integer> sent = new LinkedHashMap<>(before);
            sent.put(placed.name(), FRESH);
            return joined(sent, after(placed.parts().get(0), before));
        } else if (step instanceof Step.Wait || step instanceof Step.WaitUntil) {
            return waited(before);
        } else if (step instanceof Step.Await || step instanceof Step.Approval) {
            Map<String, Integer> waited = waited(before);
            return joined(
                    after(placed.parts().get(0), waited), after(placed.parts().get(1), waited));
        } else if (step instanceof Step.WaitOnFact) {
            Map<String, Integer> waited = waited(before);
            return joined(waited, after(placed.parts().get(0), waited));
        } else if (step instanceof Step.Branch branch) {
            for (int i = 0; i < branch.cases().size(); i++) {
                asked(branch.cases().get(i).when(), placed.path() + ".branch[" + i + "].when", before);
            }
            return overAllWays(placed, before);
        } else if (step instanceof Step.Split) {
            return overAllWays(placed, before);
        } else if (step instanceof Step.Repeat) {
            Map<String, Integer> once = after(placed.parts().get(0), before);
            return joined(once, after(placed.parts().get(0), once)); // the second round begins where the first ended
        }
        return before;
    }

    private Map<String, Integer> overAllWays(Placed placed, Map<String, Integer> before) {
        Map<String, Integer> joined = Map.of();
        for (List<Placed> way : placed.parts()) {
            joined = joined(joined, after(way, before));
        }
        return joined;
    }

    private void asked(Check check, String path, Map<String, Integer> before) {
        check.withParts().forEach(part -> {
            String send = sendOf(part);
            int state = before.getOrDefault(send, 0);
            if (state != 0) {
                asked.merge(
                        path + " " + send,
                        new Asked(path, send, state),
                        (a, b) -> new Asked(path, send, a.state() | b.state()));
            }
        });
    }

    private static String sendOf(Check check) {
        if (check instanceof Check.Reacted reacted) {
            return reacted.send();
        }
        return check instanceof Check.NoResponse none ? none.send() : "";
    }

    private void report(Asked what) {
        String path = what.path();
        String send = what.send();
        if (what.state() == ABSENT) {
            problems.add(path, "\"" + send + "\" was not sent before this branch", "move the branch behind it");
        } else if ((what.state() & FRESH) != 0) {
            problems.add(
                    path,
                    "nobody can have reacted to \"" + send
                            + "\" yet: there is no wait between it and this branch, so nearly"
                            + " everyone takes the way of those who did not react",
                    "wait in between, for example {wait: 3 days}, or {wait-for: {reacted: " + send
                            + ", by: [tapped]}, timeout: 3 days}");
        }
    }

    private Map<String, Integer> waited(Map<String, Integer> before) {
        Map<String, Integer> waited = new LinkedHashMap<>();
        before.forEach((send, state) -> waited.put(send, (state & ABSENT) | ((state & ~ABSENT) != 0 ? WAITED : 0)));
        return waited;
    }

    private Map<String, Integer> joined(Map<String, Integer> a, Map<String, Integer> b) {
        Map<String, Integer> joined = new LinkedHashMap<>(a);
        b.forEach((send, state) -> joined.merge(send, state, (x, y) -> x | y));
        return joined;
    }
}
