package io.enishi.core.internal.runtime;

import io.enishi.core.condition.CompiledCondition;
import io.enishi.core.customer.DecisionRecord.SegmentChange;
import io.enishi.core.process.Cause;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The stratum of segments and watched conditions: who is a member, and when that changes next. */
final class SegmentStratum {

    private final Definitions definitions;

    SegmentStratum(Definitions definitions) {
        this.definitions = definitions;
    }

    /** Evaluates each affected condition once, in dependency order; changes of a segment affect its readers. */
    List<SegmentChange> changes(Hot hot, View view, BitSet affected, long now, Cause cause, Draft draft) {
        List<SegmentChange> changes = List.of();
        boolean first = !hot.membershipKnown;
        hot.membershipKnown = true;
        for (int bit = affected.nextSetBit(0); bit >= 0; bit = affected.nextSetBit(bit + 1)) {
            if (definitions.tracked.get(bit).snapshot()) {
                continue; // moves only when a snapshot is taken
            }
            CompiledCondition condition = definitions.tracked.get(bit).condition();
            long answer = condition.evaluate(hot.columns, view.facts(), now);
            boolean member = CompiledCondition.holds(answer);
            hot.changeAt[bit] = CompiledCondition.until(answer);
            if (member != hot.isMember(bit)) {
                hot.setMember(bit, member);
                if (changes.isEmpty()) {
                    changes = new ArrayList<>(2);
                }
                changes.add(new SegmentChange(definitions.tracked.get(bit).name(), member, cause));
                affected.or(definitions.readersOfSegment(bit));
            } else if (first && member) {
                affected.or(definitions.readersOfSegment(bit));
            }
        }
        draft.segments.addAll(changes);
        return changes;
    }

    /**
     * Computes the next changes of working memory that was just built from the store; memberships are as stored. A change that was due
     * at the very instant of the last decision may not have been decided yet: claims and answers come before it.
     */
    void refresh(Hot hot, View view) {
        boolean changesAreOpen = false;
        for (int bit = 0; bit < hot.changeAt.length; bit++) {
            if (definitions.tracked.get(bit).snapshot()) {
                continue;
            }
            CompiledCondition condition = definitions.tracked.get(bit).condition();
            long answer = condition.evaluate(hot.columns, view.facts(), hot.lastDecided);
            boolean isOpen = hot.membershipKnown
                    && CompiledCondition.holds(answer) != hot.isMember(bit)
                    && condition.nextChange(hot.columns, view.facts(), hot.lastDecided - 1) == hot.lastDecided;
            hot.changeAt[bit] = isOpen ? hot.lastDecided : CompiledCondition.until(answer);
            changesAreOpen |= isOpen;
        }
        // with nothing else open at that instant, its entries were decided before they were stored
        hot.entriesAsked = changesAreOpen || !hot.membershipKnown ? Long.MIN_VALUE : hot.lastDecided;
    }
}
