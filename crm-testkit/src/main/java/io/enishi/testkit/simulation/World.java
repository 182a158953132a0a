package io.enishi.testkit.simulation;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Order;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.StoreFailure;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One simulated shop from its first step to its last: the workers, the store they share, what people do, and what is written down. */
final class World implements AutoCloseable {

    static final int WORKERS = 3;
    /** For how long a claim keeps other workers away. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int PEOPLE = 4;
    private static final JapaneseAddressNormaliser NORMALISER = new JapaneseAddressNormaliser();

    private final Weather weather;
    private final Laws laws = new Laws(this);
    private final SharedStore store;
    private final MailServer server = new MailServer(this);
    private final List<Worker> workers = new ArrayList<>();
    private final Deque<Errand> unfinished = new ArrayDeque<>();
    private final List<CustomerEvent> told = new ArrayList<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> rolledBack = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Long> counted = new TreeMap<>();
    private Instant now = START;
    private int step;
    private long nextEvent = 1;
    private boolean calm;

    World(Weather weather, CustomerStore store) {
        this.weather = weather;
        this.store = new SharedStore(store, weather, this::now, laws);
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new Worker(this, i + 1));
        }
    }

    Instant now() {
        return now;
    }

    Weather weather() {
        return weather;
    }

    SharedStore store() {
        return store;
    }

    MailServer server() {
        return server;
    }

    Laws laws() {
        return laws;
    }

    /** Whether troubles are over: then nothing is interrupted, fails or dies. */
    boolean isCalm() {
        return calm;
    }

    List<String> story() {
        return story;
    }

    List<String> wrong() {
        return wrong;
    }

    Map<String, Long> counted() {
        return counted;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    Set<String> rolledBack() {
        return rolledBack;
    }

    // ---------------------------------------------------------------- what is written down

    void tell(Worker worker, String what) {
        story.add("     " + worker.name() + " " + what);
    }

    void wrong(String law, String what) {
        if (wrong.size() < 20) {
            wrong.add(law + ": " + what + " (step " + step + ")");
        }
    }

    void count(String what, long more) {
        counted.merge(what, more, Long::sum);
    }

    /** Operational figures of a worker: some of them tell of failures that the runtime steps over. */
    void counted(Worker worker, String meter, String label) {
        if (meter.endsWith(".failed")) {
            tell(worker, "counts " + meter + " " + label);
            if (!label.equals("Outage")) {
                wrong("nothing fails to decide", worker.name() + ": " + meter + " " + label);
            }
        } else if (meter.equals("commits.lost")) {
            count("commits lost", 1);
        }
    }

    /** A worker's errand came to its end. */
    void ended(Worker worker, Errand errand, @Nullable Throwable thrown) {
        if (thrown == null) {
            return;
        }
        if (thrown instanceof Worker.Died) {
            count("crashes at work", 1);
        } else if (!(thrown instanceof StoreFailure)) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            wrong("nothing is thrown but what a store throws", errand.text() + " on " + worker.name() + ": " + trace);
        }
        if (errand.mustSucceed()) {
            unfinished.add(errand);
        }
    }

    // ---------------------------------------------------------------- steps

    void perform(Step next) {
        step = next.number();
        now = now.plusMillis(next.advanceMillis());
        SplittableRandom chance = new SplittableRandom(next.seed());
        Worker worker = workers.get(next.worker());
        if (next.deed() == Step.Deed.CLOCK) {
            long most = weather.skew().toMillis();
            long ahead = most == 0 ? 0 : chance.nextLong(2 * most) - most;
            story.add(head(next) + worker.name() + " sets its clock " + ahead + " ms ahead");
            worker.setClock(Duration.ofMillis(ahead));
            return;
        }
        if (worker.isBusy()) {
            story.add(head(next)
                    + worker.name()
                    + (next.deed() == Step.Deed.CRASH ? " dies where it was interrupted" : " goes on"));
            if (next.deed() == Step.Deed.CRASH) {
                count("crashes", 1);
                worker.die();
            } else {
                worker.goOn();
            }
            return;
        }
        boolean dies = next.deed() == Step.Deed.CRASH;
        Step.Deed deed = next.deed();
        if (dies) {
            Step.Deed[] deeds = {
                Step.Deed.VIEW, Step.Deed.ORDER, Step.Deed.DUE, Step.Deed.DELIVER, Step.Deed.JUDGE, Step.Deed.DRAIN
            };
            deed = deeds[chance.nextInt(deeds.length)];
        }
        Errand errand = errand(deed, chance);
        story.add(head(next) + worker.name() + (dies ? " will die: " : ": ") + errand.text());
        if (dies) {
            count("crashes", 1);
        }
        worker.start(errand, chance, dies ? chance.nextInt(12) : -1);
        if (dies && !worker.isBusy() && !worker.diedLately()) {
            worker.die();
        }
    }

    private String head(Step next) {
        return String.format("%4d %s ", next.number(), now);
    }

