package io.enishi.core.internal.timeline;

import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rows of timelines as plain arrays: 32 bytes a row and a reference to its body.
 *
 * <p>A row is four longs: id (two), time and source, time of receipt and type. Times are milliseconds since 1900 in 44 bits, which
 * last until 2457; the 20 bits below hold a small number for source or type. Rows are sorted by time, source name, id unsigned.
 *
 * <p>Versions of a timeline share one {@code Columns}: each sees a prefix of its rows. Appending at the end of what is used writes
 * behind everyone's prefix and is claimed by raising {@link #used}, so a second version that wants to append at the same place
 * finds it taken and copies. Whatever would move or change a row copies. So rows that a version sees never change, and readers need no
 * lock; they get arrays and size through the safe publication of the version object. Writers of one timeline come one at a time (the
 * runtime serialises them).
 */
final class Columns {
    static final int MAX_SOURCES = 1 << 20;
    static final int MAX_TYPES = 1 << 19;

    private static final int WORDS = 4;
    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 1;
    private static final int TIME_AND_SOURCE = 2;
    private static final int RECEIPT_AND_TYPE = 3;

    private static final int NUMBER_BITS = 20;
    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;
    private static final long TYPE_MASK = MAX_TYPES - 1;
    private static final long CAUSED = MAX_TYPES;
    private static final long EPOCH = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();

    private static final int FIRST_CAPACITY = 4;
    /** Below this, comparing all ids is faster than any table and takes no memory. */
    private static final int INDEX_FROM = 64;

    static final Columns EMPTY = new Columns(0, false, false);

    private final long[] words;
    private final @Nullable EventBody[] bodies;
    /** Two longs a row; null as long as no row has a cause, which is the rule. */
    private final long @Nullable [] causes;
    /** The origin of a row, in merged timelines. */
    private final int @Nullable [] origins;

    private int used;
    private @Nullable IdIndex index;

    private Columns(int capacity, boolean caused, boolean merged) {
        this.words = new long[capacity * WORDS];
        this.bodies = new EventBody[capacity];
        this.causes = caused ? new long[capacity * 2] : null;
        this.origins = merged ? new int[capacity] : null;
    }

    static Columns forMerge(int rows, boolean caused) {
        return new Columns(rows, caused, true);
    }

    // ------------------------------------------------------------------ reading

    /** Time in the unit of the columns. */
    static long time(long epochMillis) {
        return epochMillis - EPOCH;
    }

    private static long epochMillis(long time) {
        return time + EPOCH;
    }

    private long word(int row, int which) {
        return words[row * WORDS + which];
    }

    long idHigh(int row) {
        return word(row, ID_HIGH);
    }

    long idLow(int row) {
        return word(row, ID_LOW);
    }

    long time(int row) {
        return word(row, TIME_AND_SOURCE) >>> NUMBER_BITS;
    }

    long occurredAt(int row) {
        return epochMillis(time(row));
    }

    long receivedAt(int row) {
        return epochMillis(word(row, RECEIPT_AND_TYPE) >>> NUMBER_BITS);
    }

    int source(int row) {
        return (int) (word(row, TIME_AND_SOURCE) & NUMBER_MASK);
    }

    int type(int row) {
        return (int) (word(row, RECEIPT_AND_TYPE) & TYPE_MASK);
    }

    EventBody body(int row) {
        EventBody body = bodies[row];
        if (body == null) {
            throw new IndexOutOfBoundsException(row);
        }
        return body;
    }

    boolean isCaused(int row) {
        return (word(row, RECEIPT_AND_TYPE) & CAUSED) != 0;
    }

    @Nullable
    EventId causation(int row) {
        if (causes == null || !isCaused(row)) {
            return null;
        }
        return new EventId(causes[row * 2], causes[row * 2 + 1]);
    }

    boolean hasCauses() {
        return causes != null;
    }

    /** The origin's position among those of the merge; 0 in the timeline of one origin. */
    int origin(int row) {
        return origins == null ? 0 : origins[row];
    }

    /** The first of {@code size} rows at or after an instant in epoch milliseconds. */
    int firstFrom(long epochMillis, int size) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (occurredAt(middle) < epochMillis) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    // ------------------------------------------------------------------ finding

    /** One row outside the columns. */
    record Row(
            long idHigh,
            long idLow,
            long time,
            int source,
            long receipt,
            int type,
            EventBody body,
            @Nullable EventId causation,
            int origin) {

        Row at(int otherOrigin) {
            return new Row(idHigh, idLow, time, source, receipt, type, body, causation, otherOrigin);
        }
    }

    Row row(int row) {
        return new Row(
                idHigh(row),
                idLow(row),
                time(row),
                source(row),
                word(row, RECEIPT_AND_TYPE) >>> NUMBER_BITS,
                type(row),
                body(row),
                causation(row),
                origin(row));
    }

