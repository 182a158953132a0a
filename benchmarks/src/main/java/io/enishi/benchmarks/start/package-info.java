/** How long it takes from the start of the JVM to the first event that was decided about. */
@NullMarked
package io.enishi.benchmarks.start;

import org.jspecify.annotations.NullMarked;
