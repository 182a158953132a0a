/**
 * Runnable programs: {@code Enishi} replays logs on the command line, {@code Quickstart} is the
 * README's first snippet.
 */
@NullMarked
package io.enishi.examples;

import org.jspecify.annotations.NullMarked;
