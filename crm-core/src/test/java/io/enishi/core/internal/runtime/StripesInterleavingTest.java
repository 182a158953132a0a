package io.enishi.core.internal.runtime;

import io.enishi.core.AllInterleavings;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads that hold two customers, named in one order or the other. */
@Tag("interleaving")
class StripesInterleavingTest {

    @Test
    void whoeverLocksSeveralCustomersIsAloneWithThemAndWaitsForNobodyForEver() {
        AllInterleavings.hold(Moves.class);
    }

    /** What threads do under locks; an instance for each meeting. */
    public static final class Moves {

        private static final CustomerId ONE = new CustomerId(new OriginId(0, 1));
        private static final CustomerId OTHER = new CustomerId(new OriginId(0, 2));

        private final Stripes stripes = new Stripes(2);
        private int ofOne;
        private int ofOther;

        @Operation
        public int forth() {
            List<CustomerId> both = List.of(ONE, OTHER);
            stripes.lockAll(both);
            try {
                ofOne--;
                return ++ofOther;
            } finally {
                stripes.unlockAll(both);
            }
        }

        @Operation
        public int back() {
            List<CustomerId> both = List.of(OTHER, ONE);
            stripes.lockAll(both);
            try {
                ofOther--;
                return ++ofOne;
            } finally {
                stripes.unlockAll(both);
            }
        }
    }
}
