/** Copies of a fold's state on the way through a timeline, for whoever folds plain events. */
package io.enishi.core.internal.fold;
