/**
 * Funnels: how far runs of a scenario came, by version and arm.
 *
 * <p>A {@link io.enishi.scenario.funnel.Funnel} is read off the decision log and nothing else, so it says what was decided and not what
 * somebody hoped: runs that entered, steps that they reached, messages that left by each channel, opened, tapped and answered, how runs
 * ended, and who was held out.
 *
 * <pre>{@code
 * Funnel funnel = Funnel.of(crm);
 * System.out.print(funnel.toText(Locale.JAPANESE));
 * }</pre>
 *
 * <p>{@link io.enishi.scenario.funnel.FunnelMeters} counts the same while it happens, for a {@code MeterListener}.
 *
 * <p>A rehearsal has one, too ({@code RehearsalReport.funnel()}). Whether an arm is better than another is not read off a funnel: that is
 * the affair of {@code io.enishi.scenario.experiment}, which knows chance and money. Nothing in here names a person.
 */
package io.enishi.scenario.funnel;
