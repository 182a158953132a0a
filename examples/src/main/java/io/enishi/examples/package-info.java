/**
 * Runnable programs: {@link io.enishi.examples.Enishi} replays logs on the command line, {@link io.enishi.examples.Quickstart} is the
 * README's first snippet.
 */
@NullMarked
package io.enishi.examples;

import org.jspecify.annotations.NullMarked;