    /** Where a key stands among the first {@code size} rows; if it does not, minus the place where it belongs, minus 1. */
    int search(long time, int source, long idHigh, long idLow, int size, NameTable sources) {
        if (size == 0 || compare(size - 1, time, source, idHigh, idLow, sources) < 0) {
            return -size - 1; // events mostly arrive in order
        }
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = compare(middle, time, source, idHigh, idLow, sources);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return -from - 1;
    }

    /** The order of a row and a key: by time, source name, id unsigned. */
    int compare(int row, long time, int source, long idHigh, long idLow, NameTable sources) {
        int order = Long.compare(time(row), time);
        if (order == 0 && source(row) != source) {
            order = sources.name(source(row)).compareTo(sources.name(source));
        }
        if (order == 0) {
            order = Long.compareUnsigned(idHigh(row), idHigh);
        }
        return order != 0 ? order : Long.compareUnsigned(idLow(row), idLow);
    }

    /** The row of that source and id among the first {@code size}, at whatever time; -1 if there is none. For the writer alone. */
    int find(int source, long idHigh, long idLow, int size, NameTable sources) {
        if (size < INDEX_FROM) {
            for (int row = 0; row < size; row++) {
                if (idLow(row) == idLow && idHigh(row) == idHigh && source(row) == source) {
                    return row;
                }
            }
            return -1;
        }
        if (index == null) {
            index = indexOfAll();
        }
        long hash = IdIndex.hash(idHigh, idLow);
        for (int slot = index.first(hash); slot != IdIndex.NONE; slot = index.next(slot, hash)) {
            int row = search(index.time(slot), source, idHigh, idLow, size, sources);
            if (row >= 0) {
                return row;
            }
        }
        return -1;
    }

    /** Of all rows that are used, since any version of this timeline may ask. */
    private IdIndex indexOfAll() {
        IdIndex made = new IdIndex(used + used / 4);
        for (int row = 0; row < used; row++) {
            made.add(IdIndex.hash(idHigh(row), idLow(row)), time(row));
        }
        return made;
    }

    // ------------------------------------------------------------------ writing

    /** Columns whose first {@code size + 1} rows are the first {@code size} of these with one more at {@code at}. */
    Columns with(Row row, int at, int size) {
        boolean fits = size < bodies.length && (row.causation == null || causes != null);
        Columns target = this;
        if (at != size || used != size || !fits) {
            target = copyWithGap(at, size, row.causation != null);
        }
        target.set(at, row);
        target.used = size + 1;
        if (target.index != null) {
            if (target.index.isFull()) {
                target.index = target.indexOfAll();
            } else {
                target.index.add(IdIndex.hash(row.idHigh, row.idLow), row.time);
            }
        }
        return target;
    }

    /** Columns whose first {@code size - 1} rows are the first {@code size} of these without one. */
    Columns without(int at, int size) {
        Columns copy = new Columns(bodies.length, causes != null, origins != null);
        move(copy, 0, 0, at);
        move(copy, at + 1, at, size - at - 1);
        copy.used = size - 1;
        copy.index = index;
        return copy;
    }

    /** Columns whose first rows are the rows of these from {@code from} on. */
    Columns from(int from, int size) {
        Columns copy = new Columns(size - from, causes != null, origins != null);
        move(copy, from, 0, size - from);
        copy.used = size - from;
        return copy;
    }

    private Columns copyWithGap(int at, int size, boolean caused) {
        int capacity = bodies.length;
        if (size >= capacity) {
            capacity = Math.max(FIRST_CAPACITY, size + size / 2);
        }
        Columns copy = new Columns(capacity, caused || causes != null, origins != null);
        move(copy, 0, 0, at);
        move(copy, at, at + 1, size - at);
        copy.index = index;
        return copy;
    }

    private void move(Columns target, int from, int to, int rows) {
        System.arraycopy(words, from * WORDS, target.words, to * WORDS, rows * WORDS);
        System.arraycopy(bodies, from, target.bodies, to, rows);
        if (causes != null && target.causes != null) {
            System.arraycopy(causes, from * 2, target.causes, to * 2, rows * 2);
        }
        if (origins != null && target.origins != null) {
            System.arraycopy(origins, from, target.origins, to, rows);
        }
    }

    /** Writes a row that no reader sees yet. */
    private void set(int at, Row row) {
        int word = at * WORDS;
        words[word + ID_HIGH] = row.idHigh;
        words[word + ID_LOW] = row.idLow;
        words[word + TIME_AND_SOURCE] = (row.time << NUMBER_BITS) | row.source;
        words[word + RECEIPT_AND_TYPE] = (row.receipt << NUMBER_BITS) | (row.causation == null ? 0 : CAUSED) | row.type;
        bodies[at] = row.body;
        if (causes != null && row.causation != null) {
            causes[at * 2] = row.causation.high();
            causes[at * 2 + 1] = row.causation.low();
        }
        if (origins != null) {
            origins[at] = row.origin;
        }
    }
}
