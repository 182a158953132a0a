package io.enishi.scenario.experiment;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.value.Names;
import io.enishi.core.value.OriginId;
import java.util.Objects;

/**
 * The people who get nothing, so that the effect of a scenario, or of all of them, can be measured. An immutable value, in Java,
 * YAML and JSON.
 *
 * <pre>{@code
 * holdout: win-back        # Holdout.of("win-back", "5%")
 * share: 5%                # at most two decimals
 * salt: ...                # the name and "/holdout" unless said
 * }</pre>
 *
 * <p>It holds the buckets from 0 up, so a wider holdout contains the narrower one, and a narrower one releases people without
 * taking others. The salt belongs to the holdout: no version of a scenario changes it. A scenario's holdout and the global one
 * have salts of their own, so they are independent.
 *
 * @param name a technical name
 * @param salt what makes its buckets independent of others'; 1 to 200 characters
 * @param buckets how many of the 10,000 are held, 0 to 10,000
 */
public record Holdout(String name, String salt, int buckets) {

    public Holdout {
        Names.requireName("holdout", name, 64);
        Objects.requireNonNull(salt, "salt");
        if (salt.isEmpty() || salt.length() > Experiment.LONGEST_SALT) {
            throw new IllegalArgumentException(
                    "salt must have 1 to " + Experiment.LONGEST_SALT + " characters, but has " + salt.length());
        }
        if (buckets < 0 || buckets > Buckets.COUNT) {
            throw new IllegalArgumentException("buckets must be 0 to " + Buckets.COUNT + ", but is " + buckets);
        }
    }

    /** A holdout of {@code buckets} hundredths of a percent, with the usual salt. */
    public static Holdout of(String name, int buckets) {
        return new Holdout(name, usualSalt(name), buckets);
    }

    /**
     * A holdout with the usual salt.
     *
     * @param share such as {@code 5%} or {@code 2.25%}
     * @throws IllegalArgumentException if the share is none
     */
    public static Holdout of(String name, String share) {
        return of(name, Share.parse(share));
    }

    /** Cannot be a name, so it is the salt of no experiment that does not say so. */
    static String usualSalt(String name) {
        return name + "/holdout";
    }

    /** The bucket of an origin, 0 to 9,999. */
    public int bucket(OriginId origin) {
        return Buckets.of(salt, origin);
    }

    /** Whether runs of this origin get nothing. A person with several origins is held if any of them is. */
    public boolean holds(OriginId origin) {
        return buckets > 0 && bucket(origin) < buckets;
    }

    /** Whether any of a person's origins is held. */
    public boolean holdsAny(Iterable<OriginId> origins) {
        for (OriginId origin : origins) {
            if (holds(origin)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads YAML or JSON, whichever it is.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong with it
     */
    public static Holdout parse(String text) {
        return ExperimentForm.readHoldout(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to an equal holdout. */
    public String toYaml() {
        return ExperimentForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to an equal holdout. */
    public String toJson() {
        return ExperimentForm.write(this).toJson();
    }
}
