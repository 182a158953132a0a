package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Some of the events that a {@link ScoreBook} is told of at once, read on a thread of their own: numbers of sources and meanings are the
 * slice's own until all slices were read.
 */
final class Slice {

    private final ScoreFold fold;
    private final int from;
    private final int to;
    private final Meanings meanings = new Meanings();
    private final SourceNames sources = new SourceNames();
    private final Waiting waiting = new Waiting();

    /**
     * @param from the number of the first event
     * @param to the number after the last one
     */
    private Slice(ScoreFold fold, int from, int to) {
        this.fold = fold;
        this.from = from;
        this.to = to;
    }

    /** So many slices of as many events each, as nearly as can be. */
    static List<Slice> of(ScoreFold fold, int from, int count, int slices) {
        return IntStream.range(0, slices)
                .mapToObj(i -> new Slice(
                        fold, from + (int) ((long) count * i / slices), from + (int) ((long) count * (i + 1) / slices)))
                .toList();
    }

    int from() {
        return from;
    }

    Waiting waiting() {
        return waiting;
    }

    void read(IntFunction<?> customer, IntFunction<? extends CustomerEvent> event) {
        for (int i = from; i < to; i++) {
            read(waiting, fold, meanings, sources, customer.apply(i), event.apply(i));
        }
        waiting.spread();
    }

    /** The numbers of this slice in those of the book. */
    Translation translation(Meanings ofBook, SourceNames sourcesOfBook) {
        int[] sourceNumbers = new int[sources.size()];
        for (int i = 0; i < sourceNumbers.length; i++) {
            sourceNumbers[i] = sourcesOfBook.numberOf(sources.name(i));
        }
        int[] meaningNumbers = new int[meanings.size()];
        for (int i = 0; i < meaningNumbers.length; i++) {
            meaningNumbers[i] = ofBook.numberOf(meanings, i);
        }
        return Translation.of(sourceNumbers, meaningNumbers);
    }

    /** Reads an event as a row of numbers. */
    static void read(
            Waiting waiting,
            ScoreFold fold,
            Meanings meanings,
            SourceNames sources,
            Object customer,
            CustomerEvent event) {
        EventBody body = event.body();
        String type = body.type();
        EventPlan plan = fold.plans().of(type);
        if (plan.isEmpty()) {
            waiting.add(customer, 0, 0, 0, 0, Waiting.IRRELEVANT, null);
            return;
        }
        long time = event.occurredAt().toEpochMilli();
        waiting.add(
                customer,
                time,
                sources.numberOf(event.source()),
                event.id().high(),
                event.id().low(),
                meanings.of(plan, type, body, time),
                plan.order ? OrderFact.of(body) : null);
    }
}
