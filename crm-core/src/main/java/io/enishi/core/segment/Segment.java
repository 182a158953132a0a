package io.enishi.core.segment;

import io.enishi.core.condition.Condition;
import io.enishi.core.value.Names;
import java.util.Objects;

/**
 * A named group of customers, defined by a condition.
 *
 * @param name unique within a shop, see {@link Names}
 * @param description for people; at most 1000 characters, may be empty
 * @param membership whether it follows the condition
 * @param when who is in
 */
public record Segment(String name, String description, Membership membership, Condition when) {

    private static final int MAX_DESCRIPTION = 1000;

    /** How membership follows the condition. */
    public enum Membership {
        /** A customer enters and leaves as the condition turns true and false. */
        LIVE,
        /** Whoever meets the condition when the snapshot is taken is in until the next one is taken. */
        SNAPSHOT
    }

    public Segment {
        Names.requireName("segment name", name, 64);
        if (description.length() > MAX_DESCRIPTION) {
            throw new IllegalArgumentException("segment description must have at most " + MAX_DESCRIPTION
                    + " characters, but has " + description.length());
        }
        Objects.requireNonNull(membership, "membership");
        Objects.requireNonNull(when, "when");
    }

    public static Segment live(String name, Condition when) {
        return new Segment(name, "", Membership.LIVE, when);
    }

    public static Segment snapshot(String name, Condition when) {
        return new Segment(name, "", Membership.SNAPSHOT, when);
    }

    public Segment withDescription(String changed) {
        return new Segment(name, changed, membership, when);
    }

    /**
     * Hash of what decides who is in, as 64 hexadecimal digits: name, membership and condition. A description may be rewritten
     * without anyone being decided anew.
     */
    public String definitionHash() {
        return SegmentSpelling.document(withDescription("")).definitionHash();
    }
}