    private Errand errand(Step.Deed deed, SplittableRandom chance) {
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
            case JUDGE -> weather.judgements() ? judge(chance) : deliver(1);
            case SUPPRESS -> weather.suppressions() ? suppress(chance) : deliver(1);
            case RESTRICT -> weather.suppressions() ? restrict(chance) : deliver(1);
            case ERASE -> weather.erasures() ? erase(chance) : deliver(1);
            case PUT_BACK -> putBack();
            case LOOK -> look(chance);
        };
    }

    private Errand deliver(int most) {
        return Errand.once("deliver " + most, worker -> worker.crm().deliver(most));
    }

    // ---------------------------------------------------------------- people and what they do

    static Identifier mail(int person) {
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

    MatchKey keyOf(Identifier identifier) {
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
        Instant at = now;
        int die = weather.lateness() ? chance.nextInt(100) : 100;
        if (die < 15) {
            at = at.minusSeconds(chance.nextInt(90 * 60));
        } else if (die < 25) {
            at = at.plusSeconds(chance.nextInt(20 * 60));
        }
        CustomerEvent event = new CustomerEvent("web", EventId.of(nextEvent++), who, at, now, null, body);
        told.add(event);
        return event;
    }

    private static String text(CustomerEvent event) {
        return event.type() + " " + event.id().low() + " of "
                + event.identifiers().stream().map(World::text).toList() + " at " + event.occurredAt();
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
        count("accepted", 1);
        if (outcome instanceof AcceptOutcome.Refused refused) {
            boolean known = weather.erasures() && refused.reasons().get(0).contains("erased");
            if (!known) {
                wrong("nothing is refused but what was erased", text(event) + ": " + refused.reasons());
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
        return Errand.untilDone("together " + events.stream().map(World::text).toList(), worker -> {
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
        List<Channel.Message> messages = server.messages();
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
        Errand first = unfinished.poll();
        if (first != null) {
            return first;
        }
        return told.isEmpty() ? deliver(1) : accept(told.get(chance.nextInt(told.size())));
    }

    private Errand copy(SplittableRandom chance) {
        if (weather.copies() && !told.isEmpty()) {
            CustomerEvent one = told.get(chance.nextInt(told.size()));
            if (one.body() instanceof EventBody.OrderPlaced placed) {
                Order other = Order.ofTotal(placed.order().orderId(), "ec", Money.yen(50 + chance.nextInt(100)));
                return accept(new CustomerEvent(
                        one.source(),
                        one.id(),
                        one.identifiers(),
                        one.occurredAt(),
                        now,
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
            store.queueInTransaction(name, event);
            worker.point("after the host's transaction");
        });
    }

    private Errand consent(SplittableRandom chance, boolean grant) {
        int person = chance.nextInt(PEOPLE);
        Instant at = weather.lateness() && chance.nextInt(5) == 0 ? now.minusSeconds(chance.nextInt(3_600)) : now;
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
                count("judged", 1);
            });
        });
    }

    /** Whoever it is about may be erased by somebody else meanwhile. */
    private void unlessGone(Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException gone) {
            String message = String.valueOf(gone.getMessage());
            if (!weather.erasures() || !message.startsWith("no such")) {
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
            count("erased", 1);
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
                    count("put back by somebody else", 1);
                }
            }
        });
    }

    private Errand look(SplittableRandom chance) {
        int person = chance.nextInt(PEOPLE);
        return Errand.once("look at p" + person, worker -> {
            Crm crm = worker.crm();
            Optional<CustomerCard> card = crm.find(mail(person)).flatMap(crm::customer);
            count("cards", card.isPresent() ? 1 : 0);
            crm.segment("warm", 10);
        });
    }

    // ---------------------------------------------------------------- the end

    /** Everybody comes to an end with what they were at, hosts ask again until everything is done, and time passes until nothing is open. */
    void settle() {
        step = 0;
        story.add("     the troubles are over");
        calm = true;
        for (Worker worker : workers) {
            worker.setClock(Duration.ZERO);
            while (worker.isBusy()) {
                worker.goOn();
            }
        }
        Worker worker = workers.get(0);
        for (int round = 0; round < 60 && wrong.isEmpty(); round++) {
            while (!unfinished.isEmpty() && wrong.isEmpty()) {
                run(worker, unfinished.remove());
            }
            run(worker, Errand.once("drain", one -> one.crm().drain()));
            run(worker, Errand.once("due", one -> one.crm().runDue()));
            run(worker, Errand.once("deliver", one -> one.crm().deliver()));
            now = now.plus(Duration.ofMinutes(round < 10 ? 10 : 120));
            worker = workers.get(round % WORKERS);
            if (round > 5
                    && store.commands(StoredCommand.Status.PENDING, null, 1).isEmpty()
                    && store.commands(StoredCommand.Status.DISPATCHED, null, 1).isEmpty()
                    && store.due(now.plus(Duration.ofDays(10)), 1).isEmpty()) {
                return;
            }
        }
        if (wrong.isEmpty()) {
            wrong(
                    "everything comes to rest",
                    "open: " + store.commands(StoredCommand.Status.PENDING, null, 10)
                            + store.commands(StoredCommand.Status.DISPATCHED, null, 10) + ", due: "
                            + store.due(now.plus(Duration.ofDays(10)), 10) + ", unfinished: " + unfinished);
        }
    }

    private static void run(Worker worker, Errand errand) {
        worker.start(errand, new SplittableRandom(1), -1);
        while (worker.isBusy()) {
            worker.goOn();
        }
    }

    /** A worker that was never there, for the look at the end. */
    Crm stranger() {
        Worker any = workers.get(0);
        return SimulatedShop.crm(
                weather,
                store,
                this::now,
                server.as(any),
                server.points(any),
                (meter, label, amount) -> counted(any, meter, label));
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
