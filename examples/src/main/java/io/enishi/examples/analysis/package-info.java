/** Commands that compute something from a CSV file of the user's: lifetime value, attribution. */
@NullMarked
package io.enishi.examples.analysis;

import org.jspecify.annotations.NullMarked;
