/**
 * Rules on a log before they are let loose: {@code simulate} tells whom scenarios would have reached and what that would have cost,
 * {@code simulate --against} what another version of them changes, {@code why} why somebody is in a scenario or not, {@code diagram} what
 * it looks like. Nothing is sent to anyone.
 */
@NullMarked
package io.enishi.examples.simulate;

import org.jspecify.annotations.NullMarked;
