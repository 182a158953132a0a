/**
 * The README's snippets as they are compiled and run: what stands between {@code snippet:} and {@code end} of a test is what both
 * READMEs show.
 */
package io.enishi.examples.readme;
