package io.enishi.core.process;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pure computation over a customer's events in timeline order that publishes metrics and sends nothing. Scores, RFM and stages
 * are folds.
 *
 * <p>The runtime calls {@link #apply} for each visible event in timeline order and keeps the state as a checkpoint. When an event
 * arrives late, it calls {@link #insert} where that is offered, or goes on from a {@link #copy} of an earlier state; when one is
 * replaced, or origins are merged or separated, it starts again from {@link #initial()} over the whole timeline. So a state is always
 * the fold of the timeline, whatever the order of arrival.
 *
 * <p>Implementations hold no mutable fields of their own and read no clock. A state belongs to the runtime: {@code apply} may
 * change it in place and return it; nobody reads the old one again.
 *
 * @param <S> the state
 */
public interface Fold<S> {

    /** Name of the fold, unique within a {@code Crm}; see {@code Names}. */
    String name();

    /** Hash of the definition's canonical form: a checkpoint made under another hash is not used. */
    String definitionHash();

    /** Event types that change the state; empty for all. Others are not handed to {@link #apply}. */
    Set<String> eventTypes();

    /** Names of the metrics that {@link #metrics} answers, always the same. */
    Set<String> publishes();

    /** A fresh state. */
    S initial();

    /** The state after one more event, which is not earlier than those before it. */
    S apply(S state, CustomerEvent event);

    /**
     * The state after an event that belongs before some already applied ones, equal to the state of a fold over all of them in
     * order; null when a refold is needed (the default).
     */
    default @Nullable S insert(S state, CustomerEvent lateEvent) {
        return null;
    }

    /**
     * A second state that is equal to this one and shares nothing with it that {@link #apply} or {@link #insert} would change. Whoever
     * keeps some copies on the way, as the runtime does, can begin again at the last one before a late event instead of at the beginning. By
     * default what is written and read back.
     */
    default S copy(S state) {
        return decode(encode(state));
    }

    /** The published metrics as functions of time from the last applied event on; a metric without value is left out. */
    Map<String, Trajectory> metrics(S state);

    /**
     * Why a metric has its value: what each event brought to it, by the code that computes it. Empty where the fold cannot say (the
     * default).
     *
     * @param metric one of {@link #publishes}
     * @param visible the customer's events that are visible at {@code at}
     */
    default Optional<Explanation> explain(String metric, List<CustomerEvent> visible, Instant at) {
        return Optional.empty();
    }

    /** Writes a checkpoint; equal states give equal bytes. */
    byte[] encode(S state);

    /**
     * Reads a checkpoint.
     *
     * @throws IllegalArgumentException if the bytes are not one written by {@link #encode}
     */
    S decode(byte[] bytes);
}
