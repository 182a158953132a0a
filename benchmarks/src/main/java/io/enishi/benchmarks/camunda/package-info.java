/** The same journey beside a general process engine that keeps its state in the same kind of database. */
@NullMarked
package io.enishi.benchmarks.camunda;

import org.jspecify.annotations.NullMarked;
