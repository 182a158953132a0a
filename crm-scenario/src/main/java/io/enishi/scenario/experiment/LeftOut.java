package io.enishi.scenario.experiment;

/**
 * Runs that are in no comparison, by reason.
 *
 * @param partlyHeldOut of people some of whose origins are held out and some not: they got a part of it
 * @param inSeveralArms of people whose runs were in different arms, since they came under different origins
 * @param repeated second and later runs of one person, which are not independent of the first
 * @param notOver whose time to convert is not over
 * @param inNoArm whose bucket no arm has
 * @param afterEnd that began after the experiment's end
 * @param erased of people who were erased since
 */
public record LeftOut(
        long partlyHeldOut, long inSeveralArms, long repeated, long notOver, long inNoArm, long afterEnd, long erased) {

    public static final LeftOut NOTHING = new LeftOut(0, 0, 0, 0, 0, 0, 0);

    public long total() {
        return partlyHeldOut + inSeveralArms + repeated + notOver + inNoArm + afterEnd + erased;
    }
}
