package io.enishi.core.condition;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a compiled condition looks at; from it the order of evaluation and the rules to evaluate anew are derived.
 *
 * @param eventTypes types of events that can change the answer, sorted
 * @param everyCustomType whether events of any custom type can, too
 * @param metrics names of metrics
 * @param segments names of segments
 * @param attributes names of profile attributes
 * @param hostFunctions names of host functions
 * @param schemes schemes of identifiers, or families of them
 * @param sources sources of events
 * @param permission whether consent or addresses are read
 * @param happening whether the event being decided is read
 */
public record Reads(
        SortedSet<String> eventTypes,
        boolean everyCustomType,
        SortedSet<String> metrics,
        SortedSet<String> segments,
        SortedSet<String> attributes,
        SortedSet<String> hostFunctions,
        SortedSet<String> schemes,
        SortedSet<String> sources,
        boolean permission,
        boolean happening) {

    public Reads {
        eventTypes = copy(eventTypes);
        metrics = copy(metrics);
        segments = copy(segments);
        attributes = copy(attributes);
        hostFunctions = copy(hostFunctions);
        schemes = copy(schemes);
        sources = copy(sources);
    }

    private static SortedSet<String> copy(Set<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** Whether it reads what is known of the customer beside timeline, metrics and segments. */
    public boolean readsFacts() {
        return permission
                || !attributes.isEmpty()
                || !hostFunctions.isEmpty()
                || !schemes.isEmpty()
                || !sources.isEmpty();
    }

    /** Whether an event of this type can change the answer. */
    public boolean readsEvent(String type) {
        return eventTypes.contains(type) || (everyCustomType && io.enishi.core.event.EventType.isCustom(type));
    }
}
