package io.enishi.core;

import io.enishi.core.value.OriginId;
import java.util.List;
import java.util.Set;

/**
 * What another identity resolver would make of the people of a shop; nothing was changed.
 *
 * @param merges people whom it would make of several
 * @param splits people whom it would take apart
 * @param peopleBefore how many there are
 * @param peopleAfter how many there would be
 * @param reviewsAfter how many pairs it would leave to a person
 */
public record IdentityTrial(
        List<Regrouping> merges, List<Regrouping> splits, int peopleBefore, int peopleAfter, int reviewsAfter) {
    public IdentityTrial {
        merges = List.copyOf(merges);
        splits = List.copyOf(splits);
    }

    /**
     * One person on one side, and the people of the other side who hold its origins.
     *
     * @param whole the person
     * @param parts two or more, whole
     */
    public record Regrouping(Set<OriginId> whole, List<Set<OriginId>> parts) {
        public Regrouping {
            whole = Set.copyOf(whole);
            parts = parts.stream().map(Set::copyOf).toList();
        }
    }

    /** Whether it finds the same people. */
    public boolean isEmpty() {
        return merges.isEmpty() && splits.isEmpty();
    }
}
