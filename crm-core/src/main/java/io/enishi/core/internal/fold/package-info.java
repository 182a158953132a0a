/** What the runtime and plain scoring share about folds: copies of a state on the way. */
package io.enishi.core.internal.fold;
