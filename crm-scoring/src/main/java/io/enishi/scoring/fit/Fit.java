package io.enishi.scoring.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outcome of fitting a model to data: a model, or the reason why the data do not determine one.
 *
 * <pre>{@code
 * Fit<BgNbd> fit = BgNbd.fit(counts);
 * String said = fit.fold(
 *         found -> "r = " + found.model().r() + " +- " + found.standardErrors().get("r"),
 *         refused -> "no model: " + refused.detail());
 * }</pre>
 *
 * @param <M> the model
 */
public sealed interface Fit<M> {

    /** One answer for each case. */
    <T> T fold(Function<? super Identified<M>, T> identified, Function<? super Unidentified<M>, T> unidentified);

    /** The model, if the data determine one. */
    default Optional<M> found() {
        return fold(found -> Optional.of(found.model()), refused -> Optional.empty());
    }

    /**
     * The fitted model with its figures, for callers who can do nothing without one.
     *
     * @throws UnidentifiedFitException if there is none, with the reason
     */
    default Identified<M> orElseThrow() {
        return fold(Function.identity(), refused -> {
            throw new UnidentifiedFitException(refused);
        });
    }

    /**
     * The maximum of the likelihood.
     *
     * @param logLikelihood natural logarithm, including all constants
     * @param standardErrors by parameter name, from the observed information (the inverse of minus the Hessian) at the maximum
     * @param observations how many customers, or gaps, the likelihood is of
     * @param evaluations how often the likelihood of all of them was evaluated
     */
    record Identified<M>(
            M model, double logLikelihood, Map<String, Double> standardErrors, long observations, int evaluations)
            implements Fit<M> {

        public Identified {
            Objects.requireNonNull(model, "model");
            standardErrors = Collections.unmodifiableMap(new LinkedHashMap<>(standardErrors));
        }

        @Override
        public <T> T fold(
                Function<? super Identified<M>, T> identified, Function<? super Unidentified<M>, T> unidentified) {
            return identified.apply(this);
        }
    }

    /**
     * No single best model.
     *
     * @param detail what to tell a person: which parameter, and what it would take
     */
    record Unidentified<M>(Reason reason, String detail) implements Fit<M> {

        public Unidentified {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public <T> T fold(
                Function<? super Identified<M>, T> identified, Function<? super Unidentified<M>, T> unidentified) {
            return unidentified.apply(this);
        }
    }

    /** Why data do not determine a model. */
    enum Reason {
        /** Fewer different observations than parameters. */
        TOO_FEW,
        /** Nobody came back: how often people buy cannot be told from whether they are still there. */
        NO_REPEAT_PURCHASES,
        /** Everything that was observed is censored or without amount: there is nothing to measure. */
        NO_EVENTS,
        /** The likelihood grows for ever as a parameter runs to zero or to infinity; usually the customers do not differ enough. */
        BOUNDARY,
        /** There is a maximum, but so flat that a parameter is not known within two orders of magnitude. */
        FLAT,
        /** The search did not end. */
        NO_CONVERGENCE
    }
}
