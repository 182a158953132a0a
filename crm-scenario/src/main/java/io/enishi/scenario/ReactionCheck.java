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
        return placed.step().fold(new Behind(placed, before));
    }

    /** What may be the case behind each kind of step. */
    private final class Behind implements Step.Cases<Map<String, Integer>> {
        private final Placed placed;
        private final Map<String, Integer> before;

        Behind(Placed placed, Map<String, Integer> before) {
            this.placed = placed;
            this.before = before;
        }

        @Override
        public Map<String, Integer> send(Step.Send send) {
            Map<String, Integer> sent = new LinkedHashMap<>(before);
            sent.put(placed.name(), FRESH);
            return joined(sent, after(placed.parts().get(0), before));
        }

        @Override
        public Map<String, Integer> act(Step.Act act) {
            return before;
        }

        @Override
        public Map<String, Integer> waitFor(Step.Wait wait) {
            return waited(before);
        }

        @Override
        public Map<String, Integer> waitUntil(Step.WaitUntil wait) {
            return waited(before);
        }

        @Override
        public Map<String, Integer> await(Step.Await await) {
            return overAllWays(placed, waited(before));
        }

        @Override
        public Map<String, Integer> waitOnFact(Step.WaitOnFact wait) {
            Map<String, Integer> waited = waited(before);
            return joined(waited, after(placed.parts().get(0), waited));
        }

        @Override
        public Map<String, Integer> branch(Step.Branch branch) {
            for (int i = 0; i < branch.cases().size(); i++) {
                asked(branch.cases().get(i).when(), placed.path() + ".branch[" + i + "].when", before);
            }
            return overAllWays(placed, before);
        }

        @Override
        public Map<String, Integer> repeat(Step.Repeat repeat) {
            Map<String, Integer> once = after(placed.parts().get(0), before);
            return joined(once, after(placed.parts().get(0), once)); // the second round begins where the first ended
        }

        @Override
        public Map<String, Integer> emit(Step.Emit emit) {
            return before;
        }

        @Override
        public Map<String, Integer> setAttributes(Step.SetAttributes set) {
            return before;
        }

        @Override
        public Map<String, Integer> approval(Step.Approval approval) {
            return overAllWays(placed, waited(before));
        }

        @Override
        public Map<String, Integer> split(Step.Split split) {
            return overAllWays(placed, before);
        }

        @Override
        public Map<String, Integer> handOver(Step.HandOver handOver) {
            return before;
        }

        @Override
        public Map<String, Integer> end(Step.End end) {
            return before;
        }
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
            String send = SendAsked.by(part);
            int state = before.getOrDefault(send, 0);
            if (state != 0) {
                asked.merge(
                        path + " " + send,
                        new Asked(path, send, state),
                        (a, b) -> new Asked(path, send, a.state() | b.state()));
            }
        });
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
