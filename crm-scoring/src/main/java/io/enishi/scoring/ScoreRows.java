package io.enishi.scoring;

import io.enishi.core.internal.fold.Checkpoints;
import io.enishi.core.internal.timeline.IdIndex;
import io.enishi.core.value.EventId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One customer's events as far as a score needs them, in timeline order, and the state that they lead to.
 *
 * <p>A row is four longs side by side: time, the two halves of the id, and source and meaning. That is 32 bytes an event; the
 * events themselves are not kept. Rows are folded when somebody asks, and each once: with a hundred thousand customers in memory
 * the state of the one whose event arrives is not in the cache, and reaching for it costs more than the arithmetic. A late event
 * among rows that wait to be folded is one of them. One before that joins the sums, where nothing depends on its place; else the rows
 * after it are folded again from the last {@link Checkpoints checkpoint} before it: O(k) for k rows after it.
 */
final class ScoreRows {

    private static final int WIDTH = 4;
    private static final long[] NONE = {};
    /** Up to so many rows a look at each of them finds a copy sooner than an index. */
    private static final int SCANNED = 24;
    /** Times from 1900 on, made positive for the index. */
    private static final long SINCE_1900 = 1L << 42;

    private long[] cells = NONE;
    private int size;
    /** What each row says of an order; null until one does. */
    private @Nullable OrderFact @Nullable [] facts;

    /** One bit for each id by its hash: most ids that are new are known to be new without a look at the rows. */
    private long idBits;

    private @Nullable IdIndex ids;
    /** After the first {@link #folded} rows; null iff there are none. */
    private @Nullable ScoreState state;

    private int folded;
    private @Nullable Checkpoints<ScoreState> checkpoints;
    /** The fold that {@link #state} belongs to. */
    private @Nullable ScoreFold by;

    int size() {
        return size;
    }

    long time(int row) {
        return cells[row * WIDTH];
    }

    private long idHigh(int row) {
        return cells[row * WIDTH + 1];
    }

    private long idLow(int row) {
        return cells[row * WIDTH + 2];
    }

    private int source(int row) {
        return (int) (cells[row * WIDTH + 3] >>> 32);
    }

    int meaning(int row) {
        return (int) cells[row * WIDTH + 3];
    }

    Happening happening(int row, SourceNames sources, Meanings meanings) {
        return new Happening(
                sources.name(source(row)),
                new EventId(idHigh(row), idLow(row)),
                meanings.type(meaning(row)),
                time(row));
    }

    private @Nullable OrderFact fact(int row) {
        return facts == null ? null : facts[row];
    }

    // ------------------------------------------------------------------ arriving

    /** Takes an event in. */
    ScoreBook.Arrival add(
            ScoreFold fold,
            Meanings meanings,
            SourceNames sources,
            long time,
            int source,
            long idHigh,
            long idLow,
            int meaning,
            @Nullable OrderFact fact) {
        int known = find(source, idHigh, idLow);
        if (known >= 0) {
            if (!isBefore(time, meaning, fact, known, meanings)) {
                return ScoreBook.Arrival.DUPLICATE;
            }
            remove(known);
        }
        int row = placeOf(time, source, idHigh, idLow, sources);
        boolean late = row < size;
        insert(row, time, source, idHigh, idLow, meaning, fact);
        int changed = known < 0 ? row : Math.min(row, known);
        if (checkpoints != null) {
            checkpoints.keepUpTo(changed);
        }
        if (known >= 0) {
            rewind(changed);
            return ScoreBook.Arrival.REPLACED;
        }
        if (row < folded) {
            takeIn(fold, meanings, row);
        }
        return late ? ScoreBook.Arrival.LATE : ScoreBook.Arrival.ADDED;
    }

    /** Brings the state up to date with a row that was inserted among those that it has seen. */
    private void takeIn(ScoreFold fold, Meanings meanings, int row) {
        ScoreState now = state;
        if (now == null || by != fold) {
            rewind(0);
            return;
        }
        EventPlan plan = meanings.plan(meaning(row));
        long time = time(row);
        if (time > now.lastTime) {
            // The rows after it gave nothing, so for the state it is the last one.
            fold.apply(now, plan, time, null, plan.order ? fact(row) : null);
        } else if (!fold.insert(now, plan, time, null)) {
            rewind(row);
            return;
        }
        folded++;
    }

