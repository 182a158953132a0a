package io.enishi.core.internal.timeline;

import io.enishi.core.AllInterleavings;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads that name things while others read the names without a lock. */
@Tag("interleaving")
class NameTableInterleavingTest {

    @Test
    void aNumberAndItsNameAreSeenTogetherAndGivenOnce() {
        AllInterleavings.hold(Names.class);
    }

    /** What threads do with names; an instance for each meeting. */
    @Param(name = "name", gen = IntGen.class, conf = "1:3")
    public static final class Names {

        private final NameTable names = new NameTable("names", 4, List.of("n0"));

        @Operation
        public int number(@Param(name = "name") int name) {
            return names.number("n" + name);
        }

        /** The name that stands under the name's number. */
        @Operation
        public String seen(@Param(name = "name") int name) {
            int number = names.find("n" + name);
            return number < 0 ? "" : names.name(number);
        }
    }
}
