/** The whole path from a CSV file to decisions, against a loop that only reads the file and keeps the rows by customer. */
@NullMarked
package io.enishi.benchmarks.path;

import org.jspecify.annotations.NullMarked;
