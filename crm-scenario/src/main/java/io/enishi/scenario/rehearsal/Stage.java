package io.enishi.scenario.rehearsal;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A CRM in memory with part of a history: the engine of a live shop, whose clock is turned by hand from one thing that happens to the
 * next. For one thread at a time.
 */
final class Stage {

    /** What somebody does because of a message; {@code to} is the address it went to. */
    private record Coming(Instant at, EventId id, Sent cause, Identifier to, EventBody body) {}

    /** Events that the listener of the progress, for whom all threads wait, is told of at once. */
    private static final int TOLD_AT_ONCE = 100;

    private static final Comparator<Coming> IN_TURN =
            Comparator.comparing(Coming::at).thenComparing(Coming::id);

    private final Rehearsal plan;
    private final WatchedStore store;
    private final Crm crm;
    private Tally tally;
    /** Whether a message of the present part waits for its turn among those of others. */
    private boolean waits;

    private final PriorityQueue<Coming> reactions = new PriorityQueue<>(IN_TURN);
    private final ArrayDeque<CommandKey> approvals = new ArrayDeque<>(0);

    private @Nullable RuntimeException failure;
    private Instant clock = Instant.EPOCH;
    private List<CustomerEvent> events = List.of();
    private List<ConsentStatement> statements = List.of();
    private int nextEvent;
    /** How many events the listener of the progress knows of. */
    private int told;

    private int nextStatement;

    /**
     * @param inStep whether messages wait for barriers, where the shared limits are asked; else there are none
     * @param logging whether decisions are kept
     */
    Stage(Rehearsal plan, boolean inStep, boolean logging) {
        this.plan = plan;
        this.tally = plan.newTally();
        this.store = new WatchedStore(this::committed, command -> inStep && isSend(command), logging);
        CrmBuilder builder = plan.builder(inStep).store(store).clock(new InstantSource() {
            @Override
            public Instant instant() {
                return clock;
            }
        });
        plan.channels().forEach(channel -> builder.channel(new Silent(channel)));
        handle(builder, Effect.IssueCoupon.class);
        handle(builder, Effect.GrantPoints.class);
        handle(builder, Effect.Task.class);
        handle(builder, Effect.ExportRow.class);
        handle(builder, Effect.Webhook.class);
        builder.handler(Effect.RequestApproval.class, (key, effect, customer, at) -> {
            tally.done(key.journey(), effect);
            approvals.add(key);
            store.stop(); // answered before anything else
            return new Outcome.Accepted("");
        });
        builder.meters(this::count);
        this.crm = builder.build();
    }

    /** What went wrong with single customers and commands, and did not stop the others. */
    private void count(String meter, String label, long amount) {
        if (meter.endsWith(".failed") || meter.equals("commands.dead")) {
            tally.troubles.merge(label.isEmpty() ? meter : meter + ' ' + label, amount, Long::sum);
        }
    }

    private <E extends Effect> void handle(CrmBuilder builder, Class<E> kind) {
        builder.handler(kind, (key, effect, customer, at) -> {
            tally.done(key.journey(), effect);
            return new Outcome.Accepted("");
        });
    }

    /** A channel that takes everything and sends nothing. */
    private record Silent(Channel like) implements Channel {
        @Override
        public String name() {
            return like.name();
        }

        @Override
        public Capabilities capabilities() {
            return like.capabilities();
        }

        @Override
        public Outcome send(Message message) {
            return new Outcome.Accepted("");
        }

        @Override
        public boolean isDryRun() {
            return true;
        }
    }

    private static boolean isSend(StoredCommand command) {
        return command.command().effect() instanceof Effect.Send;
    }

    Crm crm() {
        return crm;
    }

    /** What was seen since the tally was taken last. People are counted as they are now. */
    Tally takeTally() {
        Tally taken = tally;
        taken.settle(
                store.present(),
                origin -> crm.customerOf(origin).<Object>map(id -> id).orElse(origin));
        tally = plan.newTally();
        return taken;
    }

