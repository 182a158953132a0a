package io.enishi.core.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sequence made ready. */
final class ChainPlan {

    /**
     * @param selection index of the step's selection
     * @param within until when after the step before; null if without limit
     * @param link the step that this one is tied to; -1 if to none
     * @param objects slot of the linked field among the objects of this step's selection
     * @param linkedObjects slot of the linked field among the objects of the linked step's selection
     */
    record Step(
            int selection,
            boolean mayDropOut,
            @Nullable WindowRule within,
            int link,
            boolean different,
            int objects,
            int linkedObjects) {}

    private final int index;
    private final List<Step> steps;
    private final boolean mayDropOut;
    private final boolean linked;
    /** Whether some later step is tied to one before this: then what is possible before it depends on what was chosen after it. */
    private final boolean[] crossed;

    ChainPlan(int index, List<Step> steps) {
        this.index = index;
        this.steps = List.copyOf(steps);
        this.mayDropOut = steps.stream().anyMatch(Step::mayDropOut);
        this.linked = steps.stream().anyMatch(step -> step.link() >= 0);
        this.crossed = new boolean[steps.size()];
        for (int later = 0; later < steps.size(); later++) {
            int link = steps.get(later).link();
            for (int between = link + 1; link >= 0 && between < later; between++) {
                crossed[between] = true;
            }
        }
    }

    int index() {
        return index;
    }

    int length() {
        return steps.size();
    }

    Step step(int i) {
        return steps.get(i);
    }

    boolean mayDropOut() {
        return mayDropOut;
    }

    boolean linked() {
        return linked;
    }

    boolean isCrossed(int step) {
        return crossed[step];
    }

    boolean reads(int selection) {
        for (Step step : steps) {
            if (step.selection() == selection) {
                return true;
            }
        }
        return false;
    }
}
