package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A person in a {@link ScenarioHarness}: what they do, what we know of them, and what they got. */
public final class Someone {

    private static final String SOURCE = "shop";

    private final ScenarioHarness shop;
    private final String name;
    private final List<Identifier> identifiers;
    private final Map<String, Identifier> addresses;
    /** What their events arrive with. */
    private List<Identifier> shown;

    private final Map<String, Order> orders = new HashMap<>();
    private @Nullable OriginId origin;

    Someone(ScenarioHarness shop, String name, int number) {
        this.shop = shop;
        this.name = name;
        Identifier member = Identifier.member(name);
        Identifier mail = Identifier.verified(Scheme.EMAIL, name + "@example.jp");
        Identifier line = Identifier.of(Scheme.line("harness"), "U" + name);
        Identifier phone = Identifier.phone(String.format("090%08d", 10_000_000 + number));
        Identifier app = Identifier.of(Scheme.APP, "app-" + name);
        Identifier card = Identifier.of(Scheme.POS_CARD, "card-" + name);
        this.shown = List.of(member, mail, line, phone, app);
        this.identifiers = List.of(member, mail, line, phone, app, card);
        this.addresses = new LinkedHashMap<>();
        identifiers.forEach(each -> addresses.put(each.scheme().family(), each));
    }

    /**
     * From now on, what they do arrives with identifiers of these families only, such as {@code pos-card}: the shop does not know
     * the others, or not that they belong together. Unless said, everything but the card is known.
     */
    public Someone comesWith(String... families) {
        List<Identifier> known = new ArrayList<>();
        for (String family : families) {
            Identifier identifier = addresses.get(family);
            if (identifier == null) {
                throw new IllegalArgumentException("nobody in the harness has an identifier of family " + family);
            }
            known.add(identifier);
        }
        shown = List.copyOf(known);
        return this;
    }

    // ------------------------------------------------------------------ what they do, now

    /** Something happens to them now. */
    public AcceptOutcome does(EventBody body) {
        return did(body, shop.now());
    }

    /** Something happened to them at a local time, and we hear of it now. */
    public AcceptOutcome did(EventBody body, String localTime) {
        return did(body, shop.instant(localTime));
    }

    private AcceptOutcome did(EventBody body, Instant at) {
        CustomerEvent event = new CustomerEvent(SOURCE, shop.nextEventId(), shown, at, shop.now(), null, body);
        AcceptOutcome outcome = shop.crm().accept(event);
        if (outcome instanceof AcceptOutcome.Refused refused) {
            throw new AssertionError("the event was refused: " + refused.reasons());
        }
        if (origin == null) {
            origin = id().origin(); // before anybody can have merged them
        }
        shop.advanceTo(shop.now());
        return outcome;
    }

    /** Registers as a member. */
    public void registers() {
        does(new EventBody.Registered("web"));
    }

    /** Places an order of which only the total in yen matters. */
    public void orders(String orderId, long yen) {
        orders(Order.ofTotal(orderId, "ec", Money.yen(yen)));
    }

    /** Orders one piece of a product. */
    public void orders(String orderId, String product, String category, long yen) {
        orders(Order.of(orderId, "ec", List.of(OrderLine.of(product, category, 1, Money.yen(yen)))));
    }

    /** Places an order. */
    public void orders(Order order) {
        orders.put(order.orderId(), order);
        does(new EventBody.OrderPlaced(order));
    }

    /** The parcel of an order leaves. */
    public void isShipped(String orderId) {
        does(new EventBody.OrderShipped(orderId, lines(orderId)));
    }

    /** The parcel of an order arrives. */
    public void receives(String orderId) {
        does(new EventBody.OrderDelivered(orderId, lines(orderId)));
    }

    public void cancels(String orderId) {
        does(new EventBody.OrderCancelled(orderId, total(orderId), ""));
    }

    /** Sends everything of an order back. */
    public void returns(String orderId) {
        does(new EventBody.OrderRefunded(orderId, total(orderId), lines(orderId)));
    }

    public void views(String product) {
        does(new EventBody.ProductViewed(product, ""));
    }

    public void reviews(String product, int rating) {
        does(new EventBody.ReviewPosted(product, rating, List.of(), 0));
    }

    public void complains(String caseId) {
        does(new EventBody.ComplaintReceived(caseId, "mail", List.of(), -50));
    }