    /** Forgets the state if it has seen the rows from {@code row} on; checkpoints before them stay. */
    private void rewind(int row) {
        if (row < folded) {
            state = null;
            folded = 0;
        }
    }

    /** Of two copies of an event the earlier one counts, at one instant the one that says the lesser. */
    private boolean isBefore(long time, int meaning, @Nullable OrderFact fact, int known, Meanings meanings) {
        if (time != time(known)) {
            return time < time(known);
        }
        int byMeaning = meanings.compare(meaning, meaning(known));
        if (byMeaning != 0) {
            return byMeaning < 0;
        }
        OrderFact other = fact(known);
        return fact != null && other != null && fact.compareTo(other) < 0;
    }

    private int find(int source, long idHigh, long idLow) {
        if (ids == null) {
            if ((idBits & idBit(idHigh, idLow)) == 0) {
                return -1;
            }
            for (int row = size - 1; row >= 0; row--) {
                if (idLow(row) == idLow && idHigh(row) == idHigh && source(row) == source) {
                    return row;
                }
            }
            return -1;
        }
        long hash = IdIndex.hash(idHigh, idLow);
        for (int slot = ids.first(hash); slot != IdIndex.NONE; slot = ids.next(slot, hash)) {
            long time = ids.time(slot) - SINCE_1900;
            for (int row = firstAt(time); row < size && time(row) == time; row++) {
                if (idLow(row) == idLow && idHigh(row) == idHigh && source(row) == source) {
                    return row;
                }
            }
        }
        return -1;
    }

    private static long idBit(long idHigh, long idLow) {
        return 1L << IdIndex.hash(idHigh, idLow);
    }

