package io.enishi.core.internal.runtime;

import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.customer.Timeline;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.origin.Recent;
import io.enishi.core.process.Interest;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which events on a timeline tell of an interest that nothing later ended: what all interests by the same events have in common,
 * whatever the shop event and for how long an event counts.
 */
final class Standing {

    private final List<String> same;
    private final CompiledFilter begins;
    private final List<String> beginningTypes;
    private final @Nullable CompiledFilter ends;
    /** What may begin or end it; null where any custom type may. */
    private final @Nullable Set<String> types;

    private final String identity;
    private final Recent<List<String>, InterestKey> keys;

    /** What makes two of them one. */
    record Of(
            Selection events,
            SortedSet<String> same,
            @Nullable Selection endedBy) {}

    /**
     * What stands on a timeline.
     *
     * @param first time of the earliest event that stands, epoch milliseconds
     * @param origin under which it is stored
     * @param latest time of the latest event that stands
     */
    record Found(long first, OriginId origin, long latest) {
        boolean isBefore(Found other) {
            return first != other.first ? first < other.first : origin.compareTo(other.origin) < 0;
        }
    }

    Standing(Interest.Events of, CompiledFilter begins, @Nullable CompiledFilter ends) {
        this.same = List.copyOf(of.same());
        this.begins = begins;
        this.beginningTypes = List.copyOf(begins.types());
        this.ends = ends;
        this.types = types(begins, ends);
        this.identity = EventId.named("interest\n" + of.events() + '\n' + of.same() + '\n' + of.endedBy())
                .toString();
        this.keys = Recent.of(values -> InterestKey.of(identity, values));
    }

    private static @Nullable Set<String> types(CompiledFilter begins, @Nullable CompiledFilter ends) {
        if (begins.coversAllCustomTypes() || (ends != null && ends.coversAllCustomTypes())) {
            return null;
        }
        Set<String> types = new HashSet<>(begins.types());
        if (ends != null) {
            types.addAll(ends.types());
        }
        return types;
    }

    /** What may begin or end it; null where any custom type may. */
    @Nullable
    Set<String> types() {
        return types;
    }

    /** Whether a row could matter: most are passed over by their type, without looking at what happened. */
    private boolean mayTell(Timeline timeline, int row) {
        return types == null || types.contains(timeline.type(row));
    }

    /**
     * What stands with these values.
     *
     * @param values one for each field that has to be the same
     * @param at only events that happened then or before tell of interest
     * @param now what happened until then can end it
     * @return null when nothing stands
     */
    @Nullable
    Found find(Timeline timeline, List<String> values, long at, long now) {
        Found found = null;
        int visible = timeline.visibleAt(now);
        for (int row = 0; row < visible; row++) {
            if (!mayTell(timeline, row)) {
                continue;
            }
            EventBody body = timeline.body(row);
            if (ends(body)) {
                found = has(body, values) ? null : found;
            } else if (timeline.occurredAt(row) <= at && begins.test(body) && has(body, values)) {
                long time = timeline.occurredAt(row);
                if (found == null) {
                    found = new Found(time, timeline.origin(row), time);
                } else if (time == found.first && timeline.origin(row).compareTo(found.origin) < 0) {
                    found = new Found(time, timeline.origin(row), time);
                } else {
                    found = new Found(found.first, found.origin, time);
                }
            }
        }
        return found;
    }

    /** Whether there is anything on the timeline that could tell of interest; what cannot stand was never told of and cannot end. */
    boolean mayStand(Hot hot) {
        if (begins.coversAllCustomTypes()) {
            return true;
        }
        for (String type : beginningTypes) {
            if (hot.mostOf(type) > 0) {
                return true;
            }
        }
        return false;
    }

    boolean begins(EventBody body) {
        return begins.test(body);
    }

    boolean ends(EventBody body) {
        return ends != null && ends.test(body);
    }

    /** The combinations of values that an event has in the fields that have to be the same. */
    List<List<String>> valuesOf(EventBody body) {
        List<List<String>> combinations = List.of(List.of());
        for (String field : same) {
            combinations = times(combinations, values(body, field));
        }
        return combinations;
    }