    /** Whether a limit concerned somebody of the part that was put on last. */
    boolean waits() {
        return waits;
    }

    /** Whether nothing would come about up to {@code until}, included. */
    boolean isIdle(Instant until) {
        boolean event =
                nextEvent < events.size() && !events.get(nextEvent).occurredAt().isAfter(until);
        boolean statement = nextStatement < statements.size()
                && !statements.get(nextStatement).at().isAfter(until);
        Coming reaction = reactions.peek();
        return !event && !statement && (reaction == null || reaction.at().isAfter(until)) && store.isIdle(until);
    }

    /** Puts a part of the history on; what was on before has come to its end. All in time order. */
    void put(List<CustomerEvent> happened, List<ConsentStatement> said, List<ShopEvent> shop) {
        store.beginPart();
        crm.readAnew(); // whoever was rehearsed before would only be in the way of the collector
        events = happened;
        statements = said;
        nextEvent = 0;
        told = 0;
        nextStatement = 0;
        waits = false;
        Instant first = happened.isEmpty() ? Instant.EPOCH : happened.get(0).occurredAt();
        if (!said.isEmpty() && said.get(0).at().isBefore(first)) {
            first = said.get(0).at();
        }
        clock = first.minusMillis(1);
        Instant begin = first;
        crm.acceptAllShop(shop.stream()
                .filter(event -> !event.occurredAt().isBefore(begin))
                .toList());
    }

    // ------------------------------------------------------------------ time

    /** Lets happen, and decides, everything up to {@code until}, included. */
    void runTo(Instant until) {
        while (true) {
            Instant event = nextEvent < events.size() ? events.get(nextEvent).occurredAt() : Instant.MAX;
            Instant statement = nextStatement < statements.size()
                    ? statements.get(nextStatement).at()
                    : Instant.MAX;
            Coming reaction = reactions.peek();
            Instant next = earlier(earlier(event, statement), reaction == null ? Instant.MAX : reaction.at());
            boolean last = next.isAfter(until);
            if (!advanceBefore(last ? until.plusMillis(1) : next)) {
                continue; // somebody reacts earlier, or approved
            }
            if (last) {
                return;
            }
            clock = next;
            if (next.equals(statement)) {
                crm.consent(statements.get(nextStatement++));
            } else if (next.equals(event)) {
                accept(next);
            } else if (reaction != null) {
                reactions.poll();
                react(reaction);
            }
        }
    }

