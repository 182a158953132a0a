package io.enishi.core.process;

import io.enishi.core.condition.Condition;
import io.enishi.core.explain.Explanation;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Problem;
import io.enishi.core.value.Trajectory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A forward-only process over a customer: it decides once per input, asks for effects and is never rewritten. Scenarios are
 * journeys.
 *
 * <p>Implementations are immutable and pure: what they know comes from the state, the input and the view. The runtime serialises
 * all inputs of a customer, commits each decision with its commands and timers, and hands a frozen {@link CustomerView} in which
 * folds and segments are already up to date.
 *
 * @param <S> the state of one instance, immutable
 */
public interface Journey<S> {

    /** Name, unique within a {@code Crm}. */
    String name();

    /** Hash of the canonical definition; running instances stay pinned to theirs. */
    String definitionHash();

    /** Journeys of higher priority decide first on one input; equal priorities by name. */
    default int priority() {
        return 0;
    }

    /** Event types that may start an instance or concern a running one; empty for all. */
    Set<String> eventTypes();

    /** Whether events of a type may start an instance: the journey is asked to {@link #enter} by no others. Those of {@link #eventTypes} unless said. */
    default boolean mayStartOn(String eventType) {
        return eventTypes().isEmpty() || eventTypes().contains(eventType);
    }

    /**
     * Conditions that the journey evaluates through {@link CustomerView#test}, by the names it uses there. They are compiled
     * together with those of the whole {@code Crm}; a mistake is reported when the {@code Crm} is built.
     */
    Map<String, Condition> conditions();

    /**
     * Those of {@link #conditions} whose entry and exit the runtime watches like a segment's and reports as {@link
     * Input.SegmentChanged} under the same name. An entry by absence is such a watch.
     */
    default Set<String> watches() {
        return Set.of();
    }

    /** Segments whose changes concern the journey. */
    default Set<String> segments() {
        return Set.of();
    }

    /** Those of {@link #segments} whose entry starts an instance: going live counts who stands in them, and lets them in if asked. */
    default Set<String> entrySegments() {
        return Set.of();
    }

    /**
     * Whom shop events concern that start this journey. A shop event reaches the timelines of those whom some journey declares; this one
     * is asked to {@link #enter} by it for those who are interested by its own declarations, or for whoever was reached if it
     * declares none for that type.
     */
    default List<Interest> interests() {
        return List.of();
    }

    /**
     * When time alone may next start an instance (an annual date, a schedule): epoch milliseconds after {@code view.now()}, or
     * {@link Trajectory#NEVER}. At that instant the journey gets {@link Input.EntryDue}. Reads attributes, the zone and what events
     * stated that {@link #datesEntriesBy} names; an answer is not asked for again before its instant unless one of them changed.
     */
    default long nextEntry(CustomerView view) {
        return Trajectory.NEVER;
    }

    /** Whether events of a type can move {@link #nextEntry}; those of {@link #eventTypes} unless said. */
    default boolean datesEntriesBy(String eventType) {
        return eventTypes().isEmpty() || eventTypes().contains(eventType);
    }

    /**
     * What {@link #nextEntry} goes by, as text that is another one whenever its answers may be; empty for a journey that time alone never
     * starts. When it changes, everybody is asked again, and what would have started before then does not start.
     */
    default String entryTimes() {
        return "";
    }

    /**
     * What stands in the way of running this journey beside the others of a {@code Crm}, such as handing over to one that is not among
     * them; a {@code Crm} with such journeys is not built.
     *
     * @param all every journey that is wired, this one among them
     * @return problems with paths within this journey; empty if nothing does
     */
    default List<Problem> problemsAmong(List<? extends Journey<?>> all) {
        return List.of();
    }

    /**
     * The instances that this input starts, none for most inputs. Called for {@link Input.Happened}, {@link
     * Input.SegmentChanged}, {@link Input.EntryDue} and {@link Input.Requested}. Eligibility (re-entry, exclusion groups) is decided here; refusals go
     * into the trace.
     */
    Entries enter(Input input, CustomerView view);

    /** The first decision of a new instance. */
    Decision<S> start(InstanceKey key, Input input, CustomerView view);

    /** The next decision of a running instance. */
    Decision<S> decide(InstanceKey key, S state, Input input, CustomerView view);

    /**
     * Why the customer is in this journey now or not: every rule of entry, and of the running instances, with its value at
     * {@code view.now()}. By the code that decides.
     *
     * @param running the journey's running instances with their states
     */
    default Explanation explain(CustomerView view, Map<InstanceKey, S> running) {
        return new Explanation(name(), !running.isEmpty(), running.size() + " running", Trajectory.NEVER, List.of());
    }

    /**
     * Why runs under this definition go on where another one, or none, lets people in by now: what {@link #explain} says, without
     * the rules of entry.
     *
     * @param running running instances under this definition with their states; not empty
     */
    default Explanation explainRuns(CustomerView view, Map<InstanceKey, S> running) {
        return explain(view, running);
    }

    /** Writes a state; equal states give equal bytes. */
    byte[] encode(S state);

    /**
     * Reads a state.
     *
     * @throws IllegalArgumentException if the bytes are not a state of this journey
     */
    S decode(byte[] bytes);

    /**
     * Entries asked for by one input.
     *
     * @param keys instances to start; one that already exists is not started again
     * @param trace why, also why not
     */
    record Entries(List<InstanceKey> keys, List<Decision.TraceLine> trace) {
        private static final Entries NONE = new Entries(List.of(), List.of());

        public Entries {
            keys = List.copyOf(keys);
            trace = List.copyOf(trace);
        }

        public static Entries none() {
            return NONE;
        }

        public static Entries refused(String code, String reason) {
            return new Entries(List.of(), List.of(new Decision.TraceLine(code, "entry", reason)));
        }

        public static Entries of(OriginId origin, String journey, String entryKey, String reason) {
            Objects.requireNonNull(reason, "reason");
            return new Entries(
                    List.of(new InstanceKey(origin, journey, entryKey)),
                    List.of(new Decision.TraceLine("entered", "entry", reason)));
        }
    }
}
