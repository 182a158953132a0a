/**
 * How fast scores are counted: {@link io.enishi.benchmarks.scoring.ScoringVsRuleTable} races a score model's fold against {@link
 * io.enishi.benchmarks.scoring.RuleTable}, the same rules as one would write them by hand, over the events of {@link
 * io.enishi.benchmarks.scoring.ShopEvents}.
 */
@NullMarked
package io.enishi.benchmarks.scoring;

import org.jspecify.annotations.NullMarked;
