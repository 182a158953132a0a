package io.enishi.testkit.simulation;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Order;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** What people do and hosts ask for, each drawn when its turn comes; with what was told, to be told again. */
final class Errands {

    private static final int PEOPLE = 4;
    private static final JapaneseAddressNormaliser NORMALISER = new JapaneseAddressNormaliser();

    private final World world;
    private final List<CustomerEvent> told = new ArrayList<>();
    private final List<ShopEvent> shopEvents = new ArrayList<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> rolledBack = new HashSet<>();
    private long nextEvent = 1;

    Errands(World world) {
        this.world = world;
    }

    /** Names of events that somebody was told are taken in. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Names of events whose transaction was rolled back. */
    Set<String> rolledBack() {
        return rolledBack;
    }

    /** What a worker is given to do when it is told to do such a thing. */
    Errand next(Step.Deed deed, SplittableRandom chance) {
        return switch (deed) {
            case VIEW -> accept(event(chance, new EventBody.ProductViewed("tea", "")));
            case ORDER -> accept(event(chance, order(chance)));
            case CANCEL -> cancel(chance);
            case SAY ->
                accept(event(
                        chance,
                        new EventBody.ProfileChanged(
                                Map.of("favourite", AttributeValue.of("tea-" + chance.nextInt(3))))));
            case REACT -> react(chance);
            case BLOCK ->
                accept(event(
                        chance,
                        chance.nextInt(3) == 0
                                ? new EventBody.ChannelBlocked(SimulatedShop.MAIL)
                                : new EventBody.ChannelUnblocked(SimulatedShop.MAIL)));
            case BATCH -> batch(chance);
            case AGAIN -> again(chance);
            case COPY -> copy(chance);
            case ORDER_IN_TRANSACTION -> orderInTransaction(chance);
            case DRAIN -> Errand.once("drain", worker -> worker.crm().drain());
            case DUE, CLOCK, CRASH ->
                Errand.once("run what is due", worker -> worker.crm().runDue());
            case DELIVER -> deliver(1 + chance.nextInt(4));
            case GRANT -> consent(chance, true);
            case REFUSE -> consent(chance, false);
            case JUDGE -> world.weather().judgements() ? judge(chance) : deliver(1);
            case SUPPRESS -> world.weather().suppressions() ? suppress(chance) : deliver(1);
            case RESTRICT -> world.weather().suppressions() ? restrict(chance) : deliver(1);
            case ERASE -> world.weather().erasures() ? erase(chance) : deliver(1);
            case FAVOUR -> world.weather().news() ? accept(event(chance, favour(chance))) : deliver(1);
            case RESTOCK -> world.weather().news() ? shopEvent(chance) : deliver(1);
            case FAN_OUT ->
                world.weather().news()
                        ? Errand.once("fan out", worker -> worker.crm().fanOut())
                        : deliver(1);
            case PUT_BACK -> putBack();
            case LOOK -> look(chance);
        };
    }

    private Errand deliver(int most) {
        return Errand.once("deliver " + most, worker -> worker.crm().deliver(most));
    }

    // ---------------------------------------------------------------- people

    private static Identifier mail(int person) {
        return Identifier.email("p" + person + "@example.jp");
    }

    private static Identifier card(int person) {
        return Identifier.of(Scheme.POS_CARD, "card-" + person);
    }

    private static Identifier member(int person) {
        return Identifier.member("m-" + person);
    }

    private static Identifier cookie(int person) {
        return Identifier.of(Scheme.COOKIE, "cookie-" + person);
    }

    static MatchKey keyOf(Identifier identifier) {
        return NORMALISER
                .matchKey(identifier)
                .orElseThrow(() -> new IllegalStateException("the simulation uses identifiers that can be matched"));
    }

