package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import java.time.Instant;

/**
 * Another model, counted beside the one that a {@link ScoreBook} uses. The book keeps answering by its model until {@link
 * #switchOver}, which replaces it in one step.
 *
 * <p>Where only caps, decay, reversal or groups changed ({@link ModelChange.Effort#RECOUNT}), the rows of the book suffice and nothing
 * has to be told. Where conditions changed or rules are new ({@link ModelChange.Effort#REREAD}), the events of the past are {@linkplain
 * #add added} again from wherever the host keeps them, in any order. Events that arrive at the book meanwhile are counted here too, and
 * events told twice count once, so that history and present may overlap.
 *
 * <pre>{@code
 * Recount<String> recount = book.recount(changed);
 * history.forEach(event -> recount.add(customerOf(event), event));
 * System.out.println(recount.report(now).toText());   // who moves between bands
 * recount.switchOver();                               // or giveUp()
 * }</pre>
 *
 * @param <K> what a customer is known by
 */
public final class Recount<K> {

    private final ScoreBook<K> running;
    private final ScoreBook<K> beside;
    private final ModelChange change;

    Recount(ScoreBook<K> running, ScoreBook<K> beside, ModelChange change) {
        this.running = running;
        this.beside = beside;
        this.change = change;
    }

    /** What is different, and what that takes. */
    public ModelChange change() {
        return change;
    }

    /** Whether the events of the past have to be added again. */
    public boolean needsHistory() {
        return change.effort() == ModelChange.Effort.REREAD;
    }

    /** Counts an event of the past under the other model. */
    public ScoreBook.Arrival add(K customer, CustomerEvent event) {
        return beside.add(customer, event);
    }

    void take(K customer, CustomerEvent event) {
        beside.take(customer, event);
    }

    void merge(K one, K other) {
        beside.merge(one, other);
    }

    void separate(K customer) {
        beside.separate(customer);
    }

    /** The scores by the other model so far, to look at; they are not to be added to. */
    public Score score(K customer, Instant at) {
        return beside.score(customer, at);
    }

    /** Who would stand elsewhere if the switch were made. */
    public ChangeReport<K> report(Instant at) {
        return ChangeReport.of(running, beside, at);
    }

    /**
     * Makes the book use the other model and everything counted by it.
     *
     * @throws IllegalStateException if this recount has ended
     */
    public void switchOver() {
        running.end(this);
        running.become(beside);
    }

    /**
     * Ends the recount; the book stays as it is.
     *
     * @throws IllegalStateException if this recount has ended
     */
    public void giveUp() {
        running.end(this);
    }
}
