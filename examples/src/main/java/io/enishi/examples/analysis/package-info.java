/** Commands that compute something from a CSV file of the user's: lifetime value, RFM, cohorts, recommendation. */
@NullMarked
package io.enishi.examples.analysis;

import org.jspecify.annotations.NullMarked;
