package io.enishi.core;

/**
 * What happens, when scenarios go live, to people who already match an entry by absence or segment.
 *
 * @param enrolAtMost how many of them each call enrols per scenario; 0 skips them until they enter anew. The host calls again at the
 *     pace it wants
 */
public record GoLivePolicy(int enrolAtMost) {

    public GoLivePolicy {
        if (enrolAtMost < 0) {
            throw new IllegalArgumentException("enrolAtMost must not be negative, but was " + enrolAtMost);
        }
    }

    /** Nobody is enrolled; someone already dormant is never mailed by surprise. */
    public static GoLivePolicy skip() {
        return new GoLivePolicy(0);
    }

    /** At most {@code people} per scenario and call, in order of customer id. */
    public static GoLivePolicy enrol(int people) {
        return new GoLivePolicy(people);
    }
}
