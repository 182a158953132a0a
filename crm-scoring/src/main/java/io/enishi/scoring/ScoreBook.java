package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scores of many customers, kept up to date as events arrive: what {@link ScoreModel#score} answers for one list of events,
 * without the runtime and without the events.
 *
 * <p>Events arrive in any order, in any batches and as often as they like; customers are merged and separated. The score is a
 * function of which events arrived and of who is one person, and of nothing else: it is the same bit for bit. An event at the end of
 * a customer's timeline costs O(1), a late one O(k) for the k events after it. Events are added up when a score of their customer is
 * next asked for, each once. Taking in an event allocates room for its row; all that is thrown away are arrays that were outgrown. A row
 * is 32 bytes (and one object for each event about an order, in models that take points back).
 *
 * <p>{@link #add} says of each event what became of it; {@link #take} does not, and is the one for many at once.
 *
 * <pre>{@code
 * ScoreBook<String> book = new ScoreBook<>(model);
 * book.add("m-1", event);
 * book.merge("m-1", "m-2");
 * book.score("m-1", now).why();
 * book.top(now, 100);
 * }</pre>
 *
 * <p>Copies of an event (same customer, source and id) count once: the earliest does. Of copies that differ at one instant one counts
 * that does not depend on the order of arrival; it need not be the one that a timeline keeps, which compares whole contents.
 *
 * <p>A model whose points, bands or limits changed is taken over {@linkplain #use at once}; one that needs more is counted {@linkplain
 * #recount beside} this one first.
 *
 * <p>One thread at a time. Several threads each keep a book of their own for a share of the customers, by a hash of whatever never
 * merges across shares.
 *
 * @param <K> what a customer is known by: a value with {@code equals} and {@code hashCode}
 */
public final class ScoreBook<K> {

    /** What became of an event. */
    public enum Arrival {
        /** It came after all others of its customer. */
        ADDED,
        /** It was inserted before others. */
        LATE,
        /** Another copy of it is counted already. */
        DUPLICATE,
        /** It took the place of another copy of it, which told a later time. */
        REPLACED,
        /** It is of a type that no rule names, and was not kept. */
        IRRELEVANT
    }

    /** Customers who are one person, and what all of their events come to. */
    private static final class Union<K> {
        /** The first one is the label. */
        final Set<K> members = new LinkedHashSet<>();

        ScoreRows rows = new ScoreRows();
    }

    private final Map<K, ScoreRows> customers = new LinkedHashMap<>();
    private final Map<K, Union<K>> unions = new HashMap<>();
    private final SourceNames sources = new SourceNames();
    private final Waiting<K> waiting = new Waiting<>();
    private final Map<Arrival, Long> became = new EnumMap<>(Arrival.class);
    private ScoreFold fold;
    private Meanings meanings = new Meanings();
    private @Nullable Recount<K> recount;

    public ScoreBook(ScoreModel model) {
        this.fold = model.fold();
        for (Arrival arrival : Arrival.values()) {
            became.put(arrival, 0L);
        }
    }

    /** The model that counts. */
    public ScoreModel model() {
        return fold.model();
    }

    /** Everybody who was heard of, the first first. */
    public Set<K> customers() {
        settle();
        return Collections.unmodifiableSet(customers.keySet());
    }

    /** How many events are kept, over all customers. */
    public long size() {
        settle();
        return customers.values().stream().mapToLong(ScoreRows::size).sum();
    }

    // ------------------------------------------------------------------ events

    /** Takes an event of a customer in, and says what became of it. */
    public Arrival add(K customer, CustomerEvent event) {
        settle();
        if (recount != null) {
            recount.add(customer, event);
        }
        ScoreRows rows = rowsFor(customer);
        EventPlan plan = fold.plans().of(event.type());
        Arrival arrival = Arrival.IRRELEVANT;
        if (!plan.isEmpty()) {
            EventBody body = event.body();
            long time = event.occurredAt().toEpochMilli();
            int source = sources.numberOf(event.source());
            int meaning = meanings.of(plan, event.type(), body, time);
            OrderFact fact = plan.order ? OrderFact.of(body) : null;
            Union<K> union = unionOf(customer);
            arrival =
                    add(rows, union, time, source, event.id().high(), event.id().low(), meaning, fact);
        }
        count(arrival);
        return arrival;
    }

    /**
     * Takes an event of a customer in as {@link #add} does, without saying what becomes of it, and so sooner where
     * customers are many: events wait as rows of numbers until the book is asked something, or until a million of them wait, and are
     * then taken in customer by customer. Every answer of the book is the one that {@link #add} in the same order would have led to.
     */
    public void take(K customer, CustomerEvent event) {
        if (recount != null) {
            recount.take(customer, event);
        }
        EventPlan plan = fold.plans().of(event.type());
        if (plan.isEmpty()) {
            waiting.add(customer, 0, 0, 0, 0, Waiting.IRRELEVANT, null);
        } else {
            EventBody body = event.body();
            long time = event.occurredAt().toEpochMilli();
            waiting.add(
                    customer,
                    time,
                    sources.numberOf(event.source()),
                    event.id().high(),
                    event.id().low(),
                    meanings.of(plan, event.type(), body, time),
                    plan.order ? OrderFact.of(body) : null);
        }
        if (waiting.size() == Waiting.MOST) {
            settle();
        }
    }

    /** How many events became what so far. */
    public Map<Arrival, Long> arrivals() {
        settle();
        return Collections.unmodifiableMap(new EnumMap<>(became));
    }

    private Arrival add(
            ScoreRows rows,
            @Nullable Union<K> union,
            long time,
            int source,
            long idHigh,
            long idLow,
            int meaning,
            @Nullable OrderFact fact) {
        Arrival arrival = rows.add(fold, meanings, sources, time, source, idHigh, idLow, meaning, fact);
        if (union != null && arrival != Arrival.DUPLICATE) {
            union.rows.add(fold, meanings, sources, time, source, idHigh, idLow, meaning, fact);
        }
        return arrival;
    }

    private void count(Arrival arrival) {
        became.merge(arrival, 1L, Long::sum);
    }

    private ScoreRows rowsFor(K customer) {
        ScoreRows rows = customers.get(customer);
        if (rows == null) {
            rows = new ScoreRows();
            customers.put(customer, rows);
        }
        return rows;
    }

    private @Nullable Union<K> unionOf(K customer) {
        return unions.isEmpty() ? null : unions.get(customer);
    }

    /** Takes in what waits. */
    private void settle() {
        int count = waiting.size();
        if (count > 0) {
            Settling settling = new Settling(count);
            waiting.handTo(settling);
            settling.welcome();
        }
    }

    /** What waited on its way into the rows. */
    private final class Settling implements Waiting.Taker<K> {

        /** Who is new, by the number of their first event, so that they are welcomed in the order in which they were heard of. */
        private final int[] newcomerAt;

        private final List<K> newcomers = new ArrayList<>();
        private final List<ScoreRows> rowsOfNewcomers = new ArrayList<>();
        private ScoreRows rows = new ScoreRows();
        private @Nullable Union<K> union;

        Settling(int count) {
            newcomerAt = new int[count];
        }

        @Override
        public void customer(K customer, int number, int count) {
            ScoreRows known = customers.get(customer);
            if (known == null) {
                known = new ScoreRows();
                newcomers.add(customer);
                rowsOfNewcomers.add(known);
                newcomerAt[number] = newcomers.size();
            }
            known.reserve(count);
            rows = known;
            union = unionOf(customer);
        }

        @Override
        public void event(long time, int source, long idHigh, long idLow, int meaning, @Nullable OrderFact fact) {
            Arrival arrival = meaning == Waiting.IRRELEVANT
                    ? Arrival.IRRELEVANT
                    : add(rows, union, time, source, idHigh, idLow, meaning, fact);
            count(arrival);
        }

        void welcome() {
            if (newcomers.isEmpty()) {
                return;
            }
            for (int newcomer : newcomerAt) {
                if (newcomer > 0) {
                    customers.put(newcomers.get(newcomer - 1), rowsOfNewcomers.get(newcomer - 1));
                }
            }
        }
    }

    // ------------------------------------------------------------------ people

    /**
     * Makes two customers one person, who keeps the label of the first. Their events are scored as one timeline from now on; nothing is
     * moved, so that {@link #separate} undoes it exactly. In whatever order merges are told, the same people come out; only their labels
     * may differ.
     *
     * @throws IllegalArgumentException if both are one and the same
     */
    public void merge(K into, K other) {
        settle();
        if (into.equals(other)) {
            throw new IllegalArgumentException("two customers are merged, but both are the same");
        }
        if (recount != null) {
            recount.merge(into, other);
        }
        Set<K> members = new LinkedHashSet<>(members(into));
        members.addAll(members(other));
        unite(members);
    }

    /** Takes a customer out of the person that merges made: from now on it is as if they had never been told of it. */
    public void separate(K customer) {
        settle();
        if (recount != null) {
            recount.separate(customer);
        }
        Set<K> rest = new LinkedHashSet<>(members(customer));
        rest.remove(customer);
        unions.remove(customer);
        unite(rest);
    }

    private void unite(Set<K> members) {
        members.forEach(unions::remove);
        if (members.size() < 2) {
            return;
        }
        Union<K> union = new Union<>();
        union.members.addAll(members);
        for (K member : union.members) {
            ScoreRows rows = customers.get(member);
            if (rows != null) {
                union.rows.addAll(rows, fold, meanings, sources);
            }
            unions.put(member, union);
        }
    }

    /** The customers who are one person with this one, this one included. */
    public Set<K> members(K customer) {
        Union<K> union = unions.get(customer);
        return union == null ? Set.of(customer) : Collections.unmodifiableSet(union.members);
    }

    /** The customer by whom a person is listed: the one into whom the others were merged. */
    public K labelOf(K customer) {
        Union<K> union = unions.get(customer);
        return union == null ? customer : union.members.iterator().next();
    }

    /** Each person of whom something was heard once, by their label, whoever was heard of first first. */
    public List<K> people() {
        settle();
        Set<K> people = new LinkedHashSet<>(customers.size() * 2);
        customers.keySet().forEach(customer -> people.add(labelOf(customer)));
        return List.copyOf(people);
    }

    private @Nullable ScoreRows rows(K customer) {
        settle();
        Union<K> union = unions.get(customer);
        return union == null ? customers.get(customer) : union.rows;
    }

    // ------------------------------------------------------------------ scores

    /** The score of a customer at an instant, rounded down; without reasons it costs no look at the events. */
    public long value(K customer, Instant at) {
        return trajectory(customer, at).valueAt(at.toEpochMilli());
    }

    /** The score as a function of time from {@code at} on, if nothing more arrives. */
    public Trajectory trajectory(K customer, Instant at) {
        return fold.score(state(customer, at));
    }

    /** The band of a customer at an instant; null if the model has none. */
    public @Nullable Band band(K customer, Instant at) {
        List<Band> bands = fold.model().bands();
        return bands.isEmpty()
                ? null
                : bands.get((int) fold.band(state(customer, at)).valueAt(at.toEpochMilli()));
    }

    /** The state as of an instant, not to be changed. */
    ScoreState state(K customer, Instant at) {
        ScoreRows rows = rows(customer);
        return rows == null ? fold.initial() : rows.stateAt(fold, meanings, at.toEpochMilli());
    }

    /** The score of a customer at an instant with its reasons; somebody of whom nothing was heard has the score of nothing. */
    public Score score(K customer, Instant at) {
        ScoreRows rows = rows(customer);
        Trace trace = new Trace();
        ScoreState state =
                rows == null ? fold.initial() : rows.traced(fold, meanings, sources, at.toEpochMilli(), trace);
        return Scoring.score(fold, state, at, Scoring.contributions(fold, trace, at.toEpochMilli()));
    }

    /**
     * The {@code n} people with the highest scores, the highest first: by the value shown, then by what is left of all points, then
     * whoever was heard of first.
     *
     * @param n at least 1
     */
    public List<Ranking.Ranked<K>> top(Instant at, int n) {
        return top(at, n, place -> {});
    }

    /**
     * The same, telling of each place as its reasons are worked out.
     *
     * @param progress gets the places from the highest on
     */
    public List<Ranking.Ranked<K>> top(Instant at, int n, Consumer<? super K> progress) {
        return Ranking.top(
                fold,
                people(),
                customer -> state(customer, at),
                customer -> {
                    progress.accept(customer);
                    return score(customer, at);
                },
                at,
                n);
    }

    // ------------------------------------------------------------------ another model

    /**
     * Takes over a model whose points, bands or limits differ, at once: the next answer is by the new model. Nothing is asked of the
     * events again; each customer's rows are added up under the new model when they are next looked at.
     *
     * @throws IllegalArgumentException if the change needs a {@link #recount}; its message says why
     */
    public void use(ScoreModel changed) {
        ModelChange change = ModelChange.between(model(), changed);
        if (change.effort() == ModelChange.Effort.RECOUNT || change.effort() == ModelChange.Effort.REREAD) {
            throw new IllegalArgumentException("this change is counted beside the running model first, see recount: "
                    + String.join("; ", change.whyNotAtOnce()));
        }
        requireNoRecount();
        rebase(changed);
    }

    private void rebase(ScoreModel changed) {
        settle();
        meanings = meanings.under(model(), changed.fold());
        fold = changed.fold();
    }

    /**
     * Begins to count another model beside this one. Everything that arrives from now on is counted by both; this one keeps
     * answering until {@link Recount#switchOver}.
     *
     * @throws IllegalStateException if a recount is under way
     */
    public Recount<K> recount(ScoreModel changed) {
        requireNoRecount();
        settle();
        ModelChange change = ModelChange.between(model(), changed);
        ScoreBook<K> beside =
                change.effort() == ModelChange.Effort.REREAD ? new ScoreBook<>(changed) : copyUnder(changed);
        if (change.effort() == ModelChange.Effort.REREAD) {
            Set<Union<K>> seen = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
            unions.values().forEach(union -> {
                if (seen.add(union)) {
                    beside.unite(union.members);
                }
            });
        }
        Recount<K> begun = new Recount<>(this, beside, change);
        recount = begun;
        return begun;
    }

    private ScoreBook<K> copyUnder(ScoreModel changed) {
        ScoreBook<K> copy = new ScoreBook<>(model());
        customers.forEach((customer, rows) -> copy.customers.put(customer, rows.copy()));
        for (Map.Entry<K, Union<K>> entry : unions.entrySet()) {
            if (!copy.unions.containsKey(entry.getKey())) {
                Union<K> union = new Union<>();
                union.members.addAll(entry.getValue().members);
                union.rows = entry.getValue().rows.copy();
                union.members.forEach(member -> copy.unions.put(member, union));
            }
        }
        copy.sources.addAll(sources);
        copy.meanings = meanings;
        copy.rebase(changed);
        return copy;
    }

    private void requireNoRecount() {
        if (recount != null) {
            throw new IllegalStateException("a recount is under way; switch over or give it up first");
        }
    }

    void end(Recount<K> ended) {
        if (recount != ended) {
            throw new IllegalStateException("this recount has ended");
        }
        recount = null;
    }

    /** Becomes what another book is. */
    void become(ScoreBook<K> other) {
        settle();
        other.settle();
        customers.clear();
        customers.putAll(other.customers);
        unions.clear();
        unions.putAll(other.unions);
        sources.replaceBy(other.sources);
        meanings = other.meanings;
        fold = other.fold;
    }
}
