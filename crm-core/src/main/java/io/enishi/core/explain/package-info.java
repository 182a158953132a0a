/**
 * Why: the tree of reasons behind an answer, as data and as text.
 *
 * <p>Conditions, scores, consent and scenarios explain themselves with {@link io.enishi.core.explain.Explanation} trees that the
 * deciding code itself fills in.
 */
package io.enishi.core.explain;
