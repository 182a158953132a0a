package io.enishi.core;

import static io.enishi.core.Toys.START;
import static io.enishi.core.condition.Conditions.noAction;
import static io.enishi.core.condition.Conditions.reachable;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Input;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Doing the past again takes every input the way it was taken, as the decision log tells. */
class RecomputeTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");
    private static final Identifier BEN = Identifier.email("ben@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    private final Crm crm = Crm.builder("shop")
            .clock(clock)
            .fold(new Toys.OrderChain())
            .fold(new Toys.Sends())
            .segment(Segment.live("by-mail", reachable("mail")))
            .journey(new Toys.Welcome())
            .journey(new Silence())
            .journey(new Toys.Praise())
            .channel(mail)
            .build();

    /** Starts after thirty days without an action, and does nothing. */
    private static final class Silence extends Watching {
        Silence() {
            super("silence", "silent", noAction().lasting(Span.days(30)));
        }

        @Override
        public Entries enter(Input input, CustomerView view) {
            if (input instanceof Input.SegmentChanged change && change.entered()) {
                CustomerEvent last = view.last("", event -> true).orElseThrow();
                return Entries.of(view.originOf(last), name(), last.id().toString(), "silent");
            }
            return Entries.none();
        }
    }

    private static Instant day(int days) {
        return START.plus(Duration.ofDays(days));
    }

    private void grant(Identifier who) {
        crm.consent(ConsentStatement.granted(
                crm.matchKey(who).orElseThrow(), "newsletter", "mail", clock.now, "web-form", "v1"));
    }

    private void runTo(Instant until) {
        clock.now = until;
        crm.advanceTo(until);
    }

    private CustomerId id(Identifier who) {
        return crm.find(who).orElseThrow();
    }

    private void assertThatDoingItAgainIsTheSame() {
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(crm.recompute())
                .isEqualTo(new RecomputeReport(crm.customers(10).size(), List.of(), List.of(), List.of()));
    }

    @Test
    void whatCameInAsHistoryIsHistoryAgain() {
        grant(AKI);
        clock.now = day(100);
        crm.importHistory(List.of(Toys.registered("r1", AKI, START), Toys.order("o1", BEN, day(1), 10)));
        runTo(day(120));
        assertThatDoingItAgainIsTheSame();
    }

    @Test
    void timeThatPassedLiveAfterAnImportIsLiveAgain() {
        clock.now = day(10);
        crm.importHistory(List.of(Toys.order("o1", AKI, START, 10)));
        runTo(day(50));
        assertThat(crm.customer(id(AKI)).orElseThrow().journeys()).hasSize(1);
        assertThatDoingItAgainIsTheSame();
    }

    @Test
    void historyThatArrivesAfterLiveEventsDoesNotBecomeLive() {
        clock.now = day(80);
        crm.accept(Toys.order("o2", AKI, clock.now, 10));
        crm.importHistory(List.of(Toys.order("o1", AKI, START, 10)));
        runTo(day(90));
        assertThatDoingItAgainIsTheSame();
    }

    @Test
    void whatWasHeardLateIsToldAsARunThatWouldHaveBeen() {
        clock.now = day(40);
        crm.accept(Toys.order("o2", AKI, clock.now, 10));
        crm.accept(Toys.order("o1", AKI, START, 10));
        assertThat(crm.recompute().runsOnlyRecomputed()).hasSize(1);
    }

    @Test
    void aRestrictionCountsFromItsTimeToItsEnd() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        runTo(day(1));
        crm.restrict(id(AKI), true, "asked by phone");
        runTo(day(5));
        assertThat(mail.contents()).containsExactly("hello");
        crm.restrict(id(AKI), false, "changed their mind");
        runTo(day(6));
        assertThatDoingItAgainIsTheSame();
    }

    @Test
    void aRefusalDoesNotReachBackBeforeItWasStated() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        runTo(day(1));
        crm.consent(ConsentStatement.refused(
                crm.matchKey(AKI).orElseThrow(), "newsletter", "mail", clock.now, "one-click"));
        runTo(day(9));
        assertThat(mail.contents()).containsExactly("hello");
        assertThatDoingItAgainIsTheSame();
    }

    @Test
    void anAddressIsSuppressedFromItsTimeOn() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        assertThat(crm.segment("by-mail", 10)).hasSize(1);
        runTo(day(1));
        crm.suppress(AKI);
        assertThat(crm.segment("by-mail", 10)).isEmpty();
        runTo(day(9));
        assertThat(mail.contents()).containsExactly("hello");
        assertThatDoingItAgainIsTheSame();
    }

    @Test
    void whatTheHostAskedForIsAskedForAgain() {
        grant(AKI);
        crm.accept(Toys.order("o1", AKI, START, 10));
        runTo(day(1));
        crm.request("praise", "call-17", id(AKI), Map.of());
        runTo(day(2));
        assertThat(mail.contents()).containsExactly("well-done");
        assertThatDoingItAgainIsTheSame();
    }
}
