package io.enishi.examples.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Fold;
import io.enishi.core.segment.Segment;
import io.enishi.core.segment.SegmentSpelling;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.identity.IdentityPolicy;
import io.enishi.identity.RuleBasedResolver;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import io.enishi.scoring.ScoreModel;
import io.enishi.testkit.ManualTime;
import io.enishi.testkit.RecordingChannel;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Somebody known from the store opens an account: score, segments and the welcome scenario of the shop that ships, all at once. */
class OnePersonTest {

    private static final Instant APRIL = Instant.parse("2026-04-01T01:00:00Z");
    private static final Identifier CARD = Identifier.of(Scheme.POS_CARD, "2811");
    private static final Identifier SCANNED_CARD = Identifier.verified(Scheme.POS_CARD, "2811");
    private static final Identifier MEMBER = Identifier.member("M1");
    private static final Identifier MAIL = Identifier.email("hanako@mail.jp");

    private final ManualTime time = ManualTime.startingAt(APRIL);
    private final RecordingChannel mail = RecordingChannel.mail();
    private CustomerStore store = new InMemoryCustomerStore();
    /** The state of the fold that published last. */
    private String state = "";

    private int nextEvent;

    // ------------------------------------------------------------------ stories

    @Test
    void aStoreVipWhoOpensAnAccountGetsNoNewcomersFlow() throws IOException {
        try (Crm crm = shop()) {
            buysInTheStore(crm, CARD);
            signsUp(crm);
            pass(Duration.ofMinutes(10));
            crm.runDue();
            assertThat(crm.commands(Status.PENDING, null, 9)).hasSize(1); // "hello" is decided and has not left

            scansTheCardInTheApp(crm);

            assertThat(crm.commands(Status.REVOKED, null, 9)).hasSize(1);
            CustomerCard hanako = card(crm, MEMBER);
            assertThat(hanako.id()).isEqualTo(card(crm, CARD).id());
            assertThat(hanako.segments()).contains("vip");
            assertThat(hanako.journeys())
                    .singleElement()
                    .satisfies(run -> assertThat(run.end()).isEqualTo(new End(End.Kind.EXIT, "customer-already")));
            pass(Duration.ofDays(365));
            crm.advanceTo(time.instant());
            assertThat(mail.messages()).isEmpty();
            assertThat(crm.identity(hanako.id()).links())
                    .extracting(Link::rule, Link::reason)
                    .containsExactly(org.assertj.core.api.Assertions.tuple(
                            "strong:pos-card", "same verified pos-card; names cannot be compared"));
            assertThat(crm.verify().differences()).isEmpty();
        }
    }

    @Test
    void withoutTheLinkTheSamePersonWouldHaveBeenWelcomed() throws IOException {
        try (Crm crm = shop()) {
            buysInTheStore(crm, CARD);
            signsUp(crm);
            pass(Duration.ofDays(1));
            crm.advanceTo(time.instant());
            assertThat(mail.messages()).hasSize(1);
        }
    }

    @Test
    void aLinkGivesTheTimelineScoreAndSegmentsOfTheUnion() throws IOException {
        CustomerCard linked;
        List<EventId> linkedTimeline;
        try (Crm crm = shop()) {
            buysInTheStore(crm, CARD);
            visitsTheSite(crm, MEMBER);
            assertThat(card(crm, MEMBER).metrics()).isNotEqualTo(card(crm, CARD).metrics());
            scansTheCardInTheApp(crm);
            linked = card(crm, CARD);
            linkedTimeline = ids(crm.timeline(linked.id()));
        }
        nextEvent = 0;
        try (Crm crm = shop()) {
            buysInTheStore(crm, MEMBER); // as if all had always been one account
            visitsTheSite(crm, MEMBER);
            scansTheCardInTheApp(crm);
            CustomerCard always = card(crm, MEMBER);
            assertThat(linkedTimeline).isEqualTo(ids(crm.timeline(always.id())));
            assertThat(linked.metrics()).isEqualTo(always.metrics());
            assertThat(linked.segments()).isEqualTo(always.segments());
            assertThat(linked.purchases()).isEqualTo(always.purchases());
        }
    }

    @Test
    void anUndoneMergeLeavesEveryFoldByteForByteAsIfNeverMerged() throws IOException {
        Map<CustomerId, String> never;
        try (Crm crm = shop()) {
            buysInTheStore(crm, CARD);
            visitsTheSite(crm, MEMBER);
            touch(crm);
            never = states(crm);
            assertThat(never).hasSize(2);
        }
        nextEvent = 0;
        try (Crm crm = shop()) {
            buysInTheStore(crm, CARD);
            visitsTheSite(crm, MEMBER);
            OriginId counter = card(crm, CARD).origins().get(0);
            OriginId site = card(crm, MEMBER).origins().get(0);
            CustomerCard before = card(crm, MEMBER);

            crm.merge(counter, site, "staff", "showed both at the counter");
            assertThat(card(crm, MEMBER).metrics()).isNotEqualTo(before.metrics());
            assertThat(card(crm, MEMBER).origins()).hasSize(2);

            crm.withdraw(counter, site, "staff", "it was her sister");
            assertThat(card(crm, MEMBER).metrics()).isEqualTo(before.metrics());
            assertThat(card(crm, MEMBER).segments()).isEqualTo(before.segments());
            touch(crm);
            assertThat(states(crm)).isEqualTo(never);
            assertThat(crm.verify().differences()).isEmpty();
            assertThat(crm.recompute().foldDifferences()).isEmpty();
        }
    }

