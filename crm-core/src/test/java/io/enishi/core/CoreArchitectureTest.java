package io.enishi.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.enishi.core.architecture.here.Here;
import io.enishi.core.architecture.there.There;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.spi.Catalog;
import org.junit.jupiter.api.Test;

/** What core may lean on, and in which order its packages stand. The rules of purity are tested in examples, for all modules at once. */
class CoreArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(CustomerEvent.class.getProtectionDomain().getCodeSource().getLocation());

    /**
     * Catalog stands with the other interfaces that hosts implement, but it leans on nothing and is a fact source like an
     * event: views and conditions may ask it without leaning on the rest of spi.
     */
    private static final ArchRule PACKAGES_STAND_IN_AN_ORDER = slices().matching("io.enishi.core.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(DescribedPredicate.alwaysTrue(), type(Catalog.class));

    private static final ArchRule FEW_LIBRARIES = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "io.enishi.core..",
                    "java..",
                    "javax.crypto..",
                    "org.slf4j..",
                    "org.jspecify.annotations..",
                    "com.github.benmanes.caffeine..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation.."))
            .because("core depends on SLF4J, JSpecify, Caffeine and Jackson, nothing else");

    @Test
    void publicPackagesStandInAnOrder() {
        // A public interface may offer a factory of an internal class, which implements it: no order is lost by that.
        PACKAGES_STAND_IN_AN_ORDER.check(
                CORE.that(DescribedPredicate.not(resideInAPackage("io.enishi.core.internal.."))));
    }

    @Test
    void coreLeansOnFourLibraries() {
        FEW_LIBRARIES.check(CORE);
    }

    @Test
    void anotherLibraryWouldBeNoticed() {
        JavaClasses withThisTest = new ClassFileImporter().importClasses(CoreArchitectureTest.class);
        assertThat(FEW_LIBRARIES.evaluate(withThisTest).hasViolation()).isTrue();
    }

    @Test
    void aCycleWouldBeNoticed() {
        JavaClasses circle = new ClassFileImporter().importClasses(Here.class, There.class);
        ArchRule rule =
                slices().matching("io.enishi.core.architecture.(*)..").should().beFreeOfCycles();
        assertThat(rule.evaluate(circle).hasViolation()).isTrue();
    }
}