    public void isReconciled(String caseId) {
        does(new EventBody.CaseResolved(caseId, 0));
    }

    /** Redeems the coupon of the latest message of a step. */
    public void redeemsCouponOf(String step) {
        Channel.IssuedCoupon coupon = latest(step).coupon();
        if (coupon == null) {
            throw new AssertionError("the message of \"" + step + "\" had no coupon");
        }
        does(new EventBody.CouponRedeemed(coupon.code(), coupon.campaign(), ""));
    }

    /** States a day in the profile, such as {@code birth-date}. */
    public void states(String attribute, LocalDate day) {
        does(new EventBody.ProfileChanged(Map.of(attribute, AttributeValue.of(day))));
    }

    /** States a text in the profile, such as {@code zone}. */
    public void states(String attribute, String text) {
        does(new EventBody.ProfileChanged(Map.of(attribute, AttributeValue.of(text))));
    }

    /** Follows a link in the latest message of a step. */
    public void taps(String step) {
        reacts(MessageStep.TAPPED, step);
    }

    /** Answers the latest message of a step. */
    public void replies(String step) {
        reacts(MessageStep.REPLIED, step);
    }

    /** Opens the latest message of a step. */
    public void opens(String step) {
        reacts(MessageStep.OPENED, step);
    }

    private void reacts(MessageStep reaction, String step) {
        Channel.Message message = latest(step);
        does(new EventBody.MessageEvent(
                reaction,
                message.key().toString(),
                channelOf(message),
                message.key().journey(),
                message.content(),
                ""));
    }

    // ------------------------------------------------------------------ what they allow

    /** Agrees to a purpose on a channel. */
    public void agrees(String purpose, String channel) {
        shop.crm().consent(ConsentStatement.granted(address(channel), purpose, channel, shop.now(), "web-form", "v1"));
    }

    /** Refuses a purpose on a channel. */
    public void refuses(String purpose, String channel) {
        shop.crm().consent(ConsentStatement.refused(address(channel), purpose, channel, shop.now(), "one-click"));
    }

    /** Blocks our account on a channel. */
    public void blocks(String channel) {
        does(new EventBody.ChannelBlocked(channel));
    }

    /** Takes the block back. */
    public void unblocks(String channel) {
        does(new EventBody.ChannelUnblocked(channel));
    }

    private MatchKey address(String channel) {
        for (String family : shop.channel(channel).capabilities().addressFamilies()) {
            Identifier address = addresses.get(family);
            if (address != null) {
                return new JapaneseAddressNormaliser().matchKey(address).orElseThrow();
            }
        }
        throw new IllegalArgumentException("nobody in the harness has an address for channel " + channel);
    }

    // ------------------------------------------------------------------ who they are

    public CustomerId id() {
        return shop.crm()
                .find(shown.get(0))
                .orElseThrow(() -> new AssertionError(name + " is not known yet: nothing happened to them"));
    }

    /** The origin under which their events are stored, whoever they are merged with. */
    OriginId origin() {
        OriginId known = origin;
        if (known == null) {
            throw new AssertionError(name + " is not known yet: nothing happened to them");
        }
        return known;
    }

    /** Why they are in a scenario or not, with every rule's value now. */
    public Explanation whyData(String scenario) {
        return shop.crm().why(id(), scenario);
    }

    /** Why they are in a scenario or not, as text. */
    public String why(String scenario) {
        return shop.crm().why(id(), scenario).toText();
    }

    // ------------------------------------------------------------------ what they got

    /** Everything they got, in order of sending. */
    public List<Channel.Message> messages() {
        List<Channel.Message> got = new ArrayList<>();
        for (RecordingChannel channel : shop.channels()) {
            for (Channel.Message message : channel.messages()) {
                if (identifiers.contains(message.to())) {
                    got.add(message);
                }
            }
        }
        got.sort(Comparator.comparing((Channel.Message message) -> Objects.requireNonNull(shop.sentAt(message)))
                .thenComparing(Channel.Message::key));
        return got;
    }

    /** That a message of a step arrived; of several, the checks that follow are about the latest. */
    public SentMessage assertSent(String step) {
        Channel.Message message = latest(step);
        return new SentMessage(shop, message, channelOf(message));
    }

