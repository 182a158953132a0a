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
        Step step = placed.step();
        if (step instanceof Step.End || step instanceof Step.HandOver) {
            return false;
        }
        List<Boolean> ways = placed.parts().stream().map(this::list).toList();
        if (step instanceof Step.Branch) {
            return ways.contains(true);
        } else if (step instanceof Step.Await
                || step instanceof Step.Repeat
                || step instanceof Step.Approval
                || step instanceof Step.Split) {
            return ways.contains(true);
        }
        return true; // a send goes on when it left, a wait when the fact is known
    }
}