    private static List<Identifier> identifiers(SplittableRandom chance, int person) {
        int die = chance.nextInt(100);
        if (die < 55) {
            return List.of(mail(person));
        } else if (die < 70) {
            return List.of(card(person));
        } else if (die < 80) {
            return List.of(card(person), mail(person));
        } else if (die < 87) {
            return List.of(member(person), mail(person));
        } else if (die < 91) {
            return List.of(cookie(person));
        } else if (die < 97) {
            return List.of(mail(person), cookie(person));
        }
        return List.of(member(person), mail((person + 1) % PEOPLE)); // a family
    }

    private EventBody order(SplittableRandom chance) {
        return new EventBody.OrderPlaced(Order.ofTotal("o-" + nextEvent, "ec", Money.yen(100 + chance.nextInt(5_000))));
    }

    private CustomerEvent event(SplittableRandom chance, EventBody body) {
        return event(chance, body, identifiers(chance, chance.nextInt(PEOPLE)));
    }

    private CustomerEvent event(SplittableRandom chance, EventBody body, List<Identifier> who) {
        Instant at = world.now();
        int die = world.weather().lateness() ? chance.nextInt(100) : 100;
        if (die < 15) {
            at = at.minusSeconds(chance.nextInt(90 * 60));
        } else if (die < 25) {
            at = at.plusSeconds(chance.nextInt(20 * 60));
        }
        CustomerEvent event = new CustomerEvent("web", EventId.of(nextEvent++), who, at, world.now(), null, body);
        told.add(event);
        return event;
    }

    private static String text(CustomerEvent event) {
        return event.type() + " " + event.id().low() + " of "
                + event.identifiers().stream().map(Errands::text).toList() + " at " + event.occurredAt();
    }

    /** In full: nobody here is real. */
    private static String text(Identifier identifier) {
        return identifier.scheme() + ":" + identifier.value();
    }

    private Errand accept(CustomerEvent event) {
        return Errand.untilDone(
                text(event), worker -> acknowledge(event, worker.crm().accept(event)));
    }

    private void acknowledge(CustomerEvent event, AcceptOutcome outcome) {
        world.count("accepted", 1);
        if (outcome instanceof AcceptOutcome.Refused refused) {
            boolean known =
                    world.weather().erasures() && refused.reasons().get(0).contains("erased");
            if (!known) {
                world.wrong("nothing is refused but what was erased", text(event) + ": " + refused.reasons());
            }
        } else {
            acknowledged.add(Laws.nameOf(event));
        }
    }

    private Errand batch(SplittableRandom chance) {
        List<CustomerEvent> events = new ArrayList<>();
        int size = 2 + chance.nextInt(3);
        for (int i = 0; i < size; i++) {
            events.add(event(chance, chance.nextBoolean() ? order(chance) : new EventBody.ProductViewed("tea", "")));
        }
        return Errand.untilDone("together " + events.stream().map(Errands::text).toList(), worker -> {
            List<AcceptOutcome> outcomes = worker.crm().acceptAll(events);
            for (int i = 0; i < size; i++) {
                acknowledge(events.get(i), outcomes.get(i));
            }
        });
    }

    private Errand cancel(SplittableRandom chance) {
        for (int i = told.size() - 1; i >= 0; i--) {
            if (told.get(i).body() instanceof EventBody.OrderPlaced placed && chance.nextInt(3) == 0) {
                Order order = placed.order();
                return accept(event(
                        chance,
                        new EventBody.OrderCancelled(order.orderId(), order.goodsTotal(), ""),
                        told.get(i).identifiers()));
            }
        }
        return deliver(1);
    }

