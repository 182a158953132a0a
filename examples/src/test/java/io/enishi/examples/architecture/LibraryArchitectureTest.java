package io.enishi.examples.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@link HouseRules} against every library module: this is the only place where all of them meet. */
class LibraryArchitectureTest {
    /**
     * The thin shell, which may ask what time it is. Each entry says why; a class that decides never belongs here.
     */
    private static final Set<String> SHELL =
            // Wiring: the default clock that the engine holds when the host names none.
            Set.of("io.enishi.core.internal.runtime.Wiring");

    static Stream<ArchRule> everywhere() {
        return Stream.of(
                HouseRules.nothingIsLeftToChance(),
                HouseRules.nothingIsRoundedByTheMachine(),
                HouseRules.noStaticChangesAndNoThreadRemembers(),
                HouseRules.noFluentLogging(),
                HouseRules.noForeignTypeInAPublicSignature());
    }

    @ParameterizedTest
    @MethodSource
    void everywhere(ArchRule rule) {
        rule.check(LibraryClasses.ALL);
    }

    @Test
    void outsideTheShellNothingReadsTheClockOrTheSurroundings() {
        JavaClasses decisions = LibraryClasses.ALL.that(DescribedPredicate.describe(
                "are not part of the shell",
                (JavaClass type) -> !SHELL.contains(outermost(type).getName())));
        HouseRules.nothingReadsTheClock().check(decisions);
        HouseRules.nothingReadsTheSurroundings().check(decisions);
    }

    static Stream<ArchRule> directions() {
        return Stream.of(
                HouseRules.siblingsNeverMeet("core", "scoring", "scenario", "identity", "testkit", "examples"),
                HouseRules.siblingsNeverMeet("scoring", "scenario", "identity", "testkit", "examples"),
                HouseRules.siblingsNeverMeet("scenario", "scoring", "identity", "testkit", "examples"),
                HouseRules.siblingsNeverMeet("identity", "scoring", "scenario", "testkit", "examples"),
                HouseRules.siblingsNeverMeet("testkit", "scoring", "identity", "examples"));
    }

    @ParameterizedTest
    @MethodSource
    void directions(ArchRule rule) {
        rule.check(LibraryClasses.ALL);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(LibraryArchitectureTest::outermost).orElse(type);
    }
}