    /** Decides what is due before {@code instant}; false when something happened that comes first. */
    private boolean advanceBefore(Instant instant) {
        store.stopBefore(instant);
        Instant last = instant.minusMillis(1);
        clock = last.isAfter(clock) ? last : clock;
        crm.advanceTo(last);
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        if (!approvals.isEmpty()) {
            while (!approvals.isEmpty()) {
                crm.approve(approvals.poll(), true, "rehearsal");
            }
            return false;
        }
        Coming first = reactions.peek();
        return first == null || !first.at().isBefore(instant);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void accept(Instant at) {
        List<CustomerEvent> fresh = new ArrayList<>(2);
        List<CustomerEvent> again = new ArrayList<>(0);
        while (nextEvent < events.size() && events.get(nextEvent).occurredAt().equals(at)) {
            CustomerEvent event = events.get(nextEvent++);
            (isCopy(event, fresh) ? again : fresh).add(event);
        }
        count(crm.acceptAll(fresh));
        if (!again.isEmpty()) {
            count(crm.acceptAll(again));
        }
        if (nextEvent - told >= TOLD_AT_ONCE || nextEvent == events.size()) {
            plan.progress(nextEvent - told);
            told = nextEvent;
        }
    }

    private static boolean isCopy(CustomerEvent event, List<CustomerEvent> others) {
        for (CustomerEvent other : others) {
            if (other.id().equals(event.id()) && other.source().equals(event.source())) {
                return true;
            }
        }
        return false;
    }

    private void count(List<AcceptOutcome> outcomes) {
        for (AcceptOutcome outcome : outcomes) {
            if (outcome instanceof AcceptOutcome.Duplicate) {
                tally.duplicates++;
            } else if (outcome instanceof AcceptOutcome.Refused no) {
                no.reasons().forEach(reason -> tally.refused.merge(reason, 1L, Long::sum));
            } else if (outcome instanceof AcceptOutcome.TooLate) {
                tally.refused.merge("before the horizon", 1L, Long::sum);
            } else {
                tally.events++;
            }
        }
    }

    // ------------------------------------------------------------------ reactions

    private void react(Coming reaction) {
        // Whoever buys does so under the strongest name the shop has for them; a tap comes from the address itself.
        Identifier who = reaction.body() instanceof EventBody.MessageEvent ? reaction.to() : strongest(reaction);
        CustomerEvent event = CustomerEvent.of("rehearsal", reaction.id(), who, reaction.at(), reaction.body());
        tally.reactions.merge(event.type(), 1L, Long::sum);
        crm.accept(event);
    }

    private Identifier strongest(Coming reaction) {
        return crm.customerOf(reaction.cause().key().origin())
                .flatMap(crm::customer)
                .map(CustomerCard::identifiers)
                .flatMap(known -> known.stream().min(Comparator.comparingInt(Stage::rank)))
                .orElse(reaction.to());
    }

    private static int rank(Identifier identifier) {
        int rank = Scheme.DEFAULT_ORDER.indexOf(identifier.scheme().family());
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    // ------------------------------------------------------------------ what was committed

    private void committed(Commit commit) {
        commit.decisions().forEach(tally::decided);
        for (CustomerChange change : commit.customers()) {
            for (StoredCommand row : change.commands()) {
                waits = waits || (row.isOpen() && plan.isLimited(row));
                if (row.status() == StoredCommand.Status.DONE
                        && row.attempts() == 1
                        && row.message() != null
                        && row.command().effect() instanceof Effect.Send send) {
                    left(row, row.message(), send);
                }
            }
        }
    }

    private void left(StoredCommand row, Channel.Message message, Effect.Send send) {
        Instant at = row.dispatchedAt();
        if (at == null) {
            return;
        }
        Sent sent = new Sent(at, row.key(), row.channel(), message.content(), send.messageClass(), message.coupon());
        tally.sent(sent);
        String key = row.key().toString();
        EventId seed = EventId.named(plan.seed() + "/" + key);
        int number = 0;
        for (Reaction reaction : reactions(sent, seed)) {
            EventId id = EventId.named(key + "/" + number++);
            reactions.add(new Coming(at.plus(reaction.after()), id, sent, message.to(), reaction.body()));
        }
        Coming first = reactions.peek();
        if (first != null && !store.isStopped(first.at())) {
            store.stopBefore(first.at());
        }
    }

    /** What the host's function throws ends the rehearsal, but not here, in the midst of a commit. */
    private List<Reaction> reactions(Sent sent, EventId seed) {
        try {
            return plan.audience().reactionsTo(sent, new SplittableRandom(seed.low()));
        } catch (RuntimeException thrown) {
            failure = thrown;
            store.stop();
            return List.of();
        }
    }

    // ------------------------------------------------------------------ barriers

    /** Messages that wait for a barrier at {@code until}. */
    List<StoredCommand> waiting(Instant until) {
        return store.waiting(until);
    }

    /** Claims one message that waited, at its own time. */
    void claim(StoredCommand row) {
        clock = from(row);
        store.stopBefore(Instant.MAX);
        store.only(row.key());
        crm.deliver(1);
        store.only(null);
    }

    static Instant from(StoredCommand row) {
        Instant lease = row.leaseUntil();
        return lease == null ? row.command().notBefore() : lease;
    }
}
