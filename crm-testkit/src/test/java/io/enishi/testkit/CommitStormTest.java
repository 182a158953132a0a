package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A store on which most commits lose against others: what is decided is what is decided on a calm one. */
class CommitStormTest {

    private static final Instant START = Instant.parse("2026-05-05T03:00:00Z");

    private static final Scenario FOLLOW_UP = Scenario.parse("""
        scenario: follow-up
        goal: {text: They order, when: {happened: orders}}
        owner: crm
        rationale: Whoever looks may buy
        start: {event: product.viewed}
        again: {after: 1 hour}
        steps:
          - send: nudge
            class: advertising
            purpose: newsletter
            by: [{mail: nudge}]
            coupon: {campaign: nudge, terms: 5%, valid-for: 3 days}
          - wait: 2 days
          - send: reminder
            class: advertising
            purpose: newsletter
            by: [{mail: reminder}]
        """);

    /** Of each commit in turn, so many lose before one wins. */
    private static final class Storm extends ForwardingStore {
        private final int lost;
        private int before;
        private int conflicts;

        Storm(CustomerStore calm, int lost) {
            super(calm);
            this.lost = lost;
        }

        @Override
        public CommitResult commit(Commit commit) {
            if (before++ % (lost + 1) < lost) {
                conflicts++;
                return CommitResult.CONFLICT;
            }
            return super.commit(commit);
        }
    }

    private static Crm crm(CustomerStore store, ManualTime time, Channel mail) {
        return Crm.builder("storm")
                .store(store)
                .clock(time)
                .journey(FOLLOW_UP.compile())
                .channel(mail)
                .build();
    }

    private static Identifier person(int who) {
        return Identifier.email("person" + who + "@example.jp");
    }

    private static CustomerEvent viewed(int who, long id, Instant at) {
        return CustomerEvent.of("web", EventId.of(id), person(who), at, new EventBody.ProductViewed("tea", ""));
    }

    /** Everything that was sent and decided in a week of ten people. */
    private static List<String> week(CustomerStore store) {
        ManualTime time = ManualTime.startingAt(START);
        RecordingChannel mail = RecordingChannel.mail();
        Crm crm = crm(store, time, mail);
        for (int i = 0; i < 40; i++) {
            time.advance(Duration.ofHours(4));
            Instant now = time.instant();
            CustomerEvent event = viewed(i % 10, i, now);
            crm.matchKey(event.identifiers().get(0))
                    .ifPresent(key ->
                            crm.consent(ConsentStatement.granted(key, "newsletter", "mail", now, "web-form", "v1")));
            assertThat(crm.accept(event)).isInstanceOf(AcceptOutcome.Accepted.class);
            crm.runDue();
            crm.deliver();
        }
        judgeAndForget(crm, time);
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(mail.messages()).extracting(Channel.Message::key).doesNotHaveDuplicates();
        TreeMap<CommandKey, Integer> attempts = new TreeMap<>();
        mail.messages().forEach(message -> attempts.put(message.key(), mail.attempts(message.key())));
        assertThat(attempts.values()).containsOnly(1);
        List<String> told = new ArrayList<>();
        mail.messages().forEach(message -> told.add(message.toString()));
        crm.decisionLog(0, 10_000).forEach(logged -> told.add(logged.decision().toString()));
        crm.customers(100).forEach(id -> told.add(String.valueOf(crm.customer(id))));
        return told;
    }

    /** What staff do: put people together and apart, restrict, suppress, erase, ask for an entry. */
    private static void judgeAndForget(Crm crm, ManualTime time) {
        crm.merge(person(1), person(2), "sato", "one household account");
        crm.unmerge(person(1), person(2), "sato", "it was not");
        crm.merge(person(3), person(4), "sato", "same card");
        crm.restrict(crm.find(person(5)).orElseThrow(), true, "asked by letter");
        crm.suppress(person(6));
        crm.erase(crm.find(person(7)).orElseThrow(), "asked by letter");
        crm.accept(new ShopEvent("pim", EventId.of(900), time.instant(), new ShopEvent.Restocked("tea", 3)));
        crm.importHistory(List.of(viewed(8, 901, time.instant().minus(Duration.ofDays(400)))));
        time.advance(Duration.ofDays(3));
        crm.runDue();
        crm.deliver();
    }

    @Test
    void commitsThatLoseAgainAndAgainLoseNothingAndAskForNothingTwice() {
        List<String> calm = week(new InMemoryCustomerStore());
        Storm storm = new Storm(new InMemoryCustomerStore(), 9);

        assertThat(week(storm)).isEqualTo(calm);
        assertThat(calm).hasSizeGreaterThan(100);
        assertThat(storm.conflicts).isGreaterThan(500);
    }

    @Test
    void anEventWhoseCommitNeverWinsIsToldToItsCallerAndCanBeOfferedAgain() {
        ManualTime time = ManualTime.startingAt(START);
        RecordingChannel mail = RecordingChannel.mail();
        InMemoryCustomerStore calm = new InMemoryCustomerStore();
        CustomerEvent event = viewed(1, 1, START);

        assertThatThrownBy(() -> crm(new Storm(calm, 1_000), time, mail).accept(event))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lost against others");

        assertThat(calm.decisions(0, 10)).isEmpty();
        assertThat(crm(calm, time, mail).accept(event)).isInstanceOf(AcceptOutcome.Accepted.class);
    }

    @Test
    void aRefusalIsKeptOrItsCallerHearsThatItIsNot() {
        ManualTime time = ManualTime.startingAt(START);
        InMemoryCustomerStore calm = new InMemoryCustomerStore();
        Crm stormy = crm(new Storm(calm, 9), time, RecordingChannel.mail());
        MatchKey address = stormy.matchKey(person(1)).orElseThrow();
        ConsentStatement refusal = ConsentStatement.refused(address, "newsletter", "mail", START, "one-click");

        stormy.consent(refusal);

        assertThat(calm.ledger(address).statements()).containsExactly(refusal);
        Crm lost = crm(new Storm(calm, 1_000), time, RecordingChannel.mail());
        assertThatThrownBy(() -> lost.consent(refusal))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lost against others");
    }
}
