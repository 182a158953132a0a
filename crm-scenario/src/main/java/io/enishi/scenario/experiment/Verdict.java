package io.enishi.scenario.experiment;

import io.enishi.scenario.experiment.statistics.Significance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What follows from an experiment so far. A verdict is said, never put into force. */
public sealed interface Verdict {

    /** One result for each case. */
    <R> R fold(Cases<R> cases);

    /** In English. */
    default String toText() {
        return toText(Locale.ENGLISH);
    }

    /** In Japanese for a locale of that language, else in English. */
    default String toText(Locale locale) {
        return VerdictText.of(this, locale);
    }

    /** What to make of each verdict. */
    interface Cases<R> {
        R proposal(Proposal proposal);

        R notEnoughData(NotEnoughData missing);

        R noDifference(NoDifference none);

        R mismatch(Mismatch mismatch);

        R nothingToCompare(NothingToCompare nothing);
    }

    /**
     * An arm is better, or the control is better than every variant. Somebody has to decide; nothing changes by itself.
     *
     * @param arm the arm proposed for everybody
     * @param isControl whether that is the control: all variants are worse
     * @param corrected always-valid p against the control, corrected for several variants; the largest of them if it is the control
     * @param expectedLoss of conversions per run if another arm is better after all
     */
    record Proposal(String arm, boolean isControl, double corrected, double expectedLoss) implements Verdict {
        public Proposal {
            Objects.requireNonNull(arm, "arm");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.proposal(this);
        }
    }

    /**
     * It is too early to tell.
     *
     * @param moreRuns how many more runs it takes in all arms together, at least 1
     * @param moreByArm the same by arm, in order; arms that have enough are missing
     * @param detectable the difference that would then be found with the planned power: in shares of 1 for conversions, else in money; 0
     *     if it cannot be said yet
     */
    record NotEnoughData(long moreRuns, Map<String, Long> moreByArm, double detectable) implements Verdict {
        public NotEnoughData {
            moreByArm = Collections.unmodifiableMap(new LinkedHashMap<>(moreByArm));
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notEnoughData(this);
        }
    }

    /**
     * As many runs as planned, and no difference that was worth finding.
     *
     * @param control what to keep
     * @param detectable the difference that would have been found with the planned power
     */
    record NoDifference(String control, double detectable) implements Verdict {
        public NoDifference {
            Objects.requireNonNull(control, "control");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noDifference(this);
        }
    }

    /** The arms do not have the sizes that their shares give: assigning or counting is broken, and nothing can be compared. */
    record Mismatch(Significance sizes) implements Verdict {
        public Mismatch {
            Objects.requireNonNull(sizes, "sizes");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.mismatch(this);
        }
    }

    /** There is one arm only, or only one gets anybody: no number of runs would help. */
    record NothingToCompare() implements Verdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.nothingToCompare(this);
        }
    }
}