    /** The first row at {@code time} or later. */
    private int firstAt(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int placeOf(long time, int source, long idHigh, long idLow, SourceNames sources) {
        if (size == 0 || time > time(size - 1)) {
            return size;
        }
        int row = firstAt(time);
        while (row < size && time(row) == time && isAfter(row, source, idHigh, idLow, sources) < 0) {
            row++;
        }
        return row;
    }

    /** How the source and id of a row compare with others of the same time. */
    private int isAfter(int row, int source, long idHigh, long idLow, SourceNames sources) {
        if (source(row) != source) {
            return sources.name(source(row)).compareTo(sources.name(source));
        }
        int byHigh = Long.compareUnsigned(idHigh(row), idHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(idLow(row), idLow);
    }

    /** Makes room for so many more rows, and no more than that where these are the first. */
    void reserve(int rows) {
        if ((size + rows) * WIDTH > cells.length) {
            // By half: most customers have few events, and room that is not used is memory all the same.
            cells = Arrays.copyOf(cells, Math.max(size + rows, size == 0 ? rows : size + 2 + size / 2) * WIDTH);
        }
    }

    private void insert(
            int row, long time, int source, long idHigh, long idLow, int meaning, @Nullable OrderFact fact) {
        if ((size + 1) * WIDTH > cells.length) {
            reserve(size == 0 ? 2 : 1);
        }
        if (row < size) {
            System.arraycopy(cells, row * WIDTH, cells, (row + 1) * WIDTH, (size - row) * WIDTH);
        }
        cells[row * WIDTH] = time;
        cells[row * WIDTH + 1] = idHigh;
        cells[row * WIDTH + 2] = idLow;
        cells[row * WIDTH + 3] = ((long) source << 32) | meaning;
        insertFact(row, fact);
        size++;
        index(idHigh, idLow, time);
    }

    private void insertFact(int row, @Nullable OrderFact fact) {
        if (facts == null && fact == null) {
            return;
        }
        @Nullable OrderFact[] mine = facts == null ? new OrderFact[cells.length / WIDTH] : facts;
        if (size + 1 > mine.length) {
            mine = Arrays.copyOf(mine, cells.length / WIDTH);
        }
        System.arraycopy(mine, row, mine, row + 1, size - row);
        mine[row] = fact;
        facts = mine;
    }

    private void index(long idHigh, long idLow, long time) {
        idBits |= idBit(idHigh, idLow);
        if (ids == null ? size <= SCANNED : !ids.isFull()) {
            if (ids != null) {
                ids.add(IdIndex.hash(idHigh, idLow), time + SINCE_1900);
            }
            return;
        }
        IdIndex larger = new IdIndex(size * 2);
        for (int row = 0; row < size; row++) {
            larger.add(IdIndex.hash(idHigh(row), idLow(row)), time(row) + SINCE_1900);
        }
        ids = larger;
    }

    private void remove(int row) {
        System.arraycopy(cells, (row + 1) * WIDTH, cells, row * WIDTH, (size - row - 1) * WIDTH);
        if (facts != null) {
            System.arraycopy(facts, row + 1, facts, row, size - row - 1);
        }
        size--;
    }

    // ------------------------------------------------------------------ folding

    private Checkpoints<ScoreState> checkpoints(ScoreFold fold) {
        Checkpoints<ScoreState> mine = checkpoints;
        if (mine == null) {
            mine = new Checkpoints<>(fold);
            checkpoints = mine;
        }
        return mine;
    }

    /** The state after all rows. */
    ScoreState state(ScoreFold fold, Meanings meanings) {
        if (by != fold) {
            by = fold;
            checkpoints = null;
            state = null;
            folded = 0;
        }
        ScoreState now = state;
        if (now == null) {
            Checkpoints.Copy<ScoreState> from = checkpoints == null ? null : checkpoints.upTo(size);
            now = from == null ? fold.initial() : from.state().copy();
            folded = from == null ? 0 : from.rows();
            state = now;
        }
        while (folded < size) {
            apply(fold, meanings, now, folded++);
            if (folded >= Checkpoints.EVERY) {
                checkpoints(fold).passed(folded, now);
            }
        }
        return now;
    }

    private void apply(ScoreFold fold, Meanings meanings, ScoreState state, int row) {
        EventPlan plan = meanings.plan(meaning(row));
        fold.apply(state, plan, time(row), null, plan.order ? fact(row) : null);
    }

    /** The state after the rows that are visible at {@code now}, not to be changed. */
    ScoreState stateAt(ScoreFold fold, Meanings meanings, long now) {
        ScoreState all = state(fold, meanings);
        if (size == 0 || time(size - 1) <= now) {
            return all;
        }
        int end = firstAt(now + 1);
        Checkpoints.Copy<ScoreState> from = checkpoints == null ? null : checkpoints.upTo(end);
        ScoreState earlier = from == null ? fold.initial() : from.state().copy();
        for (int row = from == null ? 0 : from.rows(); row < end; row++) {
            apply(fold, meanings, earlier, row);
        }
        return earlier;
    }

    /** As {@link #stateAt}, from the beginning, telling {@code trace} everything. */
    ScoreState traced(ScoreFold fold, Meanings meanings, SourceNames sources, long now, Trace trace) {
        ScoreState traced = fold.initial();
        int end = firstAt(now + 1);
        for (int row = 0; row < end; row++) {
            EventPlan plan = meanings.plan(meaning(row));
            OrderFact fact = plan.order ? fact(row) : null;
            fold.apply(traced, plan, time(row), null, fact, trace, happening(row, sources, meanings));
        }
        return traced;
    }

    /** Takes all rows of another customer's in. */
    void addAll(ScoreRows other, ScoreFold fold, Meanings meanings, SourceNames sources) {
        for (int row = 0; row < other.size; row++) {
            add(
                    fold,
                    meanings,
                    sources,
                    other.time(row),
                    other.source(row),
                    other.idHigh(row),
                    other.idLow(row),
                    other.meaning(row),
                    other.fact(row));
        }
    }

    /** The same rows without a state. */
    ScoreRows copy() {
        ScoreRows copy = new ScoreRows();
        copy.cells = Arrays.copyOf(cells, size * WIDTH);
        copy.size = size;
        copy.idBits = idBits;
        copy.facts = facts == null ? null : Arrays.copyOf(facts, Math.max(size, 1));
        if (size > SCANNED) {
            IdIndex index = new IdIndex(size * 2);
            for (int row = 0; row < size; row++) {
                index.add(IdIndex.hash(idHigh(row), idLow(row)), time(row) + SINCE_1900);
            }
            copy.ids = index;
        }
        return copy;
    }
}
