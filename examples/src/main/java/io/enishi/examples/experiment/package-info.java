/** Experiments on a CSV of the shop's own, without the engine: {@link io.enishi.examples.experiment.ExperimentCommand}. */
@NullMarked
package io.enishi.examples.experiment;

import org.jspecify.annotations.NullMarked;
