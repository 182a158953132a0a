package io.enishi.benchmarks.scoring;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.enishi.scoring.ScoreBook;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The same rules over events that are late and told twice: a score book against {@link CarefulRuleTable}. Both end with equal scores,
 * in hundredths. Ours keeps no events and explains every score; what it retains is printed.
 */
public final class LateScoring implements Job {

    private static final String NAME = "scoring.late_vs_rule_table";
    private static final int EVENTS = 1_000_000;
    private static final int CUSTOMERS = 100_000;
    private static final Instant END = Instant.ofEpochMilli(ShopEvents.END);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "the same with 2 % of the events told twice and 5 % late, against rules written by hand that keep the"
                + " events";
    }

    @Override
    public void run() throws Exception {
        Arrivals arrivals = Arrivals.of(ShopEvents.generate(EVENTS, CUSTOMERS, 20_260_401), 7);
        Race.of(NAME, 0.5).run(() -> byHand(arrivals), () -> byBook(arrivals));
        Race.of(NAME + ", each event answered", 0.5).run(() -> byHand(arrivals), () -> oneByOne(arrivals));
        long before = used();
        ScoreBook<Integer> book = fill(arrivals);
        checksum(book, arrivals);
        long retained = used() - before;
        System.out.printf(
                Locale.ROOT,
                "%s bytes_per_event=%.1f bytes_per_customer=%.0f%n",
                NAME,
                (double) retained / book.size(),
                (double) retained / book.customers().size());
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    static long byHand(Arrivals arrivals) {
        CarefulRuleTable careful = new CarefulRuleTable();
        CarefulRuleTable.Customer[] customers = new CarefulRuleTable.Customer[arrivals.customers];
        for (int i = 0; i < arrivals.events.length; i++) {
            int who = arrivals.customer[i];
            if (customers[who] == null) {
                customers[who] = new CarefulRuleTable.Customer();
            }
            careful.accept(customers[who], arrivals.events[i]);
        }
        long checksum = 0;
        for (CarefulRuleTable.Customer customer : customers) {
            double score = customer == null ? 0 : careful.table.score(customer.state, ShopEvents.END);
            checksum = 31 * checksum + (long) Math.floor(score * 100);
        }
        return checksum;
    }

    /** As {@link #byBook}, where the book says of each event at once what became of it. */
    private static long oneByOne(Arrivals arrivals) {
        ScoreBook<Integer> book = new ScoreBook<>(ScoringVsRuleTable.model());
        for (int i = 0; i < arrivals.events.length; i++) {
            book.add(arrivals.customer[i], arrivals.events[i]);
        }
        return checksum(book, arrivals);
    }

    private static ScoreBook<Integer> fill(Arrivals arrivals) {
        ScoreBook<Integer> book = new ScoreBook<>(ScoringVsRuleTable.model());
        for (int i = 0; i < arrivals.events.length; i++) {
            book.take(arrivals.customer[i], arrivals.events[i]);
        }
        return book;
    }

    static long byBook(Arrivals arrivals) {
        return checksum(fill(arrivals), arrivals);
    }

    /** As {@link #byBook}, where one book shares its work between two threads. */
    static long onTwoThreads(Arrivals arrivals) {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            ScoreBook<Integer> book = ScoreBook.sharedBy(ScoringVsRuleTable.model(), other, 2);
            book.takeAll(arrivals.events.length, i -> arrivals.customer[i], i -> arrivals.events[i]);
            return checksum(book, arrivals);
        } finally {
            other.shutdown();
        }
    }

    private static long checksum(ScoreBook<Integer> book, Arrivals arrivals) {
        long[] scores = new long[arrivals.customers];
        book.forEachScore(END, (who, score) -> scores[who] = ScoringVsRuleTable.hundredths(score));
        long checksum = 0;
        for (long score : scores) {
            checksum = 31 * checksum + score;
        }
        return checksum;
    }
}
