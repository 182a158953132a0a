package io.enishi.core;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Lets two threads call operations of a class in the ways in which they can meet, chosen by Lincheck: what they are answered has to be what
 * they would be answered one after the other in some order, and nobody may wait for ever.
 */
public final class AllInterleavings {

    /** Choices of operations. */
    private static final int SCENARIOS = 15;
    /** Ways of meeting that are tried in each. */
    private static final int MEETINGS = 100;

    private AllInterleavings() {}

    /** What others wrote and proved is done at one moment: the meetings are spent on what is ours. Locks are watched all the same. */
    private static boolean isOfALibrary(String name) {
        return (name.startsWith("java.util.") && !name.startsWith("java.util.concurrent.locks."))
                || name.startsWith("com.github.benmanes.");
    }

    /** Of the operations of {@code subject}, each of which is as good as done at one moment. */
    public static void hold(Class<?> subject) {
        // Lincheck finds its own classes by the system's loader alone; some launchers bring one of their own.
        assumeThat(ModelCheckingOptions.class.getClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
        ModelCheckingOptions options = new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(2)
                .iterations(SCENARIOS)
                .invocationsPerIteration(MEETINGS)
                .addGuarantee(
                        forClasses(AllInterleavings::isOfALibrary).allMethods().treatAsAtomic());
        assertThatCode(() -> options.check(subject)).doesNotThrowAnyException();
    }
}