    // ------------------------------------------------------------------ what happens

    private void buysInTheStore(Crm crm, Identifier who) {
        for (int i = 0; i < 3; i++) {
            Order order = Order.ofTotal("pos-" + i, "store:ginza", Money.yen(90_000 + i));
            happens(
                    crm,
                    "pos",
                    List.of(who),
                    APRIL.minus(Duration.ofDays(40 - 10L * i)),
                    new EventBody.OrderPlaced(order));
        }
    }

    private void visitsTheSite(Crm crm, Identifier who) {
        happens(crm, "ec", List.of(who), APRIL.minus(Duration.ofDays(9)), new EventBody.Registered("web"));
        Order order = Order.ofTotal("ec-1", "ec", Money.yen(4_800));
        happens(crm, "ec", List.of(who), APRIL.minus(Duration.ofDays(8)), new EventBody.OrderPlaced(order));
    }

    private void signsUp(Crm crm) {
        happens(crm, "ec", List.of(MEMBER, MAIL), time.instant(), new EventBody.Registered("web"));
        crm.consent(ConsentStatement.granted(
                new JapaneseAddressNormaliser().matchKey(MAIL).orElseThrow(),
                "newsletter",
                "mail",
                time.instant(),
                "form",
                "v1"));
    }

    private void scansTheCardInTheApp(Crm crm) {
        happens(crm, "app", List.of(MEMBER, SCANNED_CARD), time.instant(), new EventBody.StoreVisited("ginza"));
    }

    /** Lets both customers be written once more. */
    private void touch(Crm crm) {
        for (Identifier who : List.of(CARD, MEMBER)) {
            happens(crm, "pos", List.of(who), time.instant(), new EventBody.StoreVisited("ginza"));
        }
    }

    private void happens(Crm crm, String source, List<Identifier> who, Instant at, EventBody body) {
        crm.accept(CustomerEvent.of(source, EventId.of(++nextEvent), who, at, body));
    }

    private void pass(Duration span) {
        time.advance(span);
    }

    // ------------------------------------------------------------------ the shop

    private Crm shop() throws IOException {
        store = new InMemoryCustomerStore();
        return open();
    }

    private Crm open() throws IOException {
        Scenario welcome = Scenario.parse(Files.readString(Path.of("scenarios/06-welcome.yaml")));
        ScoreModel engagement = ScoreModel.parse(Files.readString(Path.of("rules/shop/engagement.yaml")));
        List<Segment> segments = SegmentSpelling.parseAll(Files.readString(Path.of("rules/shop/segments.yaml")));
        ScenarioContext context = ScenarioContext.standard()
                .withChannels(List.of(mail))
                .withSegments(segments.stream().map(Segment::name).toList())
                .withMetrics(List.copyOf(engagement.fold().publishes()));
        CrmBuilder crm = Crm.builder("shop")
                .clock(time)
                .zone(ZoneId.of("Asia/Tokyo"))
                .store(store)
                .fold(watched(engagement.fold()))
                .segments(segments)
                .channel(mail)
                .identity(RuleBasedResolver.of(IdentityPolicy.standard()));
        CompiledScenario.compileAll(List.of(welcome), context).forEach(crm::journey);
        return crm.build();
    }

    /** The fold, telling of the state whenever it publishes. */
    private <S> Fold<S> watched(Fold<S> fold) {
        @SuppressWarnings("unchecked")
        Fold<S> watched = (Fold<S>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Fold.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("metrics")) {
                        @SuppressWarnings("unchecked")
                        S published = (S) arguments[0];
                        state = HexFormat.of().formatHex(fold.encode(published));
                    }
                    try {
                        return method.invoke(fold, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return watched;
    }

    /** What another program over the same store comes to, customer by customer. */
    private Map<CustomerId, String> states(Crm crm) throws IOException {
        Map<CustomerId, String> states = new TreeMap<>();
        for (CustomerId id : crm.customers(10)) {
            try (Crm other = open()) {
                assertThat(other.customer(id)).isPresent();
            }
            states.put(id, state);
        }
        return states;
    }

    private static CustomerCard card(Crm crm, Identifier who) {
        return crm.customer(crm.find(who).orElseThrow()).orElseThrow();
    }

    private static List<EventId> ids(List<CustomerEvent> timeline) {
        return timeline.stream().map(CustomerEvent::id).toList();
    }
}
