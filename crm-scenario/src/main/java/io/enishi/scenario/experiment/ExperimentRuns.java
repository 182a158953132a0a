package io.enishi.scenario.experiment;

import io.enishi.core.Crm;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The runs of a scenario as an experiment counts them, read from a {@code Crm}.
 *
 * <p>One row for each person: the first run that began within the experiment. Later ones are not independent of it. A run's arm follows
 * from its origin; what it led to is read from the whole person, so that an order under another origin counts, too.
 *
 * <ul>
 *   <li>Its time runs from the decision that started it for {@code within}, or until it ended. Runs whose time is not over at {@code until}
 *       are left out and counted, the others would be at a disadvantage.
 *   <li>It converted if the run ended by its goal in that time; where the experiment says what counts, if such an event occurred in that time,
 *       even after the run's end. Orders that were cancelled, or refunded in full, are none.
 *   <li>Revenue is the goods total after discounts of the orders placed in that time, less refunds heard of by {@code until}.
 *   <li>Costs are the run's messages that left, its tasks, its points and the coupons of its own that were redeemed in that time.
 *   <li>People all of whose origins are held out are the holdout. Of people with held and other origins a part was reached: they leave.
 *       So do people whose runs fell into different arms, because they came under different origins before a merge.
 * </ul>
 *
 * <p>Reads the decision log and the outbox once, and the card and timeline of each person with a run, page by page. What is decided
 * meanwhile may be seen in part.
 *
 * @param runs one for each person that is compared
 * @param leftOut the others, by reason
 */
public record ExperimentRuns(List<MeasuredRun> runs, LeftOut leftOut) {

    public ExperimentRuns {
        runs = List.copyOf(runs);
        Objects.requireNonNull(leftOut, "leftOut");
    }

    /**
     * Reads them.
     *
     * @param scenario name of a scenario that runs, or ran, there
     * @param until what is known by then counts
     */
    public static ExperimentRuns of(Crm crm, String scenario, Experiment experiment, Counting counting, Instant until) {
        return new RunReader(crm, scenario, experiment, counting, until).read();
    }

    /**
     * What they show.
     *
     * @param margin what of revenue is profit before the costs of the run, above 0 to 1
     */
    public ExperimentReport report(Experiment experiment, double margin) {
        return ExperimentReport.of(experiment, runs, margin, leftOut);
    }
}
