/** Copies of a fold's state on the way through a timeline, for whoever has to begin again after a late event. */
package io.enishi.core.internal.fold;
