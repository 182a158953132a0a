package io.enishi.core;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Conditions;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Command;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Decision.TraceLine;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Fold;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Journey;
import io.enishi.core.process.Outcome;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Definitions small enough to see through, to test the runtime without scoring or scenarios. */
final class Toys {

    static final Instant START = Instant.parse("2026-04-01T00:00:00Z");

    private Toys() {}

    /** Time that stands still until told. */
    static final class Clock implements InstantSource {
        Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }
    }

    static CustomerEvent event(String id, Identifier who, Instant at, EventBody body) {
        return CustomerEvent.of("ec", EventId.named(id), who, at, body);
    }

    static CustomerEvent registered(String id, Identifier who, Instant at) {
        return event(id, who, at, new EventBody.Registered("web"));
    }

    static CustomerEvent order(String id, Identifier who, Instant at, long yen) {
        return event(id, who, at, new EventBody.OrderPlaced(Order.ofTotal(id, "ec", Money.yen(yen))));
    }

    /** An order that says several things about who placed it. */
    static CustomerEvent order(String id, List<Identifier> who, Instant at, long yen) {
        EventBody placed = new EventBody.OrderPlaced(Order.ofTotal(id, "ec", Money.yen(yen)));
        return new CustomerEvent("ec", EventId.named(id), who, at, at, null, placed);
    }

    /** Chains the ids of all orders, so that order of application shows in the state; publishes their total. */
    static final class OrderChain implements Fold<OrderChain.State> {
        record State(long total, long chain) {}

        @Override
        public String name() {
            return "orders";
        }

        @Override
        public String definitionHash() {
            return "1";
        }

        @Override
        public Set<String> eventTypes() {
            return Set.of("order.placed");
        }

        @Override
        public Set<String> publishes() {
            return Set.of("spent");
        }

        @Override
        public State initial() {
            return new State(0, 0);
        }

        @Override
        public State apply(State state, CustomerEvent event) {
            EventBody.OrderPlaced placed = (EventBody.OrderPlaced) event.body();
            return new State(
                    state.total + placed.order().goodsTotal().minorUnits(),
                    state.chain * 31 + event.id().low());
        }

        @Override
        public Map<String, Trajectory> metrics(State state) {
            return Map.of("spent", Trajectory.constant(state.total));
        }

        @Override
        public byte[] encode(State state) {
            return ByteBuffer.allocate(16)
                    .putLong(state.total)
                    .putLong(state.chain)
                    .array();
        }

        @Override
        public State decode(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new State(buffer.getLong(), buffer.getLong());
        }
    }

    /** On registration sends "hello", three days after that was sent "reminder"; an order ends it. */
    static class Welcome implements Journey<String> {
        @Override
        public String name() {
            return "welcome";
        }

        @Override
        public String definitionHash() {
            return "w1";
        }

        @Override
        public Set<String> eventTypes() {
            return Set.of("customer.registered", "order.placed");
        }

        @Override
        public Map<String, Condition> conditions() {
            return Map.of();
        }

        @Override
        public Entries enter(Input input, CustomerView view) {
            if (input instanceof Input.Happened happened) {
                for (CustomerEvent event : happened.events()) {
                    boolean bought = view.last("order.placed", order -> true).isPresent();
                    if (event.body() instanceof EventBody.Registered && bought) {
                        return Entries.refused("customer", "has bought already");
                    }
                    if (event.body() instanceof EventBody.Registered) {
                        return Entries.of(
                                view.originOf(event), name(), event.id().toString(), "registered");
                    }
                }
            }
            return Entries.none();
        }

        @Override
        public Decision<String> start(InstanceKey key, Input input, CustomerView view) {
            return asks("hello", key, view, List.of());
        }

        @Override
        public Decision<String> decide(InstanceKey key, String state, Input input, CustomerView view) {
            boolean bought = view.last("order.placed", order -> true).isPresent();
            if (input instanceof Input.Dispatching dispatching) {
                if (!(dispatching.clearance() instanceof Clearance.Cleared)) {
                    return stay(state).withDispatch(new Dispatch.Drop("not-cleared", "not cleared"));
                }
                Decision<String> next = state.equals("hello")
                        ? stay("waiting until " + view.now().plus(Duration.ofDays(3)))
                        : Decision.<String>ended(new End(End.Kind.COMPLETED, "done"), List.of());
                return next.withDispatch(new Dispatch.Go());
            }
            if (bought) {
                return Decision.ended(new End(End.Kind.GOAL, "bought"), List.of(new TraceLine("goal", "", "bought")));
            }
            if (input instanceof Input.Due) {
                return asks("reminder", key, view, List.of());
            }
            return stay(state);
        }

        private static Decision<String> stay(String state) {
            return state.startsWith("waiting")
                    ? Decision.stay(state, List.of(new Timer("wait", Instant.parse(state.substring(14)))))
                    : Decision.stay(state, List.of());
        }

        private static Decision<String> asks(String content, InstanceKey key, CustomerView view, List<Timer> timers) {
            Effect.Send send = new Effect.Send(
                    List.of(new Effect.Offer("mail", content)),
                    MessageClass.ADVERTISING,
                    "newsletter",
                    null,
                    Effect.OnCapped.SKIP,
                    Map.of());
            Command command = new Command(key.command(content + ".1"), send, view.now(), null);
            return new Decision<>(
                    content,
                    null,
                    List.of(command),
                    timers,
                    List.of(),
                    null,
                    false,
                    List.of(new TraceLine("asked", content, "asks to send " + content)));
        }

        @Override
        public byte[] encode(String state) {
            return state.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Keeps what it was asked to send, and answers as told. */
    static final class Mail implements Channel {
        final List<Message> sent = new ArrayList<>();
        Function<Message, Outcome> answer = message -> new Outcome.Accepted("ok");
        boolean deduplicates = true;
        boolean dryRun;

        @Override
        public String name() {
            return "mail";
        }

        @Override
        public boolean isDryRun() {
            return dryRun;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Set.of("email"), true, deduplicates, Duration.ofHours(24), true);
        }

        @Override
        public Outcome send(Message message) {
            sent.add(message);
            return answer.apply(message);
        }

        List<String> contents() {
            return sent.stream().map(Message::content).toList();
        }
    }

    /** One person is whoever shares a match key with another, over any number of steps. */
    static final class SharedKeys implements IdentityResolver {
        @Override
        public Set<MatchKey> ties(OriginEvidence origin) {
            return origin.sightings().stream().map(Sighting::key).collect(Collectors.toSet());
        }

        @Override
        public Resolution resolve(
                List<OriginEvidence> neighbourhood, List<Judgement> judgements, Map<MatchKey, Integer> fanOut) {
            Map<MatchKey, Set<OriginId>> groups = new HashMap<>();
            for (OriginEvidence origin : neighbourhood) {
                Set<OriginId> person = new TreeSet<>(Set.of(origin.origin()));
                ties(origin).forEach(key -> person.addAll(groups.getOrDefault(key, Set.of())));
                Set<MatchKey> keys = new HashSet<>(ties(origin));
                groups.forEach((key, group) -> {
                    if (group.stream().anyMatch(person::contains)) {
                        keys.add(key);
                    }
                });
                keys.forEach(key -> groups.put(key, person));
            }
            return new Resolution(List.copyOf(new HashSet<>(groups.values())), List.of(), List.of());
        }
    }

    /** Sends "well done" to whoever has spent 1,000, for whatever cause, and "hello again" when their origins change. */
    static final class Praise implements Journey<String> {
        @Override
        public String name() {
            return "praise";
        }

        @Override
        public String definitionHash() {
            return "p1";
        }

        @Override
        public Set<String> eventTypes() {
            return Set.of("order.placed");
        }

        @Override
        public Map<String, Condition> conditions() {
            return Map.of("big", Conditions.metric("spent").atLeast(1000));
        }

        @Override
        public Set<String> watches() {
            return Set.of("big");
        }

        @Override
        public Entries enter(Input input, CustomerView view) {
            if (input instanceof Input.SegmentChanged change && change.entered()) {
                CustomerEvent order = view.last("order.placed", one -> true).orElseThrow();
                return Entries.of(view.originOf(order), name(), order.id().toString(), "big");
            }
            return input instanceof Input.Requested request
                    ? Entries.of(request.origin(), name(), request.requestId(), "asked for")
                    : Entries.none();
        }

        @Override
        public Decision<String> start(InstanceKey key, Input input, CustomerView view) {
            return asks(key, "well-done", view);
        }

        @Override
        public Decision<String> decide(InstanceKey key, String state, Input input, CustomerView view) {
            if (input instanceof Input.Dispatching dispatching) {
                Dispatch verdict = dispatching.clearance() instanceof Clearance.Cleared
                        ? new Dispatch.Go()
                        : new Dispatch.Drop("not-cleared", "not cleared");
                return Decision.stay(state, List.of()).withDispatch(verdict);
            }
            return input instanceof Input.OriginsChanged
                    ? asks(key, "hello-again", view)
                    : Decision.stay(state, List.of());
        }

        private static Decision<String> asks(InstanceKey key, String content, CustomerView view) {
            Effect.Send send = new Effect.Send(
                    List.of(new Effect.Offer("mail", content)),
                    MessageClass.ADVERTISING,
                    "newsletter",
                    null,
                    Effect.OnCapped.SKIP,
                    Map.of());
            Command command = new Command(key.command(content + ".1"), send, view.now(), null);
            return new Decision<>(content, null, List.of(command), List.of(), List.of(), null, false, List.of());
        }

        @Override
        public byte[] encode(String state) {
            return state.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Counts the events of a type. */
    static class Counter implements Fold<Long> {
        private final String name;
        private final String eventType;

        Counter(String name, String eventType) {
            this.name = name;
            this.eventType = eventType;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String definitionHash() {
            return "1";
        }

        @Override
        public Set<String> eventTypes() {
            return Set.of(eventType);
        }

        @Override
        public Set<String> publishes() {
            return Set.of(name);
        }

        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public Long apply(Long state, CustomerEvent event) {
            return state + 1;
        }

        @Override
        public Map<String, Trajectory> metrics(Long state) {
            return Map.of(name, Trajectory.constant(state));
        }

        @Override
        public byte[] encode(Long state) {
            return ByteBuffer.allocate(8).putLong(state).array();
        }

        @Override
        public Long decode(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getLong();
        }
    }

    /** Counts the messages that left. */
    static final class Sends extends Counter {
        Sends() {
            super("sent", "message.sent");
        }
    }
}
