/**
 * Why: the tree of reasons behind an answer, as data and as text.
 *
 * <p>Conditions, scores, consent and scenarios explain themselves with {@link io.enishi.core.explain.Explanation} trees that the
 * deciding code itself fills in.
 *
 * <pre>{@code
 * Explanation why = crm.whySegment(hanako, "dormant");
 * why.holds();                                     // the answer
 * why.toText();                                    // every part of it, indented
 * why.toShortText();                               // only what brought it about
 * why.until();                                     // epoch milliseconds: when time alone may change it
 * }</pre>
 *
 * <p>What this package does not do: evaluate anything. An explanation is a value, as of the instant at which it was made.
 */
package io.enishi.core.explain;
