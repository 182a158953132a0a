package io.enishi.scoring;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events that a {@link ScoreBook} was told of and has not taken in yet, as rows of numbers, laid together by customer.
 *
 * <p>With a hundred thousand customers in memory the rows of the one whose event arrives are not in the cache, and neither is the way to
 * them: finding the place and writing there took two thirds of all time. So events wait here in {@link Parts} by the hash of
 * their customer, and are taken in part by part and in a part customer by customer ({@link Settling}). What is missed is then missed
 * once for each customer and not once for each event.
 *
 * <p>This is the partitioning step of a radix join (Manegold, Boncz, Kersten: Optimizing Main-Memory Join on Modern Hardware, 2002).
 * Events are written down as they come and spread over the parts when {@value #FRESH} are there: asking a customer for the hash
 * misses the cache as well, and in a loop that does nothing else the processor waits for many of them at once.
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

    /** Measured: 256 are a tenth slower, since they are spread in shorter runs. */
    private static final int FRESH = 1024;

    /**
     * So many rows of one part lie side by side, 3 kB. The pages that all parts write to fit into the second cache with that, which larger
     * ones do not; smaller ones are read back more slowly.
     */
    private static final int PAGE = 1 << 6;

    private static final int BLOCK_BITS = 11;
    private static final int BLOCK = 1 << BLOCK_BITS;

    /** So many events, side by side. */
    private static final class Block {
        private static final int WIDTH = 5;

        /** Time, the two halves of the id, source and meaning, number and hash. */
        private long[] cells;

        private @Nullable Object[] customers;

        private @Nullable OrderFact @Nullable [] facts;

        Block(int room) {
            cells = new long[room * WIDTH];
            customers = new Object[room];
        }

        int room() {
            return customers.length;
        }

        void grow(int room) {
            cells = Arrays.copyOf(cells, room * WIDTH);
            customers = Arrays.copyOf(customers, room);
            facts = facts == null ? null : Arrays.copyOf(facts, room);
        }

        Object customer(int row) {
            return Objects.requireNonNull(customers[row]);
        }

        long numberAndHash(int row) {
            return cells[row * WIDTH + 4];
        }

        void put(
                int row,
                Object customer,
                long time,
                int source,
                long idHigh,
                long idLow,
                int meaning,
                @Nullable OrderFact fact) {
            int at = row * WIDTH;
            cells[at] = time;
            cells[at + 1] = idHigh;
            cells[at + 2] = idLow;
            cells[at + 3] = ((long) source << 32) | (meaning & 0xFFFFFFFFL);
            customers[row] = customer;
            if (fact != null || facts != null) {
                putFact(row, fact);
            }
        }

        private void putFact(int row, @Nullable OrderFact fact) {
            facts = facts == null ? new OrderFact[room()] : facts;
            facts[row] = fact;
        }

        void copy(int row, Block from, int fromRow, long numberAndHash) {
            int at = row * WIDTH;
            int fromAt = fromRow * WIDTH;
            long[] source = from.cells;
            cells[at] = source[fromAt];
            cells[at + 1] = source[fromAt + 1];
            cells[at + 2] = source[fromAt + 2];
            cells[at + 3] = source[fromAt + 3];
            cells[at + 4] = numberAndHash;
            customers[row] = from.customers[fromRow];
            if (from.facts != null && from.facts[fromRow] != null) {
                putFact(row, from.facts[fromRow]);
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

    /** In order of arrival, not spread yet; made with the first. */
    private @Nullable Block fresh;

    private int freshRows;
    private final int[] hashes = new int[FRESH];

    /** Pages of all parts as they were begun. */
    private Block[] blocks = {};

    private int pages;
    /** The page of the same part after a page. */
    private int[] nextPage = {};
    /** Of each part: its first page, the place after its last row, and how many rows there are. */
    private final int[] firstPage = new int[Parts.COUNT];

    private final int[] end = new int[Parts.COUNT];
    private final int[] sizes = new int[Parts.COUNT];
    private int spread;

    int size() {
        return spread + freshRows;
    }

    /** Adds an event; {@link #MOST} may wait. */
    void add(Object customer, long time, int source, long idHigh, long idLow, int meaning, @Nullable OrderFact fact) {
        Block to = fresh;
        if (to == null) {
            to = new Block(FRESH);
            fresh = to;
        } else if (freshRows == FRESH) {
            spread();
        }
        to.put(freshRows++, customer, time, source, idHigh, idLow, meaning, fact);
    }

    /** Lays what came last into the parts. What waits can be read then, on several threads. */
    void spread() {
        Block from = fresh;
        if (from == null) {
            return;
        }
        for (int row = 0; row < freshRows; row++) {
            hashes[row] = Parts.hash(from.customer(row));
        }
        for (int row = 0; row < freshRows; row++) {
            int hash = hashes[row];
            int place = place(Parts.of(hash));
            long numberAndHash = ((long) spread++ << 32) | (hash & 0xFFFFFFFFL);
            blocks[place >> BLOCK_BITS].copy(place & (BLOCK - 1), from, row, numberAndHash);
        }
        freshRows = 0;
    }

    /** Where the next event of a part goes. */
    private int place(int part) {
        int place = end[part];
        if ((place & (PAGE - 1)) == 0) {
            place = newPage(part);
        }
        end[part] = place + 1;
        sizes[part]++;
        return place;
    }

    private int newPage(int part) {
        int page = pages++;
        if (page == nextPage.length) {
            nextPage = Arrays.copyOf(nextPage, Math.max(8, 2 * page));
        }
        if (sizes[part] == 0) {
            firstPage[part] = page;
        } else {
            nextPage[(end[part] - 1) / PAGE] = page;
        }
        int place = page * PAGE;
        if (place >> BLOCK_BITS == blocks.length) {
            blocks = Arrays.copyOf(blocks, blocks.length + 1);
            // The first block begins small: few events may wait.
            blocks[blocks.length - 1] = new Block(blocks.length == 1 ? PAGE : BLOCK);
        } else if ((place & (BLOCK - 1)) == blocks[blocks.length - 1].room()) {
            blocks[blocks.length - 1].grow(2 * blocks[blocks.length - 1].room());
        }
        return place;
    }

    // ------------------------------------------------------------------ reading

    /** How many events of a part wait. */
    int size(int part) {
        return sizes[part];
    }

    /**
     * Where the events of a part lie, in the order of arrival, and the hashes of their customers. Does nothing else, so that
     * many misses of the cache are waited for at once.
     */
    void find(int part, int[] places, int[] hashes) {
        int page = firstPage[part];
        for (int begin = 0; begin < sizes[part]; begin += PAGE) {
            int place = page * PAGE;
            Block block = blocks[place >> BLOCK_BITS];
            int rows = Math.min(PAGE, sizes[part] - begin);
            for (int i = 0; i < rows; i++) {
                places[begin + i] = place + i;
                hashes[begin + i] = (int) block.numberAndHash((place & (BLOCK - 1)) + i);
            }
            page = nextPage[page];
        }
    }

    Object customer(int place) {
        return blocks[place >> BLOCK_BITS].customer(place & (BLOCK - 1));
    }

    /** Its number among all that waited with it, from 0. */
    int number(int place) {
        return (int) (blocks[place >> BLOCK_BITS].numberAndHash(place & (BLOCK - 1)) >>> 32);
    }

    void hand(int place, Taker to) {
        blocks[place >> BLOCK_BITS].hand(place & (BLOCK - 1), to);
    }

    /** Waits for nothing any more. */
    void clear() {
        fresh = null;
        freshRows = 0;
        blocks = new Block[0];
        nextPage = new int[0];
        pages = 0;
        spread = 0;
        Arrays.fill(sizes, 0);
        Arrays.fill(end, 0);
    }
}
