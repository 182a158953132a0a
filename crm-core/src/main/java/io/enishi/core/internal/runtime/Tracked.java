package io.enishi.core.internal.runtime;

import io.enishi.core.condition.CompiledCondition;

/**
 * A condition whose entry and exit are followed: a segment, or a watch of a journey.
 *
 * @param name segment name, or {@code journey/watch}
 * @param bit its place in memberships and its rank in the order of evaluation
 * @param condition what decides it
 * @param journey the journey that watches it; empty for a segment
 * @param shortName the name that the journey uses, or the segment's
 * @param snapshot whether it only moves when a snapshot is taken
 */
record Tracked(String name, int bit, CompiledCondition condition, String journey, String shortName, boolean snapshot) {}
