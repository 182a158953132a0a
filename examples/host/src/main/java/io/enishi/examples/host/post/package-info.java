/**
 * What leaves on paper: postal DM as a channel, package inserts as a handler of export rows. Both collect rows, which leave as CSV
 * files; what the printer writes back becomes events.
 */
@NullMarked
package io.enishi.examples.host.post;

import org.jspecify.annotations.NullMarked;
