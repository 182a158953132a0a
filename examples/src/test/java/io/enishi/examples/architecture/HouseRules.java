package io.enishi.examples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules that keep decisions pure and modules apart, as values, so that one test can hold them against the libraries
 * and another against classes written to break them.
 */
final class HouseRules {
    private static final Set<String> CLOCKS = Set.of(
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.time.Clock.tickMillis",
            "java.time.Clock.tickSeconds",
            "java.time.Clock.tickMinutes",
            "java.time.InstantSource.system",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.util.Date.<init>",
            "java.util.Calendar.getInstance");

    private static final Set<String> SURROUNDINGS = Set.of(
            "java.time.ZoneId.systemDefault",
            "java.util.TimeZone.getDefault",
            "java.util.Locale.getDefault",
            "java.lang.System.getenv",
            "java.lang.System.getProperty");

    private static final Set<String> RANDOM_TYPES = Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom",
            "java.util.random.RandomGeneratorFactory");

    private static final Set<String> CHANCE = Set.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.UUID.randomUUID",
            "java.util.Collections.shuffle",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of");

    /** What {@link Math} may round differently from one machine to the next; {@code sqrt} and {@code fma} are exact. */
    private static final Set<String> INEXACT = Set.of(
            "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sin", "cos", "tan", "asin", "acos",
            "atan", "atan2", "sinh", "cosh", "tanh");

    private HouseRules() {}

    /** Decisions receive the instant. */
    static ArchRule nothingReadsTheClock() {
        return noClasses()
                .should()
                .accessTargetWhere(target("the wall clock", access -> CLOCKS.contains(name(access)) || isNow(access)))
                .because("decisions receive the instant, engines hold an InstantSource");
    }

    /** Decisions receive zone and locale; no setting of the machine changes an answer. */
    static ArchRule nothingReadsTheSurroundings() {
        return noClasses()
                .should()
                .accessTargetWhere(target("settings of the machine", access -> SURROUNDINGS.contains(name(access))))
                .because("the same rules and events give the same answer on every machine");
    }

    /** Buckets come from a documented hash. What plays a world of troubles from a seed is the only one to draw. */
    static ArchRule nothingIsLeftToChance() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("io.enishi.testkit.simulation..", "io.enishi.scenario.rehearsal..")
                .should()
                .accessTargetWhere(target(
                        "a source of chance",
                        access -> CHANCE.contains(name(access))
                                || RANDOM_TYPES.contains(access.getTargetOwner().getName())))
                .because("buckets come from a documented hash and ids from the host; only invented worlds and audiences"
                        + " draw, from a stated seed");
    }

    /** Integers or StrictMath. */
    static ArchRule nothingIsRoundedByTheMachine() {
        return noClasses()
                .should()
                .accessTargetWhere(target(
                        "inexact functions of Math",
                        access -> access.getTargetOwner().getName().equals("java.lang.Math")
                                && INEXACT.contains(access.getName())))
                .because("Math may round differently on another machine; StrictMath and integers do not");
    }

    /** State lives in values, never in a class. */
    static ArchRule noStaticChangesAndNoThreadRemembers() {
        return fields().should(new ArchCondition<>("be final if static, and no thread-local") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        boolean changes = field.getModifiers().contains(JavaModifier.STATIC)
                                && !field.getModifiers().contains(JavaModifier.FINAL);
                        boolean remembers = field.getRawType().isAssignableTo(ThreadLocal.class);
                        if (changes || remembers) {
                            events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is hidden state"));
                        }
                    }
                })
                .because("hidden state makes a replay differ from the first run");
    }

    /** SLF4J 1.7, which Flink and Kafka bring, has no fluent API. */
    static ArchRule noFluentLogging() {
        return noClasses()
                .should()
                .accessTargetWhere(
                        target(
                                "SLF4J's fluent API",
                                access -> access.getTargetOwner().getName().equals("org.slf4j.spi.LoggingEventBuilder")
                                        || (access.getTargetOwner().getName().equals("org.slf4j.Logger")
                                                && access.getName()
                                                        .matches(
                                                                "at(Trace|Debug|Info|Warn|Error|Level)|makeLoggingEventBuilder"))))
                .because("a host with slf4j-api 1.7 has no such methods");
    }

    /** Jackson stays behind the door, and so do internal packages. */
    static ArchRule noForeignTypeInAPublicSignature() {
        return classes()
                .that(DescribedPredicate.describe("are visible to hosts", HouseRules::isVisibleToHosts))
                .should(keepTypesOutOfSignatures(resideInAnyPackage(
                        "tools.jackson..",
                        "com.fasterxml.jackson..",
                        "com.github.benmanes.caffeine..",
                        "io.enishi..internal..")))
                .because("a host must be able to have another version of it, or none");
    }

    /** Scoring, scenarios and identity meet only in examples. */
    static ArchRule siblingsNeverMeet(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage("io.enishi." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(others)
                        .map(other -> "io.enishi." + other + "..")
                        .toArray(String[]::new))
                .because("a host may adopt one module alone")
                .allowEmptyShould(true);
    }

    private static boolean isNow(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("java.time")
                && access.getName().equals("now");
    }

    private static String name(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }

    private static DescribedPredicate<JavaAccess<?>> target(String description, Predicate<JavaAccess<?>> test) {
        return DescribedPredicate.describe(description, test);
    }

    private static boolean isVisibleToHosts(JavaClass type) {
        for (JavaClass t = type; t != null; t = t.getEnclosingClass().orElse(null)) {
            if (!isOpenToCallers(t.getModifiers())) {
                return false;
            }
        }
        return !resideInAnyPackage("io.enishi..internal..").test(type);
    }

    private static boolean isOpenToCallers(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaClass> keepTypesOutOfSignatures(DescribedPredicate<JavaClass> foreign) {
        return new ArchCondition<>("keep out of public signatures types that " + foreign.getDescription()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                report(type, type.getFullName(), ancestors(type), events);
                for (JavaMember member : type.getMembers()) {
                    if (isOpenToCallers(member.getModifiers())
                            && !member.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                        report(type, member.getFullName(), involved(member), events);
                    }
                }
            }

            private void report(JavaClass type, String where, Set<JavaClass> types, ConditionEvents events) {
                types.stream()
                        .filter(foreign)
                        .forEach(bad ->
                                events.add(SimpleConditionEvent.violated(type, where + " shows " + bad.getName())));
            }
        };
    }

    private static Set<JavaClass> ancestors(JavaClass type) {
        Set<JavaClass> types = new LinkedHashSet<>(type.getAllRawSuperclasses());
        types.addAll(type.getAllRawInterfaces());
        return types;
    }

    private static Set<JavaClass> involved(JavaMember member) {
        Set<JavaClass> types = new LinkedHashSet<>();
        if (member instanceof JavaField field) {
            types.addAll(field.getType().getAllInvolvedRawTypes());
        } else if (member instanceof JavaCodeUnit unit) {
            types.addAll(unit.getReturnType().getAllInvolvedRawTypes());
            for (JavaType parameter : unit.getParameterTypes()) {
                types.addAll(parameter.getAllInvolvedRawTypes());
            }
            types.addAll(unit.getExceptionTypes());
        }
        return types;
    }
}
