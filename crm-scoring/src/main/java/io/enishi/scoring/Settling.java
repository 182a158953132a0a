package io.enishi.scoring;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes what waits in a part into the rows of the part's customers, customer by customer. A customer's own events keep their order of
 * arrival, so that what becomes of each is what {@link ScoreBook#add} would have said.
 *
 * <p>Of parts that different threads settle side by side each thread has one of these. They share what they only read.
 *
 * @param <K> what a customer is known by
 */
final class Settling<K> implements Waiting.Taker {

    private static final int NONE = -1;

    private final ScoreFold fold;
    private final Meanings meanings;
    private final SourceNames sources;
    private final Unions<K> unions;
    private final Tally became = new Tally();

    /** Of each customer of the part whose events wait: the first and the last of them, and how many there are. */
    private int[] first = {};

    private int[] last = {};
    private int[] count = {};
    /** The positions of those customers in the order of their first events. */
    private int[] met = {};

    private int customers;
    /** The next event of the same customer. */
    private int[] next = {};
    /** Where each event lies in what waits. */
    private int[] place = {};
    /** The hash of each event's customer. */
    private int[] hashes = {};

    private ScoreRows rows = new ScoreRows();
    private @Nullable ScoreRows unionRows;
    private Translation words = Translation.NONE;

    Settling(ScoreFold fold, Meanings meanings, SourceNames sources, Unions<K> unions) {
        this.fold = fold;
        this.meanings = meanings;
        this.sources = sources;
        this.unions = unions;
    }

    Tally became() {
        return became;
    }

    /**
     * Takes in what waits in a part.
     *
     * @param number of the part
     * @param heardBefore how many events were told before the first of all that wait
     * @param translation of the numbers of sources and meanings in what waits
     */
    void settle(CustomerRows.Part<K> part, int number, Waiting waiting, long heardBefore, Translation translation) {
        words = translation;
        group(part, number, waiting, heardBefore);
        for (int i = 0; i < customers; i++) {
            int position = met[i];
            rows = part.rows(position);
            rows.reserve(count[position]);
            unionRows = unions.rowsOf(part.customer(position));
            for (int row = first[position]; row != NONE; row = next[row]) {
                waiting.hand(place[row], this);
            }
            first[position] = NONE;
        }
    }

    @Override
    public void event(long time, int source, long idHigh, long idLow, int meaning, @Nullable OrderFact fact) {
        ScoreBook.Arrival arrival = meaning == Waiting.IRRELEVANT
                ? ScoreBook.Arrival.IRRELEVANT
                : add(time, words.source(source), idHigh, idLow, words.meaning(meaning), fact);
        became.count(arrival);
    }

    private ScoreBook.Arrival add(
            long time, int source, long idHigh, long idLow, int meaning, @Nullable OrderFact fact) {
        ScoreBook.Arrival arrival = rows.add(fold, meanings, sources, time, source, idHigh, idLow, meaning, fact);
        if (unionRows != null && arrival != ScoreBook.Arrival.DUPLICATE) {
            unionRows.add(fold, meanings, sources, time, source, idHigh, idLow, meaning, fact);
        }
        return arrival;
    }

    /** Chains the events of each customer through the rows. */
    private void group(CustomerRows.Part<K> part, int number, Waiting waiting, long heardBefore) {
        customers = 0;
        int size = waiting.size(number);
        if (next.length < size) {
            next = new int[size + size / 4];
            place = new int[size + size / 4];
            hashes = new int[size + size / 4];
        }
        waiting.find(number, place, hashes);
        roomFor(part.size());
        for (int row = 0; row < size; row++) {
            int hash = hashes[row];
            Object customer = waiting.customer(place[row]);
            int position = part.find(customer, hash);
            if (position < 0) {
                position = part.add(customer, hash, heardBefore + waiting.number(place[row]), new ScoreRows());
                roomFor(part.size());
            }
            next[row] = NONE;
            if (first[position] == NONE) {
                met[customers++] = position;
                first[position] = row;
                count[position] = 1;
            } else {
                next[last[position]] = row;
                count[position]++;
            }
            last[position] = row;
        }
    }

    private void roomFor(int positions) {
        int before = first.length;
        if (before < positions) {
            int room = positions + positions / 2 + 64;
            first = Arrays.copyOf(first, room);
            Arrays.fill(first, before, room, NONE);
            last = Arrays.copyOf(last, room);
            count = Arrays.copyOf(count, room);
            met = Arrays.copyOf(met, room);
        }
    }
}
