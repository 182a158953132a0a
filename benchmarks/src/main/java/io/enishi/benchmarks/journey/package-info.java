/** Journeys in memory: starts, reactions, time-outs and heap of very many runs, against a loop written by hand. */
@NullMarked
package io.enishi.benchmarks.journey;

import org.jspecify.annotations.NullMarked;