    /** Somebody follows a link, or the server tells what became of a message: with their own identifiers or with none that we know. */
    private Errand react(SplittableRandom chance) {
        List<Channel.Message> messages = world.server().messages();
        if (messages.isEmpty()) {
            return deliver(1);
        }
        Channel.Message message = messages.get(chance.nextInt(messages.size()));
        MessageStep what = chance.nextBoolean() ? MessageStep.TAPPED : MessageStep.DELIVERED;
        Identifier who = chance.nextInt(5) == 0 ? mail(chance.nextInt(PEOPLE)) : message.to();
        EventBody body = new EventBody.MessageEvent(
                what,
                message.key().toString(),
                SimulatedShop.MAIL,
                message.key().journey(),
                message.content(),
                "");
        return accept(event(chance, body, List.of(who)));
    }

    /** The host asks again for what it was not told is done; else something is told twice. */
    private Errand again(SplittableRandom chance) {
        Errand first = world.unfinished();
        if (first != null) {
            return first;
        }
        return told.isEmpty() ? deliver(1) : accept(told.get(chance.nextInt(told.size())));
    }

    private Errand copy(SplittableRandom chance) {
        if (world.weather().copies() && !told.isEmpty()) {
            CustomerEvent one = told.get(chance.nextInt(told.size()));
            if (one.body() instanceof EventBody.OrderPlaced placed) {
                Order other = Order.ofTotal(placed.order().orderId(), "ec", Money.yen(50 + chance.nextInt(100)));
                return accept(new CustomerEvent(
                        one.source(),
                        one.id(),
                        one.identifiers(),
                        one.occurredAt(),
                        world.now(),
                        null,
                        new EventBody.OrderPlaced(other)));
            }
        }
        return again(chance);
    }

    /** The order and its event in the host's own transaction, which may be rolled back. */
    private Errand orderInTransaction(SplittableRandom chance) {
        CustomerEvent event = event(chance, order(chance));
        String name = Laws.nameOf(event);
        if (chance.nextInt(4) == 0) {
            told.remove(event);
            rolledBack.add(name);
            return Errand.once(
                    "an order that is rolled back: " + text(event), worker -> worker.point("before the rollback"));
        }
        told.remove(event);
        return Errand.untilDone("in a transaction: " + text(event), worker -> {
            worker.point("before the host's transaction");
            world.store().queueInTransaction(name, event);
            worker.point("after the host's transaction");
        });
    }

    private Errand consent(SplittableRandom chance, boolean grant) {
        int person = chance.nextInt(PEOPLE);
        Instant at = world.weather().lateness() && chance.nextInt(5) == 0
                ? world.now().minusSeconds(chance.nextInt(3_600))
                : world.now();
        MatchKey address = keyOf(mail(person));
        ConsentStatement statement = grant
                ? ConsentStatement.granted(address, SimulatedShop.PURPOSE, SimulatedShop.MAIL, at, "web-form", "v1")
                : ConsentStatement.refused(address, SimulatedShop.PURPOSE, SimulatedShop.MAIL, at, "one-click");
        return Errand.untilDone(
                "p" + person + (grant ? " agrees" : " refuses") + " at " + at,
                worker -> worker.crm().consent(statement));
    }

    private Errand judge(SplittableRandom chance) {
        int person = chance.nextInt(PEOPLE);
        int other = chance.nextInt(PEOPLE);
        Identifier one = mail(person);
        Identifier two = person == other ? card(person) : mail(other);
        int die = chance.nextInt(10);
        String what = die < 5 ? "merge" : die < 8 ? "unmerge" : "withdraw";
        String reason = "number " + nextEvent++;
        return Errand.untilDone(what + " " + text(one) + " and " + text(two), worker -> {
            Crm crm = worker.crm();
            Optional<OriginId> left = crm.originOf(one);
            Optional<OriginId> right = crm.originOf(two);
            if (left.isEmpty() || right.isEmpty() || left.equals(right)) {
                return;
            }
            unlessGone(() -> {
                switch (what) {
                    case "merge" -> crm.merge(left.get(), right.get(), "clerk", reason);
                    case "unmerge" -> crm.unmerge(left.get(), right.get(), "clerk", reason);
                    default -> crm.withdraw(left.get(), right.get(), "clerk", reason);
                }
                world.count("judged", 1);
            });
        });
    }