    /**
     * That no message of a step arrived (so far); {@link NotSent#because} goes on with the reason.
     *
     * @throws IllegalArgumentException if no scenario has a step of that name
     */
    public NotSent assertNotSent(String step) {
        List<String> scenarios = shop.scenariosWith(step);
        if (sentSteps().contains(step)) {
            throw new AssertionError(name + " got a message of step \"" + step + "\" at "
                    + shop.local(Objects.requireNonNull(shop.sentAt(latest(step)))) + ", of all " + sentSteps()
                    + "\n" + Reasons.of(this, shop, scenarios, step).toText());
        }
        return new NotSent(name, step, () -> Reasons.of(this, shop, scenarios, step));
    }

    public void assertNothingSent() {
        assertThat(sentSteps())
                .as(() -> "steps whose messages " + name + " got")
                .isEmpty();
    }

    /** That exactly the messages of these steps arrived, in this order. */
    public void assertSentExactly(String... steps) {
        assertThat(sentSteps())
                .as(() -> "steps whose messages " + name + " got")
                .containsExactly(steps);
    }

    /** That the host was asked for an effect of a kind by a step: {@code task}, {@code points}, ... */
    public Effect assertAsked(String step) {
        return shop.handled().stream()
                .filter(each -> stepOf(each.key().visit()).equals(step)
                        && each.key().origin().equals(origin()))
                .map(ScenarioHarness.Handled::effect)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("the host was not asked for \"" + step + "\", only for " + shop.handled()));
    }

    /** That they are in a scenario now. */
    public void assertIn(String scenario) {
        if (runs(scenario).stream().noneMatch(InstanceSummary::isRunning)) {
            throw new AssertionError(name + " is not in " + scenario + "\n" + why(scenario));
        }
    }

    /** That they were never in a scenario. */
    public void assertNeverIn(String scenario) {
        if (!runs(scenario).isEmpty()) {
            throw new AssertionError(name + " was in " + scenario + "\n" + why(scenario));
        }
    }

    /** That their latest run of a scenario ended so, for a reason that contains {@code reason}. */
    public void assertEnded(String scenario, End.Kind kind, String reason) {
        List<InstanceSummary> runs = runs(scenario);
        if (runs.isEmpty()) {
            throw new AssertionError(name + " was never in " + scenario + "\n" + why(scenario));
        }
        End end = runs.get(runs.size() - 1).end();
        if (end == null) {
            throw new AssertionError("the latest run of " + scenario + " goes on");
        }
        assertThat(end.kind())
                .as(() -> "how the latest run of " + scenario + " ended: " + end)
                .isEqualTo(kind);
        assertThat(end.reason()).contains(reason);
    }

    /** How often they entered a scenario. */
    public int entries(String scenario) {
        return runs(scenario).size();
    }

    private List<InstanceSummary> runs(String scenario) {
        whyData(scenario); // refuses a name that no scenario has
        return shop.crm().customer(id()).orElseThrow().journeys().stream()
                .filter(run -> run.key().journey().equals(scenario))
                .toList();
    }

    private List<String> sentSteps() {
        return messages().stream().map(message -> stepOf(message.key().visit())).toList();
    }

    private Channel.Message latest(String step) {
        List<Channel.Message> all = messages();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (stepOf(all.get(i).key().visit()).equals(step)) {
                return all.get(i);
            }
        }
        List<String> scenarios = shop.scenariosWith(step);
        throw new AssertionError(name + " got no message of step \"" + step + "\", only of " + sentSteps() + "\n"
                + Reasons.of(this, shop, scenarios, step).toText());
    }

    private String channelOf(Channel.Message message) {
        for (RecordingChannel channel : shop.channels()) {
            if (channel.messages().contains(message)) {
                return channel.name();
            }
        }
        throw new IllegalStateException("the message is in no channel");
    }

    boolean isKnown() {
        return origin != null;
    }

    static String stepOf(String visit) {
        return visit.substring(0, visit.lastIndexOf('.'));
    }

    private List<OrderLine> lines(String orderId) {
        return order(orderId).lines();
    }

    private Money total(String orderId) {
        return order(orderId).goodsTotal();
    }

    private Order order(String orderId) {
        Order order = orders.get(orderId);
        if (order == null) {
            throw new IllegalArgumentException(name + " placed no order " + orderId);
        }
        return order;
    }

    @Override
    public String toString() {
        return name;
    }
}
