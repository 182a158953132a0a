/**
 * The command {@code points}: scores people by the rules of a file, from a CSV file or a JSON Lines log of what they did.
 *
 * <p>{@link io.enishi.examples.points.PointsCommand} puts it together: {@code RulesFile} reads a score model or a plain table of rules,
 * {@code ActionFile} reads the events, and a {@link io.enishi.scoring.ScoreBook} counts.
 */
package io.enishi.examples.points;
