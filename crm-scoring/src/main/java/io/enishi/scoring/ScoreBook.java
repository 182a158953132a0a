package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
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
 * <p>One thread at a time; a book that is {@linkplain #sharedBy shared} divides what it is told at once among several.
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

    /** Fewer events are read before a thread has begun. */
    private static final int LEAST_TO_SHARE = 4_096;

    private final Crew crew;
    private final int leastToShare;

    private CustomerRows<K> customers = new CustomerRows<>();
    private final Unions<K> unions = new Unions<>();
    private final SourceNames sources = new SourceNames();
    private final Waiting waiting = new Waiting();
    private final Tally became = new Tally();
    /** How many events were taken in so far. */
    private long told;

    private ScoreFold fold;
    private Meanings meanings = new Meanings();
    private @Nullable Recount<K> recount;

    public ScoreBook(ScoreModel model) {
        this(model, Crew.CALLER, LEAST_TO_SHARE);
    }

    private ScoreBook(ScoreModel model, Crew crew, int leastToShare) {
        this.fold = model.fold();
        this.crew = crew;
        this.leastToShare = leastToShare;
    }

    /**
     * A book whose work on many events or many customers at once ({@link #takeAll}, {@link #forEachScore}, and taking in what waits) is divided
     * among threads. Answers do not depend on how many there are. The book itself is still for one thread at a time: the others
     * work within its calls only.
     *
     * @param others the host's threads, at best {@code threads - 1} of them free; one that is not free in time is not waited for
     * @param threads how many work side by side, the caller's included; at least 1
     */
    public static <K> ScoreBook<K> sharedBy(ScoreModel model, Executor others, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a book is worked on by at least 1 thread, but threads was " + threads);
        }
        return sharedBy(model, others, threads, LEAST_TO_SHARE);
    }

    /** @param leastToShare how many events are worth a second thread */
    static <K> ScoreBook<K> sharedBy(ScoreModel model, Executor others, int threads, int leastToShare) {
        return new ScoreBook<>(model, new Crew(others, threads), leastToShare);
    }

    /** The model that counts. */
    public ScoreModel model() {
        return fold.model();
    }

    /** Everybody who was heard of by now, the first first; a copy, which is sorted each time. */
    public Set<K> customers() {
        settle();
        return Collections.unmodifiableSet(new LinkedHashSet<>(customers.inOrder()));
    }

    /** How many events are kept, over all customers. */
    public long size() {
        settle();
        return customers.size();
    }

    // ------------------------------------------------------------------ events

    /** Takes an event of a customer in, and says what became of it. */
    public Arrival add(K customer, CustomerEvent event) {
        settle();
        if (recount != null) {
            recount.add(customer, event);
        }
        ScoreRows rows = customers.of(customer, told++);
        EventPlan plan = fold.plans().of(event.type());
        Arrival arrival = Arrival.IRRELEVANT;
        if (!plan.isEmpty()) {
            EventBody body = event.body();
            long time = event.occurredAt().toEpochMilli();
            int source = sources.numberOf(event.source());
            int meaning = meanings.of(plan, event.type(), body, time);
            OrderFact fact = plan.order ? OrderFact.of(body) : null;
            long idHigh = event.id().high();
            long idLow = event.id().low();
            arrival = rows.add(fold, meanings, sources, time, source, idHigh, idLow, meaning, fact);
            ScoreRows union = unions.rowsOf(customer);
            if (union != null && arrival != Arrival.DUPLICATE) {
                union.add(fold, meanings, sources, time, source, idHigh, idLow, meaning, fact);
            }
        }
        became.count(arrival);
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
        Slice.read(waiting, fold, meanings, sources, customer, event);
        if (waiting.size() == Waiting.MOST) {
            settle();
        }
    }

    /**
     * Takes many events in, as {@link #take} does one after the other. A book that was made with {@link #sharedBy} reads and takes them in on
     * its threads side by side; what comes of them is the same bit for bit.
     *
     * <p>If a function throws, some of the events were taken and some not. To tell all of them again is right then: of copies one counts.
     *
     * @param count how many events
     * @param customer whose an event is, by its number from 0; asked on several threads
     * @param event an event by its number; asked on several threads
     */
    public void takeAll(int count, IntFunction<? extends K> customer, IntFunction<? extends CustomerEvent> event) {
        if (crew.size() == 1 || recount != null || count < leastToShare) {
            for (int i = 0; i < count; i++) {
                take(customer.apply(i), event.apply(i));
            }
            return;
        }
        settle();
        for (int begin = 0; begin < count; begin += Waiting.MOST) {
            takeSlices(begin, Math.min(Waiting.MOST, count - begin), customer, event);
        }
    }

    private void takeSlices(
            int begin, int count, IntFunction<? extends K> customer, IntFunction<? extends CustomerEvent> event) {
        List<Slice> slices = Slice.of(fold, begin, count, crew.size());
        crew.run(i -> slices.get(i).read(customer, event));
        List<Translation> translations = slices.stream()
                .map(slice -> slice.translation(meanings, sources))
                .toList();
        settleParts((settling, number) -> {
            for (int i = 0; i < slices.size(); i++) {
                Slice slice = slices.get(i);
                settle(number, slice.waiting(), told + slice.from() - begin, translations.get(i), settling);
            }
        });
        told += count;
    }

    /** How many events became what so far. */
    public Map<Arrival, Long> arrivals() {
        settle();
        return Collections.unmodifiableMap(became.toMap());
    }

    /** Takes in what waits. */
    private void settle() {
        if (waiting.size() > 0) {
            waiting.spread();
            settleParts((settling, number) -> settle(number, waiting, told, Translation.NONE, settling));
            told += waiting.size();
            waiting.clear();
        }
    }

    /** Settles all parts, side by side where no person lies in several. */
    private void settleParts(ObjIntConsumer<Settling<K>> each) {
        Crew workers = unions.isEmpty() ? crew : Crew.CALLER;
        List<Settling<K>> settlings = Stream.generate(() -> new Settling<>(fold, meanings, sources, unions))
                .limit(workers.size())
                .toList();
        workers.run(i -> {
            for (int number = i; number < Parts.COUNT; number += workers.size()) {
                each.accept(settlings.get(i), number);
            }
        });
        settlings.forEach(settling -> became.addAll(settling.became()));
    }

    private void settle(int number, Waiting from, long heardBefore, Translation translation, Settling<K> settling) {
        if (from.size(number) > 0) {
            settling.settle(customers.part(number), number, from, heardBefore, translation);
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
        ScoreRows all = new ScoreRows();
        for (K member : members) {
            ScoreRows rows = customers.get(member);
            if (rows != null) {
                all.addAll(rows, fold, meanings, sources);
            }
        }
        unions.unite(members, all);
    }

    /** The customers who are one person with this one, this one included. */
    public Set<K> members(K customer) {
        return unions.members(customer);
    }

    /** The customer by whom a person is listed: the one into whom the others were merged. */
    public K labelOf(K customer) {
        return unions.labelOf(customer);
    }

    /** Each person of whom something was heard once, by their label, whoever was heard of first first. */
    public List<K> people() {
        settle();
        List<K> all = customers.inOrder();
        if (unions.isEmpty()) {
            return Collections.unmodifiableList(all);
        }
        Set<K> people = new LinkedHashSet<>();
        all.forEach(customer -> people.add(labelOf(customer)));
        return List.copyOf(people);
    }

    private @Nullable ScoreRows rows(K customer) {
        settle();
        ScoreRows union = unions.rowsOf(customer);
        return union == null ? customers.get(customer) : union;
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

    /**
     * Tells the score of each person of whom something was heard, by their label: {@link #trajectory} for everybody, sooner than asked one
     * by one, since it goes through memory in the order in which the scores lie there.
     *
     * @param visitor gets each person once, in no order that means anything; whether it is told what it tells the book itself
     *     meanwhile is open
     */
    public void forEachScore(Instant at, BiConsumer<? super K, ? super Trajectory> visitor) {
        if (!unions.isEmpty()) {
            people().forEach(person -> visitor.accept(person, trajectory(person, at)));
            return;
        }
        settle();
        // Alone part by part: what was worked out is in the cache still when it is told.
        int together = crew.size() == 1 ? 1 : Parts.COUNT;
        for (int begin = 0; begin < Parts.COUNT; begin += together) {
            Trajectory[][] scores = scores(begin, together, at.toEpochMilli());
            for (int i = 0; i < together; i++) {
                customers.part(begin + i).tell(scores[i], visitor);
            }
        }
    }

    /** The scores of so many parts, each thread those of every so many. */
    private Trajectory[][] scores(int firstPart, int parts, long now) {
        Trajectory[][] scores = new Trajectory[parts][];
        crew.run(i -> {
            for (int number = i; number < parts; number += crew.size()) {
                scores[number] = customers.part(firstPart + number).scores(fold, meanings, now);
            }
        });
        return scores;
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
        ScoreBook<K> beside = change.effort() == ModelChange.Effort.REREAD
                ? new ScoreBook<>(changed, crew, leastToShare)
                : copyUnder(changed);
        if (change.effort() == ModelChange.Effort.REREAD) {
            unions.forEach(union -> beside.unite(union.members));
        }
        Recount<K> begun = new Recount<>(this, beside, change);
        recount = begun;
        return begun;
    }

    private ScoreBook<K> copyUnder(ScoreModel changed) {
        ScoreBook<K> copy = new ScoreBook<>(model(), crew, leastToShare);
        copy.customers = customers.copy();
        copy.told = told;
        unions.forEach(union -> copy.unions.unite(union.members, union.rows.copy()));
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
        customers = other.customers;
        told = other.told;
        unions.replaceBy(other.unions);
        sources.replaceBy(other.sources);
        meanings = other.meanings;
        fold = other.fold;
    }
}
