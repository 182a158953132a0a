package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrmTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");
    private static final Identifier BEN = Identifier.email("ben@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    private final Crm crm = Crm.builder("shop")
            .clock(clock)
            .fold(new Toys.OrderChain())
            .journey(new Toys.Welcome())
            .channel(mail)
            .build();

    @Test
    void ofTwoCopiesOfAnEventUnderOnePersonTheOneThatTheTimelineHidesStartsNothing() {
        crm.accept(Toys.registered("r1", AKI, START));
        crm.accept(Toys.registered("r0", BEN, START));
        crm.merge(AKI, BEN, "clerk", "one person");
        int runs = card(AKI).journeys().size();
        clock.now = START.plusSeconds(60);

        AcceptOutcome hidden = crm.accept(Toys.registered("r1", BEN, clock.now));

        assertThat(hidden).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(card(AKI).events()).isEqualTo(2);
        assertThat(card(AKI).journeys()).hasSize(runs);
        assertThat(crm.verify().differences()).isEmpty();
        crm.unmerge(AKI, BEN, "clerk", "two after all");
        assertThat(card(BEN).events()).isEqualTo(2);
    }

    private static MatchKey key(Identifier identifier) {
        return new JapaneseAddressNormaliser().matchKey(identifier).orElseThrow();
    }

    private void grant(Identifier who) {
        crm.consent(ConsentStatement.granted(key(who), "newsletter", "mail", clock.now, "web-form", "v1"));
    }

    private void refuse(Identifier who) {
        crm.consent(ConsentStatement.refused(key(who), "newsletter", "mail", clock.now, "one-click"));
    }

    private void pass(Duration time) {
        clock.now = clock.now.plus(time);
        crm.advanceTo(clock.now);
    }

    private CustomerCard card(Identifier who) {
        return crm.customer(crm.find(who).orElseThrow()).orElseThrow();
    }

    private OriginId origin(Identifier who) {
        return crm.find(who).orElseThrow().origin();
    }

    @Test
    void anEventIsTakenInOnce() {
        CustomerEvent order = Toys.order("o1", AKI, START, 1000);
        assertThat(crm.accept(order)).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(crm.accept(order))
                .isEqualTo(new AcceptOutcome.Duplicate(crm.find(AKI).orElseThrow(), false));
        assertThat(card(AKI).events()).isEqualTo(1);
        assertThat(card(AKI).metrics()).containsEntry("spent", 1000L);
    }

    @Test
    void aSourceThatContradictsItselfIsReportedAndTheSmallerCopyStays() {
        crm.accept(Toys.order("o1", AKI, START, 1000));
        clock.now = START.plusSeconds(60);
        AcceptOutcome later = crm.accept(Toys.order("o1", AKI, START.plusSeconds(60), 2000));
        assertThat(later).isEqualTo(new AcceptOutcome.Duplicate(crm.find(AKI).orElseThrow(), true));
        AcceptOutcome earlier = crm.accept(Toys.order("o1", AKI, START.minusSeconds(60), 3000));
        assertThat(earlier).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(card(AKI).metrics()).containsEntry("spent", 3000L);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aMessageLeavesWithConsentAndTheNextFollowsItsActualSend() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        assertThat(mail.sent).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(mail.contents()).containsExactly("hello");
        pass(Duration.ofDays(2));
        assertThat(mail.contents()).containsExactly("hello");
        pass(Duration.ofDays(1));
        assertThat(mail.contents()).containsExactly("hello", "reminder");
        assertThat(card(AKI).journeys())
                .singleElement()
                .satisfies(run -> assertThat(run.end()).isEqualTo(new End(End.Kind.COMPLETED, "done")));
        assertThat(crm.timeline(crm.find(AKI).orElseThrow()))
                .extracting(CustomerEvent::type)
                .containsExactly("customer.registered", "message.sent", "message.sent");
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void noAdvertisingLeavesWithoutConsent() {
        crm.accept(Toys.registered("r1", AKI, START));
        pass(Duration.ofDays(10));
        assertThat(mail.sent).isEmpty();
        assertThat(crm.commands(StoredCommand.Status.DROPPED, null, 10)).hasSize(1);
    }

    @Test
    void consentWithdrawnAfterTheDecisionStopsTheSendAtItsClaim() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        clock.now = START.plusSeconds(10);
        refuse(AKI);
        pass(Duration.ofDays(10));
        assertThat(mail.sent).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aRefusalThatIsDatedAfterTheClaimStopsIt() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        Instant ahead = START.plusSeconds(5); // the web server's clock is ahead of ours
        crm.consent(ConsentStatement.refused(key(AKI), "newsletter", "mail", ahead, "one-click"));
        crm.deliver();
        assertThat(mail.sent).isEmpty();
        assertThat(crm.commands(StoredCommand.Status.DROPPED, null, 10)).hasSize(1);
    }

    @Test
    void aGoalRevokesWhatWasNotSent() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        clock.now = START.plusSeconds(1);
        crm.accept(Toys.order("o1", AKI, clock.now, 500));
        pass(Duration.ofDays(10));
        assertThat(mail.sent).isEmpty();
        assertThat(crm.commands(StoredCommand.Status.REVOKED, null, 10)).hasSize(1);
        assertThat(card(AKI).journeys().get(0).end()).isEqualTo(new End(End.Kind.GOAL, "bought"));
    }

    @Test
    void anEventBeforeATimerWinsHoweverLateTheSchedulerRuns() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        crm.advanceTo(START);
        Instant due = START.plus(Duration.ofDays(3));
        clock.now = due.plus(Duration.ofHours(5)); // nobody ran the scheduler
        crm.accept(Toys.order("o1", AKI, due, 500));
        crm.advanceTo(clock.now);
        assertThat(mail.contents()).containsExactly("hello");
        assertThat(card(AKI).journeys().get(0).end()).isEqualTo(new End(End.Kind.GOAL, "bought"));
    }

    @Test
    void aTimerBeforeAnEventFiresAtItsOwnTimeHoweverLateTheSchedulerRuns() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        crm.advanceTo(START);
        Instant due = START.plus(Duration.ofDays(3));
        clock.now = due.plus(Duration.ofHours(5));
        crm.accept(Toys.order("o1", AKI, due.plusMillis(1), 500));
        crm.advanceTo(clock.now);
        assertThat(crm.decisions(crm.find(AKI).orElseThrow()))
                .filteredOn(record -> record.about().kind().equals("timer"))
                .singleElement()
                .satisfies(record -> assertThat(record.now()).isEqualTo(due));
        assertThat(mail.contents()).as("the order revoked the reminder").containsExactly("hello");
    }

    @Test
    void anEventOfTheFutureIsNotSeenBeforeItsTime() {
        crm.accept(Toys.order("o1", AKI, START.plus(Duration.ofDays(2)), 700));
        assertThat(card(AKI).events()).isZero();
        assertThat(card(AKI).metrics()).containsEntry("spent", 0L);
        pass(Duration.ofDays(3));
        assertThat(card(AKI).events()).isEqualTo(1);
        assertThat(card(AKI).metrics()).containsEntry("spent", 700L);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void anUnknownOutcomeIsRetriedUnderTheSameKeyWhereTheChannelDeduplicates() {
        grant(AKI);
        mail.answer = message -> mail.sent.size() < 3 ? new Outcome.Unknown("timeout") : new Outcome.Accepted("ok");
        crm.accept(Toys.registered("r1", AKI, START));
        pass(Duration.ofHours(1));
        assertThat(mail.sent).hasSize(3);
        assertThat(mail.sent.stream().map(message -> message.key()).distinct()).hasSize(1);
        assertThat(crm.commands(StoredCommand.Status.DONE, null, 10)).hasSize(1);
    }

    @Test
    void anUnknownOutcomeIsLeftToAPersonWhereTheChannelDoesNotDeduplicate() {
        grant(AKI);
        mail.deduplicates = false;
        mail.answer = message -> {
            throw new IllegalStateException("connection lost");
        };
        crm.accept(Toys.registered("r1", AKI, START));
        pass(Duration.ofHours(1));
        assertThat(mail.sent).hasSize(1);
        assertThat(crm.deadLetters(10)).hasSize(1);
        mail.answer = message -> new Outcome.Accepted("ok");
        crm.retry(crm.deadLetters(10).get(0).key());
        pass(Duration.ofHours(1));
        assertThat(crm.deadLetters(10)).isEmpty();
    }

    @Test
    void aRetryThatTheChannelAsksForChecksConsentAgain() {
        grant(AKI);
        mail.answer = message -> new Outcome.RetryAfter(Duration.ofHours(2), "busy");
        crm.accept(Toys.registered("r1", AKI, START));
        pass(Duration.ofHours(1));
        assertThat(mail.sent).hasSize(1);
        refuse(AKI);
        pass(Duration.ofDays(1));
        assertThat(mail.sent).hasSize(1);
        assertThat(crm.commands(StoredCommand.Status.DROPPED, null, 10)).hasSize(1);
    }

    @Test
    void pausingStopsClaimsAndResumingLetsThemGo() {
        grant(AKI);
        crm.pauseScenario("welcome", true);
        crm.accept(Toys.registered("r1", AKI, START));
        pass(Duration.ofHours(1));
        assertThat(mail.sent).isEmpty();
        crm.pauseScenario("welcome", false);
        pass(Duration.ofHours(1));
        assertThat(mail.contents()).containsExactly("hello");
    }

    @Test
    void historyMovesFoldsAndStartsNothing() {
        grant(AKI);
        clock.now = START.plus(Duration.ofDays(100));
        ImportReport report = crm.importHistory(
                List.of(Toys.order("o1", BEN, START.plusSeconds(5), 300), Toys.registered("r1", AKI, START)));
        assertThat(report).isEqualTo(new ImportReport(2, 0, Map.of(), Map.of("welcome", 1L)));
        pass(Duration.ofDays(10));
        assertThat(mail.sent).isEmpty();
        assertThat(card(BEN).metrics()).containsEntry("spent", 300L);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void mergingIsTheUnionAndUndoingIsAsIfNeverMerged() {
        crm.accept(Toys.order("o1", AKI, START, 1000));
        clock.now = START.plusSeconds(10);
        crm.accept(Toys.order("o2", BEN, START.plusSeconds(5), 200));
        CustomerCard aki = card(AKI);
        CustomerCard ben = card(BEN);
        OriginId a = origin(AKI);
        OriginId b = origin(BEN);
        assertThat(crm.merge(a, b, "staff-1", "same card shown")).isEqualTo(new RegroupReport(1, 0, List.of()));
        assertThat(crm.find(BEN)).isEqualTo(crm.find(AKI));
        assertThat(card(AKI).metrics()).containsEntry("spent", 1200L);
        assertThat(card(AKI).origins()).containsExactly(a, b);
        assertThat(crm.aliases(new CustomerId(b))).hasSize(1);
        assertThat(crm.unmerge(a, b, "staff-2", "they are sisters")).isEqualTo(new RegroupReport(0, 1, List.of()));
        assertThat(card(AKI)).isEqualTo(aki);
        assertThat(card(BEN)).isEqualTo(ben);
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(crm.recompute().foldDifferences()).isEmpty();
    }

    @Test
    void staffMergeByTheIdentifiersThatTheySee() {
        Identifier card = Identifier.of(Scheme.POS_CARD, "7001");
        crm.accept(CustomerEvent.of(
                "pos", EventId.of(1), List.of(card, BEN), START, new EventBody.StoreVisited("store:ginza")));
        crm.accept(Toys.order("o1", AKI, START, 1000));

        assertThat(crm.originOf(BEN)).isEqualTo(crm.originOf(card)); // seen under the card alone
        assertThat(crm.merge(AKI, BEN, "staff-1", "same card shown").merged()).isEqualTo(1);
        assertThat(crm.find(card)).isEqualTo(crm.find(AKI));
        assertThat(crm.unmerge(AKI, BEN, "staff-2", "they are sisters").separated())
                .isEqualTo(1);
        assertThat(crm.find(card)).isNotEqualTo(crm.find(AKI));
        assertThat(crm.withdraw(AKI, BEN, "staff-2", "not known")).isEqualTo(new RegroupReport(0, 0, List.of()));
    }

    @Test
    void anIdentifierOfNobodyOrOfSeveralCannotBeMergedAndStaysOutOfTheMessage() {
        crm.accept(Toys.order("o1", AKI, START, 1000));
        Identifier phone = Identifier.of(Scheme.PHONE, "090-1234-5678");
        for (int number = 1; number <= 2; number++) {
            crm.accept(CustomerEvent.of(
                    "pos",
                    EventId.of(number),
                    List.of(Identifier.of(Scheme.POS_CARD, "700" + number), phone),
                    START,
                    new EventBody.StoreVisited("store:ginza")));
        }
        assertThat(crm.originOf(BEN)).isEmpty();
        assertThat(crm.originOf(phone)).isEmpty();
        assertThatThrownBy(() -> crm.merge(AKI, BEN, "staff-1", "same person"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("other must lead to exactly one origin, but this email leads to none or to several;"
                        + " see customer(id).origins()");
        assertThatThrownBy(() -> crm.unmerge(phone, AKI, "staff-1", "two people"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("one must lead to exactly one origin, but this phone")
                .hasMessageNotContaining("5678");
    }

    @Test
    void aMergeWithACustomerRevokesTheUnsentWelcome() {
        grant(BEN);
        crm.accept(Toys.order("o1", AKI, START, 1000));
        clock.now = START.plusSeconds(10);
        crm.accept(Toys.registered("r1", BEN, START.plusSeconds(5)));
        crm.merge(origin(AKI), origin(BEN), "staff-1", "same person");
        pass(Duration.ofDays(10));
        assertThat(mail.sent).isEmpty();
        assertThat(crm.commands(StoredCommand.Status.REVOKED, null, 10)).hasSize(1);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aDecisionTellsItselfAsTextWithoutPersonalData() {
        crm.accept(Toys.registered("r1", BEN, START));
        pass(Duration.ofDays(1));
        List<String> told = crm.decisions(crm.find(BEN).orElseThrow()).stream()
                .map(DecisionRecord::toText)
                .toList();
        assertThat(told.get(0)).startsWith(START + " customer.registered (ec)\n  welcome starts\n");
        assertThat(told)
                .anySatisfy(text ->
                        assertThat(text).contains(" claim of welcome/").contains(": refused (mail no-consent)\n"));
        assertThat(told).allSatisfy(text -> assertThat(text).endsWith("\n").doesNotContain("ben@"));
    }

    @Test
    void aReactionFollowsTheOriginOfItsMessage() {
        grant(BEN);
        crm.accept(Toys.registered("r1", BEN, START));
        pass(Duration.ofMinutes(1));
        String message = mail.sent.get(0).key().toString();
        CustomerEvent tap = CustomerEvent.of(
                "mailer",
                EventId.of(1),
                AKI, // forwarded: somebody else's address comes with the tap
                clock.now,
                new EventBody.MessageEvent(EventBody.MessageStep.TAPPED, message, "mail", "welcome", "hello", "/top"));
        crm.accept(tap);
        assertThat(crm.timeline(crm.find(BEN).orElseThrow()))
                .extracting(CustomerEvent::type)
                .contains("message.tapped");
        assertThat(card(BEN).identifiers()).as("who taps is no evidence").containsExactly(BEN);
    }

    @Test
    void anErasedPersonIsGoneAndDoesNotComeBack() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        CustomerId id = crm.find(AKI).orElseThrow();
        List<String> export = new ArrayList<>();
        crm.export(id, export::add);
        assertThat(export).anyMatch(line -> line.contains("customer.registered"));
        ErasureReport report = crm.erase(id, "asked by mail");
        assertThat(report.events()).isEqualTo(1);
        assertThat(report.revokedCommands()).isEqualTo(1);
        assertThat(crm.find(AKI)).isEmpty();
        assertThat(crm.customer(id)).isEmpty();
        assertThat(crm.decisionLog(0, 100))
                .noneMatch(logged -> logged.decision().about() instanceof DecisionRecord.About.Events shown
                        && !shown.events().isEmpty());
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(crm.accept(Toys.registered("r2", AKI, START))).isInstanceOf(AcceptOutcome.Refused.class);
        pass(Duration.ofDays(10));
        assertThat(mail.sent).isEmpty();
    }

    @Test
    void nothingIsSentToASuppressedAddressWhateverItsConsent() {
        grant(AKI);
        crm.suppress(Identifier.email("AKI@example.jp"));
        crm.accept(Toys.registered("r1", AKI, START));
        pass(Duration.ofDays(1));
        assertThat(mail.sent).isEmpty();
        assertThat(crm.commands(StoredCommand.Status.DROPPED, null, 10)).hasSize(1);
    }

    @Test
    void eventsOfOneInstantAreOneDecisionWhateverStandsBetweenThem() {
        crm.acceptAll(List.of(
                Toys.order("o1", AKI, START, 1), Toys.order("o2", BEN, START, 2), Toys.order("o3", AKI, START, 4)));
        assertThat(crm.decisions(crm.find(AKI).orElseThrow())).hasSize(1);
        assertThat(card(AKI).metrics()).containsEntry("spent", 5L);
        assertThat(crm.acceptAll(List.of(Toys.order("o3", AKI, START, 4), Toys.order("o4", AKI, START, 8))))
                .extracting(Object::getClass)
                .containsExactly(AcceptOutcome.Duplicate.class, AcceptOutcome.Accepted.class);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aRestrictedPersonGetsNoAdvertising() {
        grant(AKI);
        crm.accept(Toys.registered("r1", AKI, START));
        crm.restrict(crm.find(AKI).orElseThrow(), true, "asked by phone");
        pass(Duration.ofDays(1));
        assertThat(mail.sent).isEmpty();
    }

    @Test
    void anEventWithoutAUsableIdentifierIsRefused() {
        CustomerEvent junk = Toys.order("o1", Identifier.phone("0000000000"), START, 10);
        assertThat(crm.accept(junk)).isInstanceOf(AcceptOutcome.Refused.class);
        assertThat(crm.customers(null, 10)).isEmpty();
    }

    @Test
    void namesThatDoNotExistAreSaid() {
        assertThatThrownBy(() -> crm.segment("vip", null, 10)).hasMessageContaining("no segment is named \"vip\"");
        assertThatThrownBy(() -> crm.top("score", 3)).hasMessage("no metric is named \"score\"; use one of spent");
    }

    @Test
    void aMisspeltNameIsAnsweredWithTheOneThatWasPerhapsMeant() {
        crm.accept(Toys.registered("r1", AKI, START));
        CustomerId aki = crm.find(AKI).orElseThrow();
        assertThatThrownBy(() -> crm.why(aki, "wellcome"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no scenario is named \"wellcome\"; did you mean \"welcome\"?");
        assertThatThrownBy(() -> crm.why(aki, "birthday-of-the-shop"))
                .hasMessage("no scenario is named \"birthday-of-the-shop\"; use one of welcome");
        assertThatThrownBy(() -> crm.request("welcom", "once", aki, Map.of()))
                .hasMessage("no scenario is named \"welcom\"; did you mean \"welcome\"?");
        assertThatThrownBy(() -> crm.top("spend", 3))
                .hasMessage("no metric is named \"spend\"; did you mean \"spent\"?");
    }

    @Test
    void theHighestValuesComeFirst() {
        for (int i = 0; i < 20; i++) {
            crm.accept(Toys.order("o" + i, Identifier.member("m" + i), START, 100 + i));
        }
        assertThat(crm.top("spent", 3)).extracting(Ranked::value).containsExactly(119L, 118L, 117L);
    }

    @Test
    void aRequestStartsOnceWhateverIsMergedBetweenItsRepetitions() {
        Crm asking = Crm.builder("shop")
                .clock(clock)
                .fold(new Toys.OrderChain())
                .journey(new Toys.Praise())
                .channel(mail)
                .build();
        asking.accept(Toys.order("o1", AKI, START, 10));
        asking.accept(Toys.order("o2", BEN, START.plusSeconds(1), 10));
        CustomerId aki = asking.find(AKI).orElseThrow();
        CustomerId ben = asking.find(BEN).orElseThrow();
        asking.request("praise", "call-1", ben, Map.of());
        asking.merge(aki.origin(), ben.origin(), "staff", "one card");
        assertThat(asking.customerOf(ben.origin())).contains(aki);
        asking.request("praise", "call-1", ben, Map.of());
        asking.request("praise", "call-1", aki, Map.of());
        assertThat(asking.customer(aki).orElseThrow().journeys())
                .singleElement()
                .satisfies(run -> assertThat(run.key().origin()).isEqualTo(ben.origin()));
        asking.request("praise", "call-2", ben, Map.of());
        assertThat(asking.customer(aki).orElseThrow().journeys())
                .extracting(run -> run.key().origin())
                .containsExactly(ben.origin(), ben.origin());
        assertThat(asking.verify().differences()).isEmpty();
    }

    @Test
    void theShopSaysWhichIdentifierIsTheStrongest() {
        Identifier member = Identifier.member("m-1");
        CustomerEvent atHome = Toys.order("o1", List.of(member, AKI), START, 100);
        CustomerEvent asGuest = Toys.order("o2", AKI, START.plusSeconds(1), 200);

        Crm byMember = Crm.builder("shop").clock(clock).build();
        byMember.acceptAll(List.of(atHome, asGuest));
        assertThat(byMember.customers(10))
                .as("a guest's mailbox says too little")
                .hasSize(2);

        Crm byMail = Crm.builder("shop")
                .clock(clock)
                .schemeOrder(List.of("email", "member"))
                .build();
        byMail.acceptAll(List.of(atHome, asGuest));
        assertThat(byMail.customers(10)).hasSize(1);
        assertThat(byMail.timeline(byMail.find(AKI).orElseThrow())).hasSize(2);
    }
}
