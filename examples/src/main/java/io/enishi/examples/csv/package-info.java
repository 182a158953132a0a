/**
 * Reads purchase logs that shops already have as CSV.
 *
 * <p>A {@link io.enishi.examples.csv.CsvMapping}, written in YAML, says which columns mean what; a
 * {@link io.enishi.examples.csv.CsvLog} reads a file by it, gzipped or not, and answers events, sorted by time, and the
 * {@link io.enishi.examples.csv.LineReport}: which lines were left out and why.
 *
 * <pre>{@code
 * CsvMapping mapping = CsvMapping.parse(Files.readString(Path.of("examples/maps/online-retail.yaml")));
 * CsvLog log = CsvLog.read(Files.newInputStream(file), mapping);
 * }</pre>
 *
 * <p>How rows become events, so that no row of a known customer is lost as an action:
 * <ul>
 *   <li>The lines of one order (same key and customer) are one event. Its instant and its event id (the line number) are those of
 *       the order's first line in the file.
 *   <li>A line counts as {@code quantity x price}. Lines worth nothing stay lines of their order; an order may be worth nothing.
 *   <li>A negative line of an ordinary order lowers it, as a discount does; an order of negative lines only is a refund.
 *   <li>An order whose key looks like a cancellation becomes the event that the mapping names, with amounts turned positive.
 *   <li>Lines without a customer id are skipped or rejected, as the mapping says; both are counted as {@code no customer id}.
 *   <li>A line that cannot be read is rejected; the rest of its order goes on.
 * </ul>
 *
 * <p>What this package does not do: other events than orders and their undoing, or files larger than memory.
 */
@NullMarked
package io.enishi.examples.csv;

import org.jspecify.annotations.NullMarked;
