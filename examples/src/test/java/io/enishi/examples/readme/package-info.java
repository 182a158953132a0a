/**
 * The snippets of README and guide as they are compiled and run: what stands between {@code snippet:} and {@code end} of a test is what both
 * languages show.
 */
package io.enishi.examples.readme;
