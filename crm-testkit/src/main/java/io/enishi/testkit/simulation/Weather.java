package io.enishi.testkit.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What one seed is like from beginning to end. Each seed leaves most troubles out: a fault that only shows when something else is
 * quiet is never met by a run in which everything happens at once.
 *
 * @param pausePercent how often a worker is interrupted at a call of the store
 * @param conflicts commits are refused for no reason that the worker can know, as after a serialization failure
 * @param outages calls of the store fail, without effect
 * @param lostAnswers commits take effect, and the worker is told otherwise
 * @param skew how far clocks of workers are apart at most
 * @param evidence identifiers tie origins together, not only what people judge
 * @param judgements people merge and separate
 * @param largeCommits the store prefers large commits
 * @param leases the store hands work to one worker at a time
 * @param deduplicating the mail server drops a second message with the same key
 * @param moody the mail server is slow, fails, does not say what it did
 * @param erasures people are erased
 * @param suppressions addresses are suppressed, people restricted
 * @param lateness events come late, or from the future
 * @param copies events come again with another content
 * @param news people mark products, and the shop tells of these
 * @param coarse many things happen at one instant
 */
record Weather(
        int pausePercent,
        boolean conflicts,
        boolean outages,
        boolean lostAnswers,
        Duration skew,
        boolean evidence,
        boolean judgements,
        boolean largeCommits,
        boolean leases,
        boolean deduplicating,
        boolean moody,
        boolean erasures,
        boolean suppressions,
        boolean lateness,
        boolean copies,
        boolean news,
        boolean coarse) {

    private static final int[] PAUSES = {2, 6, 20};

    static Weather of(SplittableRandom chance) {
        return new Weather(
                PAUSES[chance.nextInt(PAUSES.length)],
                one(chance, 2),
                one(chance, 3),
                one(chance, 3),
                Duration.ofSeconds(one(chance, 2) ? 0 : one(chance, 2) ? 20 : 600),
                one(chance, 2),
                !one(chance, 4),
                one(chance, 2),
                one(chance, 2),
                !one(chance, 3),
                !one(chance, 3),
                one(chance, 3),
                one(chance, 3),
                !one(chance, 3),
                one(chance, 4),
                one(chance, 2),
                one(chance, 3));
    }

    private static boolean one(SplittableRandom chance, int in) {
        return chance.nextInt(in) == 0;
    }
}
