package io.enishi.scoring;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events that a {@link ScoreBook} was told of and has not taken in yet, as rows of numbers, laid together by customer.
 *
 * <p>With a hundred thousand customers in memory the rows of the one whose event arrives are not in the cache, and neither is the way to
 * them: finding the place and writing there took two thirds of all time. So events wait here in {@link Parts} by the hash of
 * their customer, each written from front to back, and are taken in part by part and in a part customer by customer ({@link
 * Settling}). What is missed is then missed once for each customer and not once for each event.
 *
 * <p>This is the partitioning step of a radix join (Manegold, Boncz, Kersten: Optimizing Main-Memory Join on Modern Hardware, 2002).
 */
final class Waiting {

    /** Where waiting events go. */
    interface Taker {
        /** An event; meaning {@link #IRRELEVANT} if nothing is to be kept of it. */
        void event(long time, int source, long idHigh, long idLow, int meaning, @Nullable OrderFact fact);
    }

    static final int IRRELEVANT = -1;

    /** The more wait, the more of them are of one customer. So many take 45 MB. */
    static final int MOST = 1 << 20;

    private static final int WIDTH = 5;
    private static final int FIRST_ROOM = 8;
    private static final int CHUNK_BITS = 9;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /** So many events of a part, side by side. */
    private static final class Chunk {
        /** Time, the two halves of the id, source and meaning, number and hash. */
        long[] cells;

        @Nullable
        Object[] customers;

        @Nullable
        OrderFact @Nullable [] facts;

        Chunk(int room) {
            cells = new long[room * WIDTH];
            customers = new Object[room];
        }

        void grow() {
            cells = Arrays.copyOf(cells, cells.length * 4);
            customers = Arrays.copyOf(customers, customers.length * 4);
        }

        void add(
                int row,
                Object customer,
                long time,
                int source,
                long idHigh,
                long idLow,
                int meaning,
                @Nullable OrderFact fact,
                long numberAndHash) {
            int at = row * WIDTH;
            cells[at] = time;
            cells[at + 1] = idHigh;
            cells[at + 2] = idLow;
            cells[at + 3] = ((long) source << 32) | (meaning & 0xFFFFFFFFL);
            cells[at + 4] = numberAndHash;
            customers[row] = customer;
            if (fact != null) {
                facts = facts == null ? new OrderFact[CHUNK] : facts;
                facts[row] = fact;
            }
        }

        void hand(int row, Taker to) {
            int at = row * WIDTH;
            long sourceAndMeaning = cells[at + 3];
            to.event(
                    cells[at],
                    (int) (sourceAndMeaning >>> 32),
                    cells[at + 1],
                    cells[at + 2],
                    (int) sourceAndMeaning,
                    facts == null ? null : facts[row]);
        }
    }

    /** Events whose customers' hashes begin alike, in order of arrival. */
    static final class Part {
        private Chunk last = new Chunk(FIRST_ROOM);
        private Chunk[] chunks = {last};
        private int size;

        int size() {
            return size;
        }

        /** The chunk that the next event goes to. */
        private Chunk room() {
            int row = size & (CHUNK - 1);
            if (row == 0 && size > 0) {
                last = new Chunk(CHUNK);
                chunks = Arrays.copyOf(chunks, chunks.length + 1);
                chunks[chunks.length - 1] = last;
            } else if (row == last.customers.length) {
                last.grow();
            }
            return last;
        }

        private Chunk chunk(int row) {
            return chunks[row >> CHUNK_BITS];
        }

        Object customer(int row) {
            return Objects.requireNonNull(chunk(row).customers[row & (CHUNK - 1)]);
        }

        void hand(int row, Taker to) {
            chunk(row).hand(row & (CHUNK - 1), to);
        }

        int hash(int row) {
            return (int) numberAndHash(row);
        }

        /** Its number among all that waited with it, from 0. */
        int number(int row) {
            return (int) (numberAndHash(row) >>> 32);
        }

        private long numberAndHash(int row) {
            return chunk(row).cells[(row & (CHUNK - 1)) * WIDTH + 4];
        }
    }

    private @Nullable Part[] parts = new Part[0];
    private int size;

    int size() {
        return size;
    }

    /** What waits in a part; null if nothing does. */
    @Nullable
    Part part(int number) {
        return parts.length == 0 ? null : parts[number];
    }

    /** Adds an event; {@link #MOST} may wait. */
    void add(Object customer, long time, int source, long idHigh, long idLow, int meaning, @Nullable OrderFact fact) {
        if (parts.length == 0) {
            parts = new Part[Parts.COUNT];
        }
        int hash = Parts.hash(customer);
        Part part = parts[Parts.of(hash)];
        if (part == null) {
            part = new Part();
            parts[Parts.of(hash)] = part;
        }
        long numberAndHash = ((long) size++ << 32) | (hash & 0xFFFFFFFFL);
        int row = part.size & (CHUNK - 1);
        part.room().add(row, customer, time, source, idHigh, idLow, meaning, fact, numberAndHash);
        part.size++;
    }

    /** Forgets what waits in a part, which was taken in. */
    void forget(int number) {
        if (parts.length > 0) {
            parts[number] = null;
        }
    }

    /** Waits for nothing any more. */
    void clear() {
        parts = new Part[0];
        size = 0;
    }
}