    /** Whoever it is about may be erased by somebody else meanwhile. */
    private void unlessGone(Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException gone) {
            String message = String.valueOf(gone.getMessage());
            if (!world.weather().erasures() || !message.startsWith("no such")) {
                throw gone;
            }
        }
    }

    private Errand suppress(SplittableRandom chance) {
        int person = chance.nextInt(PEOPLE);
        return Errand.untilDone("p" + person + " is suppressed", worker -> {
            worker.suppresses(keyOf(mail(person)));
            worker.crm().suppress(mail(person));
        });
    }

    private Errand about(String what, SplittableRandom chance, BiConsumer<Crm, CustomerId> work) {
        int person = chance.nextInt(PEOPLE);
        return Errand.untilDone(what + " p" + person, worker -> {
            Crm crm = worker.crm();
            crm.find(mail(person)).ifPresent(id -> unlessGone(() -> work.accept(crm, id)));
        });
    }

    private Errand restrict(SplittableRandom chance) {
        boolean stop = chance.nextInt(3) > 0;
        return about(
                stop ? "restrict" : "no longer restrict", chance, (crm, id) -> crm.restrict(id, stop, "asked for"));
    }

    private Errand erase(SplittableRandom chance) {
        return about("erase", chance, (crm, id) -> {
            crm.erase(id, "asked for");
            world.count("erased", 1);
        });
    }

    private Errand putBack() {
        return Errand.once("put a dead letter back", worker -> {
            Crm crm = worker.crm();
            List<StoredCommand> dead = crm.deadLetters(1);
            if (!dead.isEmpty()) {
                try {
                    crm.retry(dead.get(0).key());
                } catch (IllegalArgumentException somebodyElseDid) {
                    world.count("put back by somebody else", 1);
                }
            }
        });
    }

    // ---------------------------------------------------------------- the shop's news

    private static String product(SplittableRandom chance) {
        return chance.nextBoolean() ? "tea" : "ink";
    }

    private static EventBody favour(SplittableRandom chance) {
        return chance.nextInt(5) == 0
                ? new EventBody.ProductUnfavourited(product(chance))
                : new EventBody.ProductFavourited(product(chance), "");
    }

    /** Something is there again or new; or it is told twice. */
    private Errand shopEvent(SplittableRandom chance) {
        ShopEvent event = shopEvents.isEmpty() || chance.nextInt(4) > 0
                ? freshShopEvent(chance)
                : shopEvents.get(chance.nextInt(shopEvents.size()));
        return Errand.untilDone(
                "the shop's " + event.body().type() + " " + event.id().low() + " of "
                        + event.body().product() + " at " + event.occurredAt(),
                worker -> {
                    worker.crm().accept(event);
                    world.count("shop events", 1);
                });
    }

    private ShopEvent freshShopEvent(SplittableRandom chance) {
        Instant at = world.now();
        if (world.weather().lateness() && chance.nextInt(4) == 0) {
            at = at.plusSeconds(chance.nextInt(40 * 60) - 20 * 60L);
        }
        ShopEvent.Body body = chance.nextInt(3) > 0
                ? new ShopEvent.Restocked(product(chance), 1 + chance.nextInt(5))
                : new ShopEvent.ProductLaunched(product(chance), at);
        ShopEvent event = new ShopEvent(News.SOURCE, EventId.of(nextEvent++), at, body);
        shopEvents.add(event);
        return event;
    }

    private Errand look(SplittableRandom chance) {
        int person = chance.nextInt(PEOPLE);
        return Errand.once("look at p" + person, worker -> {
            Crm crm = worker.crm();
            Optional<CustomerCard> card = crm.find(mail(person)).flatMap(crm::customer);
            world.count("cards", card.isPresent() ? 1 : 0);
            crm.segment("warm", 10);
        });
    }
}
