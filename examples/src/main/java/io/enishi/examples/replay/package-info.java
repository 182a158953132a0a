/**
 * Runs a log through the whole engine and tells what happened.
 *
 * <p>A {@link io.enishi.examples.replay.Replay} takes a {@link io.enishi.examples.replay.World} (events, what people said about
 * advertising, a catalogue) and {@link io.enishi.examples.replay.Rules} and recomputes everything in event time: scores, segments,
 * people, scenarios, messages. The channels are simulated; some people react. What came of it is a
 * {@link io.enishi.examples.replay.Summary}, printed, or written as JSON and CSV.
 *
 * <p>What this package does not do: send anything to anyone.
 */
@NullMarked
package io.enishi.examples.replay;

import org.jspecify.annotations.NullMarked;
