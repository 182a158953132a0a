/** Linkage: generated persons with known duplicates, speed and memory against size, and other libraries on the same rows. */
package io.enishi.benchmarks.link;
