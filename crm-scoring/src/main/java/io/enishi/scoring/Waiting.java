package io.enishi.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events that a {@link ScoreBook} was told of and has not taken in yet, as rows of numbers, laid together by customer.
 *
 * <p>With a hundred thousand customers in memory the rows of the one whose event arrives are not in the cache, and neither is the way to
 * them: finding the place and writing there took two thirds of all time. So events wait here in {@value #PARTS} parts by the hash of
 * their customer, each written from front to back, and are taken in part by part and in a part customer by customer. What is
 * missed is then missed once for each customer and not once for each event. A customer's own events keep their order of arrival, so that
 * what becomes of each is what {@link ScoreBook#add} would have said.
 *
 * <p>This is the partitioning step of a radix join (Manegold, Boncz, Kersten: Optimizing Main-Memory Join on Modern Hardware, 2002).
 *
 * @param <K> what a customer is known by
 */
final class Waiting<K> {

    /** Where waiting events go, customer by customer. */
    interface Taker<K> {
        /**
         * A customer whose events come next.
         *
         * @param number of the first of them among all that waited, from 0
         * @param count how many there are
         */
        void customer(K customer, int number, int count);

        /** An event of that customer; meaning {@link #IRRELEVANT} if nothing is to be kept of it. */
        void event(long time, int source, long idHigh, long idLow, int meaning, @Nullable OrderFact fact);
    }

    static final int IRRELEVANT = -1;

    /** The more wait, the more of them are of one customer. So many take 45 MB. */
    static final int MOST = 1 << 20;

    /** What a part leads to, of a hundred thousand customers, fits into the second cache, and the ends of all parts into the first. */
    private static final int PART_BITS = 8;

    private static final int PARTS = 1 << PART_BITS;

    private static final int WIDTH = 5;
    private static final int FIRST_ROOM = 8;
    private static final int CHUNK_BITS = 9;
    private static final int CHUNK = 1 << CHUNK_BITS;
    /** Spreads hashes that follow each other, such as those of numbers, over the high bits (Knuth 6.4). */
    private static final int GOLDEN = 0x9E3779B9;

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

        void hand(int row, Taker<?> to) {
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
    private static final class Part {
        private final List<Chunk> chunks = new ArrayList<>(1);
        private Chunk last = new Chunk(FIRST_ROOM);
        int size;

        Part() {
            chunks.add(last);
        }

        /** The chunk that the next event goes to. */
        Chunk room() {
            int row = size & (CHUNK - 1);
            if (row == 0 && size > 0) {
                last = new Chunk(CHUNK);
                chunks.add(last);
            } else if (row == last.customers.length) {
                last.grow();
            }
            return last;
        }

        Chunk chunk(int row) {
            return chunks.get(row >> CHUNK_BITS);
        }

        @Nullable
        Object customer(int row) {
            return chunk(row).customers[row & (CHUNK - 1)];
        }

        int hash(int row) {
            return (int) numberAndHash(row);
        }

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

    /** Adds an event; {@link #MOST} may wait. */
    void add(K customer, long time, int source, long idHigh, long idLow, int meaning, @Nullable OrderFact fact) {
        if (parts.length == 0) {
            parts = new Part[PARTS];
        }
        int hash = customer.hashCode() * GOLDEN;
        Part part = parts[hash >>> (Integer.SIZE - PART_BITS)];
        if (part == null) {
            part = new Part();
            parts[hash >>> (Integer.SIZE - PART_BITS)] = part;
        }
        long numberAndHash = ((long) size++ << 32) | (hash & 0xFFFFFFFFL);
        int row = part.size & (CHUNK - 1);
        part.room().add(row, customer, time, source, idHigh, idLow, meaning, fact, numberAndHash);
        part.size++;
    }

    /** Hands everything over, and waits for nothing any more. */
    void handTo(Taker<? super K> taker) {
        @Nullable Part[] full = parts;
        parts = new Part[0];
        size = 0;
        Groups groups = new Groups();
        for (int i = 0; i < full.length; i++) {
            Part part = full[i];
            if (part != null) {
                full[i] = null;
                groups.hand(part, taker);
            }
        }
    }

    /** The events of a part by customer: a hash table of those met, and for each a chain through the rows. */
    private static final class Groups {

        /** Number of a customer within the part and one, 0 for none. */
        private int[] slots = {};

        private int[] first = {};
        private int[] last = {};
        private int[] count = {};
        /** The next row of the same customer; -1 for none. */
        private int[] next = {};

        private int customers;

        <K> void hand(Part part, Taker<? super K> taker) {
            group(part);
            for (int i = 0; i < customers; i++) {
                @SuppressWarnings("unchecked") // what was added is of this type
                K customer = (K) Objects.requireNonNull(part.customer(first[i]));
                taker.customer(customer, part.number(first[i]), count[i]);
                for (int row = first[i]; row >= 0; row = next[row]) {
                    part.chunk(row).hand(row & (CHUNK - 1), taker);
                }
            }
        }

        private void group(Part part) {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(part.size);
            begin(part.size, 2 << bits);
            int mask = slots.length - 1;
            for (int row = 0; row < part.size; row++) {
                int hash = part.hash(row);
                Object customer = part.customer(row);
                int slot = (hash ^ (hash >>> 15)) & mask;
                while (slots[slot] != 0 && !isOf(part, slots[slot] - 1, hash, customer)) {
                    slot = (slot + 1) & mask;
                }
                next[row] = -1;
                int known = slots[slot] - 1;
                if (known < 0) {
                    slots[slot] = customers + 1;
                    first[customers] = row;
                    last[customers] = row;
                    count[customers++] = 1;
                } else {
                    next[last[known]] = row;
                    last[known] = row;
                    count[known]++;
                }
            }
        }

        private boolean isOf(Part part, int known, int hash, @Nullable Object customer) {
            if (part.hash(first[known]) != hash) {
                return false;
            }
            Object other = part.customer(first[known]);
            return other == customer || (other != null && other.equals(customer));
        }

        private void begin(int rows, int room) {
            customers = 0;
            if (slots.length < room) {
                slots = new int[room];
                first = new int[room];
                last = new int[room];
                count = new int[room];
                next = new int[room];
            } else {
                Arrays.fill(slots, 0);
            }
            assert next.length >= rows;
        }
    }
}
