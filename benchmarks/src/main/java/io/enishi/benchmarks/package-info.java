/**
 * How fast Enishi is, against code that a reader would accept as a fair yardstick.
 *
 * <p>A {@link io.enishi.benchmarks.Job} is a whole piece of work, run as a {@link io.enishi.benchmarks.Race} between a readable
 * baseline in this tree and the engine: equal checksums, five runs each, median and spread, and a line such as
 * {@code path.dormant ratio=0.53} (baseline time over ours: higher is better). Small things are JMH classes.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar --list
 * java -jar benchmarks/target/benchmarks.jar path.dormant
 * java -jar benchmarks/target/benchmarks.jar ConditionBenchmark -prof gc
 * }</pre>
 *
 * <p>To add a job, implement {@link io.enishi.benchmarks.Job} and name it in {@link io.enishi.benchmarks.Jobs}; JMH finds its own.
 */
@NullMarked
package io.enishi.benchmarks;

import org.jspecify.annotations.NullMarked;
