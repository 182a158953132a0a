/**
 * Groups of customers over time: who began together, and who moved from one group to another.
 *
 * <p>A {@link io.enishi.scoring.cohort.CohortTable} divides customers by the week, month or quarter of their first purchase and counts how
 * many of each cohort bought in every period after it. {@link io.enishi.scoring.cohort.Transitions} compares two dates: how many
 * went from each RFM segment, stage or band to each.
 *
 * <pre>{@code
 * CohortTable months = CohortTable.of(purchases, CohortTable.Period.MONTH);
 * months.retention(1).ifPresent(share -> System.out.println("second month: " + share));
 *
 * Transitions moved = Transitions.between(june.segments(), july.segments());
 * int lost = moved.count("Champions", "At Risk");
 * }</pre>
 *
 * <p>What it does not do: it draws no conclusions. A cohort whose last period is still running has bought less so far.
 */
package io.enishi.scoring.cohort;
