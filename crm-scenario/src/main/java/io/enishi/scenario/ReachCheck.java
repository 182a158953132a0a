package io.enishi.scenario;

import io.enishi.core.internal.doc.Problems;
import java.util.List;

/** Finds steps that no run comes to. */
final class ReachCheck {

    private final Problems problems;

    ReachCheck(Problems problems) {
        this.problems = problems;
    }

    /** Whether a run can come out at the end of {@code list}. */
    boolean list(List<Placed> list) {
        boolean open = true;
        boolean reported = false;
        for (Placed placed : list) {
            if (!open && !reported) {
                problems.add(placed.path(), "no run comes here: all ways before it end", "remove it, or move it up");
                reported = true;
            }
            open &= through(placed);
        }
        return open;
    }

    private boolean through(Placed placed) {
        return placed.step()
                .fold(new Through(placed.parts().stream().map(this::list).toList()));
    }

    /**
     * Whether a run can come out behind a step.
     *
     * @param ways whether it can come out of each list of steps inside
     */
    private record Through(List<Boolean> ways) implements Step.Cases<Boolean> {

        @Override
        public Boolean send(Step.Send send) {
            return true; // it goes on when the message left
        }

        @Override
        public Boolean act(Step.Act act) {
            return true;
        }

        @Override
        public Boolean waitFor(Step.Wait wait) {
            return true;
        }

        @Override
        public Boolean waitUntil(Step.WaitUntil wait) {
            return true;
        }

        @Override
        public Boolean await(Step.Await await) {
            return ways.contains(true);
        }

        @Override
        public Boolean waitOnFact(Step.WaitOnFact wait) {
            return true; // it goes on when the fact is known
        }

        @Override
        public Boolean branch(Step.Branch branch) {
            return ways.contains(true);
        }

        @Override
        public Boolean repeat(Step.Repeat repeat) {
            return ways.contains(true);
        }

        @Override
        public Boolean emit(Step.Emit emit) {
            return true;
        }

        @Override
        public Boolean setAttributes(Step.SetAttributes set) {
            return true;
        }

        @Override
        public Boolean approval(Step.Approval approval) {
            return ways.contains(true);
        }

        @Override
        public Boolean split(Step.Split split) {
            return ways.contains(true);
        }

        @Override
        public Boolean handOver(Step.HandOver handOver) {
            return false;
        }

        @Override
        public Boolean end(Step.End end) {
            return false;
        }
    }
}
