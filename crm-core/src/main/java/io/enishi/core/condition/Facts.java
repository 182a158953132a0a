package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Trajectory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation sees of a customer beside the timeline: frozen for one decision. All answers are functions of the decision's
 * input alone and stay as they are until the next one, except metrics, which say themselves how they move.
 *
 * <p>Asked in the hot path: look things up, do not compute or allocate. Names are those that the conditions were compiled with.
 */
public interface Facts {

    /** A metric from its last event on; null if the customer has none of that name. */
    @Nullable
    Trajectory metric(String name);

    boolean inSegment(String name);

    /** A profile attribute; null if unknown. */
    @Nullable
    AttributeValue attribute(String name);

    /** Whether the consent ledger permits advertising for {@code purpose} on {@code channel}, on at least one address. */
    boolean isPermitted(String purpose, String channel);

    /** Whether there is an address on {@code channel} that is neither blocked nor suppressed. */
    boolean isReachable(String channel);

    /** Whether the customer is known by an identifier of this scheme, or of a scheme of this family. */
    boolean isLinked(String scheme);

    /** Whether a visible event of the customer came from this source. */
    boolean isKnownTo(String source);

    /** The events being decided, those of one instant; none when a decision has no event. */
    List<EventBody> happening();

    /** What a registered host function says of this customer. */
    boolean host(String function, Map<String, AttributeValue> arguments);

    /** Knows nothing: no metric, segment, attribute, permission, identifier or event. */
    static Facts none() {
        return NoFacts.INSTANCE;
    }
}
