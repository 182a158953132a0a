package io.enishi.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One step of a plan: what a worker is given to do. Whom and what exactly it is about is drawn from the step's own seed when its turn
 * comes, so that a plan from which other steps were left out still does here what it did.
 *
 * @param number place in the plan, from 1
 * @param worker whose turn it is; one that is busy goes on instead
 * @param deed what
 * @param seed of everything that is drawn within the step
 * @param advanceMillis how much time passes before it
 */
record Step(int number, int worker, Deed deed, long seed, long advanceMillis) {

    /** What may be done. */
    enum Deed {
        VIEW(14),
        ORDER(10),
        CANCEL(2),
        SAY(3),
        REACT(3),
        BLOCK(1),
        BATCH(4),
        AGAIN(5),
        COPY(2),
        ORDER_IN_TRANSACTION(6),
        DRAIN(5),
        DUE(13),
        DELIVER(20),
        GRANT(8),
        REFUSE(4),
        JUDGE(6),
        SUPPRESS(1),
        RESTRICT(1),
        ERASE(1),
        FAVOUR(6),
        RESTOCK(4),
        FAN_OUT(4),
        PUT_BACK(1),
        LOOK(2),
        CLOCK(1),
        /** It does something else, and dies at it. */
        CRASH(3);

        private final int weight;

        Deed(int weight) {
            this.weight = weight;
        }
    }

    /** A plan with at least one crash. */
    static List<Step> plan(SplittableRandom chance, int steps, int workers, boolean coarse) {
        List<Step> plan = new ArrayList<>(steps);
        int crash = steps / 4 + chance.nextInt(Math.max(1, steps / 2));
        for (int i = 0; i < steps; i++) {
            Deed deed = i == crash ? Deed.CRASH : draw(chance);
            plan.add(new Step(i + 1, chance.nextInt(workers), deed, chance.nextLong(), pause(chance, coarse)));
        }
        return plan;
    }

    private static Deed draw(SplittableRandom chance) {
        int all = 0;
        for (Deed deed : Deed.values()) {
            all += deed.weight;
        }
        int at = chance.nextInt(all);
        for (Deed deed : Deed.values()) {
            at -= deed.weight;
            if (at < 0) {
                return deed;
            }
        }
        throw new AssertionError("weights do not add up");
    }

    /** Mostly nothing or seconds, sometimes long enough that leases and waits end. */
    private static long pause(SplittableRandom chance, boolean coarse) {
        int die = chance.nextInt(100);
        if (die < 40) {
            return 0;
        }
        if (coarse) {
            return 60_000L * (die < 90 ? 1 : chance.nextInt(30));
        }
        return die < 60
                ? 1 + chance.nextInt(2_000)
                : die < 85 ? chance.nextInt(180_000) : die < 97 ? chance.nextInt(1_200_000) : chance.nextInt(7_200_000);
    }
}
