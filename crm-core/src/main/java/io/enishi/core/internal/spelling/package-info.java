/**
 * Spells conditions and their parts as document trees, for every definition that contains some.
 *
 * <p>Lossless both ways: reading what was written gives an equal value. Shared by the sibling modules through a qualified export.
 * The grammar is taught in {@link io.enishi.core.condition.ConditionSpelling}.
 *
 * <pre>{@code
 * Rule rule = value.mapping(in -> {
 *     Selection on = SelectionSpelling.read(in, "when");           // "when: orders", and "where:" beside it
 *     Condition only = ConditionTree.read(in, "if");
 *     return in.build(() -> new Rule(on, only));
 * });
 * }</pre>
 */
package io.enishi.core.internal.spelling;