    InterestKey key(List<String> values) {
        return keys.apply(values);
    }

    /**
     * The earliest event that stands with these values under each origin: also one of the future, which only later shop events meet.
     *
     * @param now what happened until then can end it
     */
    Map<OriginId, Long> byOrigin(Timeline timeline, List<String> values, long now) {
        Map<OriginId, Long> stands = new TreeMap<>();
        for (int row = 0; row < timeline.size(); row++) {
            if (!mayTell(timeline, row)) {
                continue;
            }
            EventBody body = timeline.body(row);
            if (ends(body)) {
                if (timeline.occurredAt(row) <= now && has(body, values)) {
                    stands.clear();
                }
            } else if (begins(body) && has(body, values)) {
                stands.putIfAbsent(timeline.origin(row), timeline.occurredAt(row));
            }
        }
        return stands;
    }

    /**
     * Whether what stands under an origin with these values begins at {@code at}. As {@link #byOrigin} tells, but looking back from the
     * end only as far as it takes.
     */
    boolean beginsAt(long at, Timeline timeline, OriginId origin, List<String> values, long now) {
        long earliest = Long.MAX_VALUE;
        for (int row = timeline.size() - 1; row >= 0; row--) {
            if (!mayTell(timeline, row)) {
                continue;
            }
            EventBody body = timeline.body(row);
            if (ends(body)) {
                if (timeline.occurredAt(row) <= now && has(body, values)) {
                    break; // whatever is older is over
                }
            } else if (begins(body) && timeline.origin(row).equals(origin) && has(body, values)) {
                earliest = timeline.occurredAt(row);
                if (earliest < at) {
                    return false;
                }
            }
        }
        return earliest == at;
    }

    /** As {@link #byOrigin}, for all values there are. */
    Map<List<String>, Map<OriginId, Long>> all(Timeline timeline, long now) {
        Map<List<String>, Map<OriginId, Long>> stands = new HashMap<>();
        for (int row = 0; row < timeline.size(); row++) {
            if (!mayTell(timeline, row)) {
                continue;
            }
            EventBody body = timeline.body(row);
            if (ends(body)) {
                if (timeline.occurredAt(row) <= now) {
                    stands.keySet().removeAll(valuesOf(body));
                }
            } else if (begins(body)) {
                for (List<String> values : valuesOf(body)) {
                    stands.computeIfAbsent(values, fresh -> new TreeMap<>())
                            .putIfAbsent(timeline.origin(row), timeline.occurredAt(row));
                }
            }
        }
        return stands;
    }

    private boolean has(EventBody body, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (!has(body, same.get(i), values.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(EventBody body, String name, String value) {
        if (EventType.isCustom(body)) {
            return EventType.attribute(body, name) instanceof AttributeValue.Text text
                    && text.text().equals(value);
        }
        EventField field = field(body, name);
        return field != null && field.anyText(body, value::equals);
    }

    /** The texts of a field; none where the body has no such field. */
    static Collection<String> values(EventBody body, String name) {
        if (EventType.isCustom(body)) {
            return EventType.attribute(body, name) instanceof AttributeValue.Text text
                    ? List.of(text.text())
                    : List.of();
        }
        EventField field = field(body, name);
        return field == null ? List.of() : field.texts(body);
    }

    /** The field of that name, if this event has texts in it. */
    private static @Nullable EventField field(EventBody body, String name) {
        EventField field =
                EventType.of(body.type()).flatMap(type -> type.field(name)).orElse(null);
        return field == null || !holdsTexts(field) || !field.isPresent(body) ? null : field;
    }

    static boolean holdsTexts(EventField field) {
        return field.kind() == EventField.Kind.TEXT || field.kind() == EventField.Kind.TEXTS;
    }

    /** Every combination with every value at its end. */
    static List<List<String>> times(List<List<String>> combinations, Collection<String> values) {
        List<List<String>> longer = new ArrayList<>(combinations.size() * values.size());
        for (List<String> combination : combinations) {
            for (String value : values) {
                List<String> one = new ArrayList<>(combination);
                one.add(value);
                longer.add(one);
            }
        }
        return longer;
    }

    /** Names the definition. */
    String identity() {
        return identity;
    }
}
