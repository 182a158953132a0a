package io.enishi.core;

import static io.enishi.core.Toys.START;
import static io.enishi.core.condition.Conditions.reachable;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Input;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What erasing one person leaves, of them and of others. */
class ErasureTest {

    private static final Identifier FAMILY = Identifier.email("tanaka@example.jp");
    private static final Identifier MOTHER = Identifier.member("m1");
    private static final Identifier FATHER = Identifier.member("m2");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    private final InMemoryCustomerStore store = new InMemoryCustomerStore();
    /** Done once, just before the next such call of the store. */
    private final List<Runnable> meanwhile = new ArrayList<>();

    private String interruptedCall = "customerOf";

    private final Crm crm = crm(Crm.builder("shop"));

    private Crm crm(CrmBuilder builder) {
        return builder.clock(clock)
                .store(interrupted(store))
                .fold(new Toys.OrderChain())
                .segment(Segment.live("by-mail", reachable("mail")))
                .journey(new Toys.Welcome())
                .journey(new Toys.Praise())
                .channel(mail)
                .build();
    }

    private CustomerStore interrupted(CustomerStore inner) {
        return (CustomerStore) Proxy.newProxyInstance(
                CustomerStore.class.getClassLoader(),
                new Class<?>[] {CustomerStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(interruptedCall) && !meanwhile.isEmpty()) {
                        meanwhile.remove(0).run();
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private CustomerId id(Identifier who) {
        return crm.find(who).orElseThrow();
    }

    private OriginId accepted(CustomerEvent event) {
        return ((AcceptOutcome.Accepted) crm.accept(event)).customer().origin();
    }

    @Test
    void noIdentifierOfAnErasedPersonBringsThemBack() {
        crm.accept(Toys.order("o1", List.of(MOTHER, FAMILY), START, 10));
        crm.erase(id(MOTHER), "asked by mail");
        assertThat(crm.accept(Toys.order("o2", FAMILY, START, 10))).isInstanceOf(AcceptOutcome.Refused.class);
        assertThat(crm.accept(Toys.order("o3", MOTHER, START, 10))).isInstanceOf(AcceptOutcome.Refused.class);
        assertThat(crm.customers(10)).isEmpty();
    }

    @Test
    void theRestOfTheFamilyStaysButIsNotWrittenToOnTheSharedAddress() {
        crm.consent(ConsentStatement.granted(
                crm.matchKey(FAMILY).orElseThrow(), "newsletter", "mail", START, "web-form", "v1"));
        crm.accept(Toys.order("o1", List.of(MOTHER, FAMILY), START, 10));
        crm.accept(Toys.order("o2", List.of(FATHER, FAMILY), START, 10));
        assertThat(crm.segment("by-mail", 10)).hasSize(2);
        crm.erase(id(MOTHER), "asked by mail");
        assertThat(crm.segment("by-mail", 10)).isEmpty();
        assertThat(crm.accept(Toys.order("o3", List.of(FATHER, FAMILY), START, 10)))
                .isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(crm.accept(Toys.order("o4", FAMILY, START, 10))).isInstanceOf(AcceptOutcome.Refused.class);
        crm.request("praise", "r1", id(FATHER), Map.of());
        crm.deliver();
        assertThat(mail.sent).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void anEventThatRacesTheErasureDoesNotComeBack() {
        crm.accept(Toys.order("o1", MOTHER, START, 10));
        CustomerId mother = id(MOTHER);
        interruptedCall = "commit";
        meanwhile.add(() -> crm.erase(mother, "asked by mail"));
        assertThat(crm.accept(Toys.order("o2", MOTHER, START, 10))).isInstanceOf(AcceptOutcome.Refused.class);
        assertThat(crm.customers(10)).isEmpty();
    }

    @Test
    void anEventThatWouldBringPeopleTogetherAndRacesTheErasureDoesNotComeBack() {
        Crm linking = crm(Crm.builder("shop").identity(new Toys.SharedKeys()));
        linking.accept(Toys.order("o1", MOTHER, START, 10));
        linking.accept(Toys.order("o2", List.of(FATHER, FAMILY), START, 10));
        CustomerId mother = linking.find(MOTHER).orElseThrow();
        CustomerEvent both = Toys.order("o3", List.of(MOTHER, FAMILY), START, 10);
        meanwhile.add(() -> linking.erase(mother, "asked by mail")); // asked for once before the locks are taken
        assertThat(linking.accept(both)).isInstanceOf(AcceptOutcome.Refused.class);
        assertThat(linking.find(MOTHER)).isEmpty();
        assertThat(linking.customers(10)).hasSize(1);
    }

    @Test
    void whatWasJudgedAboutThemGoesToo() {
        OriginId mother = accepted(Toys.order("o1", MOTHER, START, 10));
        OriginId father = accepted(Toys.order("o2", FATHER, START, 10));
        crm.merge(mother, father, "staff", "one card");
        crm.unmerge(mother, father, "staff", "a married couple");
        crm.erase(id(MOTHER), "asked by mail");
        assertThat(store.judgements(List.of(mother, father))).isEmpty();
        assertThat(crm.aliases(new CustomerId(father)))
                .isNotEmpty()
                .allSatisfy(alias -> assertThat(alias.reason()).isEmpty());
        assertThat(crm.reviewQueue()).isEmpty();
        assertThat(crm.decisionLog(0, 100).toString()).doesNotContain("married", "one card");
    }

    @Test
    void exactlyTheDecisionsThatShowTheirEventsAreBlanked() {
        OriginId mother = accepted(Toys.order("o1", MOTHER, START, 10));
        OriginId father = accepted(Toys.order("o2", FATHER, START, 10));
        crm.merge(mother, father, "staff", "one card");
        clock.now = START.plusSeconds(1);
        crm.accept(Toys.order("o3", FATHER, clock.now, 2000)); // decided under the label of both
        crm.unmerge(mother, father, "staff", "a couple");
        clock.now = START.plusSeconds(2);
        crm.accept(Toys.order("o4", FATHER, clock.now, 10));
        int before = crm.decisionLog(0, 100).size();
        crm.erase(id(MOTHER), "asked by mail");
        List<DecisionRecord> log = crm.decisionLog(0, 100).stream()
                .map(CustomerStore.Logged::decision)
                .toList();
        assertThat(log).as("and one entry for the suppression").hasSize(before + 1);
        assertThat(log.stream()
                        .filter(record -> record.about() instanceof About.Events)
                        .map(record -> ((About.Events) record.about()).events().size()))
                .containsExactly(0, 1, 1, 1);
        assertThat(log.get(0).toText()).contains("what was erased");
        VerifyReport report = crm.verify();
        assertThat(report.differences()).isEmpty();
        assertThat(report.decisions()).as("the father alone, before the merge").isEqualTo(1);
        assertThat(crm.recompute().foldDifferences()).isEmpty();
    }

    @Test
    void whatTheHostSaidOfThemInARequestIsBlanked() {
        crm.accept(Toys.order("o1", MOTHER, START, 10));
        crm.request("praise", "r1", id(MOTHER), Map.of("note", AttributeValue.of("allergic to nuts")));
        clock.now = START.plus(Duration.ofDays(1));
        crm.erase(id(MOTHER), "asked by mail");
        assertThat(crm.decisionLog(0, 100))
                .extracting(CustomerStore.Logged::decision)
                .filteredOn(record -> record.about() instanceof About.Asked)
                .singleElement()
                .satisfies(record -> assertThat(((Input.Requested) ((About.Asked) record.about()).input()).details())
                        .isEmpty());
    }
}
