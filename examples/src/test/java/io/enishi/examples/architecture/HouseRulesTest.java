package io.enishi.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.FailureReport;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each rule is held against a class written to break it, so that a rule which can no longer fail is noticed. */
class HouseRulesTest {
    @Test
    void aClockIsFoundHoweverItIsRead() {
        assertThat(offences(HouseRules.nothingReadsTheClock(), Clocks.class)).hasSize(6);
    }

    @Test
    void settingsOfTheMachineAreFound() {
        assertThat(offences(HouseRules.nothingReadsTheSurroundings(), Surroundings.class))
                .hasSize(3);
    }

    @Test
    void chanceIsFoundEvenWhenSeeded() {
        assertThat(offences(HouseRules.nothingIsLeftToChance(), Chance.class)).hasSize(6);
    }

    @Test
    void inexactMathIsFoundAndExactMathIsNot() {
        assertThat(offences(HouseRules.nothingIsRoundedByTheMachine(), Rounded.class))
                .hasSize(4);
        assertThat(offences(HouseRules.nothingIsRoundedByTheMachine(), Exact.class))
                .isEmpty();
    }

    @Test
    void hiddenStateIsFound() {
        assertThat(offences(HouseRules.noStaticChangesAndNoThreadRemembers(), HiddenState.class))
                .hasSize(2);
    }

    @Test
    void fluentLoggingIsFoundAndPlainLoggingIsNot() {
        assertThat(offences(HouseRules.noFluentLogging(), FluentLogging.class)).isNotEmpty();
        assertThat(offences(HouseRules.noFluentLogging(), PlainLogging.class)).isEmpty();
    }

    @Test
    void foreignTypesAreFoundInWhatHostsSeeAndNowhereElse() {
        assertThat(offences(HouseRules.noForeignTypeInAPublicSignature(), Door.class))
                .hasSize(6)
                .noneMatch(line -> line.contains("hidden"));
    }

    @Test
    void aSiblingIsFound() {
        // This package stands in for a sibling: the rule reads package names and nothing else.
        ArchRule rule = HouseRules.siblingsNeverMeet("examples", "core", "scoring");
        assertThat(offences(rule, Sibling.class)).isNotEmpty();
        assertThat(offences(rule, Exact.class)).isEmpty();
    }

    private static List<String> offences(ArchRule rule, Class<?> offender) {
        JavaClasses classes = new ClassFileImporter().importClasses(offender);
        FailureReport report = rule.allowEmptyShould(true).evaluate(classes).getFailureReport();
        return report.getDetails();
    }

    static final class Clocks {
        Object all(List<Object> seen) {
            seen.add(Instant.now());
            seen.add(LocalDate.now(ZoneOffset.UTC));
            seen.add(Clock.systemUTC());
            seen.add(System.currentTimeMillis());
            seen.add(new Date());
            Supplier<Object> reference = ZonedDateTime::now;
            return reference;
        }
    }

    static final class Surroundings {
        List<Object> all() {
            return List.of(ZoneId.systemDefault(), Locale.getDefault(), System.getenv());
        }
    }

    static final class Chance {
        Object all(List<Object> seen) {
            seen.add(new Random(1L).nextInt());
            seen.add(UUID.randomUUID());
            seen.add(Math.random());
            Collections.shuffle(seen);
            Supplier<UUID> reference = UUID::randomUUID;
            return reference;
        }
    }

    static final class Rounded {
        double all(double x) {
            DoubleUnaryOperator reference = Math::exp;
            return reference.applyAsDouble(Math.log(x)) + Math.pow(x, 2) + Math.exp(x);
        }
    }

    static final class Exact {
        double all(double x) {
            return Math.sqrt(x) + Math.abs(x) + StrictMath.exp(x) + Math.floorMod(7, 2);
        }
    }

    static final class HiddenState {
        static int counter;
        static final ThreadLocal<String> REMEMBERED = new ThreadLocal<>();
        static final int FIXED = 1;
    }

    static final class FluentLogging {
        private static final Logger LOG = LoggerFactory.getLogger(FluentLogging.class);

        void all() {
            LOG.atInfo().log("said fluently");
        }
    }

    static final class PlainLogging {
        private static final Logger LOG = LoggerFactory.getLogger(PlainLogging.class);

        void all() {
            LOG.info("said plainly");
        }
    }

    static final class Sibling {
        io.enishi.core.value.Money all(io.enishi.core.value.Money money) {
            return money;
        }
    }
}
