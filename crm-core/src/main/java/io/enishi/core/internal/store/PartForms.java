package io.enishi.core.internal.store;

import static io.enishi.core.internal.json.ObjectForm.Field.required;
import static io.enishi.core.internal.json.PlainForms.INSTANT;
import static io.enishi.core.internal.json.PlainForms.SCHEME;
import static io.enishi.core.internal.json.PlainForms.TEXT;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import io.enishi.core.event.EventFormatException;
import io.enishi.core.internal.json.JsonSource;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.internal.json.ValueForm;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Timer;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.Unicode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JsonToken;

/** The parts that several stored records share. */
final class PartForms {

    static final ValueForm<OriginId> ORIGIN = text(OriginId::toString, OriginId::parse, "must be an origin id");
    static final ValueForm<CustomerId> CUSTOMER =
            text(CustomerId::toString, CustomerId::parse, "must be a customer id");
    static final ValueForm<CommandKey> COMMAND_KEY =
            text(CommandKey::toString, CommandKey::parse, "must be a command key");
    static final ValueForm<Duration> DURATION = text(Duration::toString, Duration::parse, "must be a duration");
    static final ValueForm<List<OriginId>> ORIGINS = ValueForm.list(ORIGIN);
    static final ValueForm<Set<OriginId>> ORIGIN_SET = set(ORIGINS, PartForms::sorted);
    static final ValueForm<Set<Set<OriginId>>> ORIGIN_SETS = set(ValueForm.list(ORIGIN_SET), PartForms::sortedSets);

    static final ObjectForm<MatchKey> MATCH_KEY = matchKey();
    static final ObjectForm<InstanceKey> INSTANCE_KEY = instanceKey();
    static final ObjectForm<Timer> TIMER = timer();

    private static final EventCodec EVENTS = new EventCodec();

    static final ValueForm<CustomerEvent> EVENT =
            ValueForm.of((out, event) -> out.writeRawValue(EVENTS.encode(event)), in -> {
                String text = in.objectText();
                try {
                    return EVENTS.decodeCustomerEvent(text);
                } catch (EventFormatException e) { // its message may show names of fields, which may be data
                    throw in.invalid("an event cannot be read, " + e.reason().key());
                }
            });

    private PartForms() {}

    /** A value with a text of its own. */
    static <T> ValueForm<T> text(Function<T, String> written, Function<String, T> read, String advice) {
        return ValueForm.of((out, value) -> out.writeString(written.apply(value)), in -> {
            String text = in.text();
            try {
                return read.apply(text);
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                throw in.invalid(advice); // their messages quote the text
            }
        });
    }

    /**
     * A map whose keys are data, written in order of keys: an object; or a list of keys and values where a key has half a surrogate
     * pair, which the parser takes in values only.
     */
    static <T> ValueForm<Map<String, T>> map(ValueForm<T> form) {
        ValueForm<Map<String, T>> object = ValueForm.map(form, false);
        return ValueForm.of(
                (out, values) -> {
                    Map<String, T> ordered = values.size() < 2 ? values : new TreeMap<>(values);
                    if (ordered.keySet().stream().allMatch(Unicode::isWellFormed)) {
                        object.write(out, ordered);
                        return;
                    }
                    out.writeStartArray();
                    ordered.forEach((key, value) -> {
                        out.writeString(key);
                        form.write(out, value);
                    });
                    out.writeEndArray();
                },
                in -> in.at(JsonToken.START_ARRAY) ? pairs(in, form) : object.read(in));
    }

    private static <T> Map<String, T> pairs(JsonSource in, ValueForm<T> form) {
        Map<String, T> values = new TreeMap<>();
        while (in.next() != JsonToken.END_ARRAY) {
            String key = in.text();
            in.next();
            if (values.put(key, form.read(in)) != null) {
                throw in.twice(key);
            }
        }
        return values;
    }

    /** A set, written in an order of its members. */
    static <T> ValueForm<Set<T>> set(ValueForm<List<T>> list, Function<Set<T>, List<T>> order) {
        return ValueForm.of((out, values) -> list.write(out, order.apply(values)), in -> {
            List<T> values = list.read(in);
            Set<T> set = new HashSet<>(values);
            if (set.size() < values.size()) {
                throw in.invalid("a member of a set stands twice");
            }
            return Set.copyOf(set);
        });
    }

    static <T extends Comparable<T>> List<T> sorted(Set<T> values) {
        return values.stream().sorted().toList();
    }

    private static List<Set<OriginId>> sortedSets(Set<Set<OriginId>> sets) {
        return sets.stream()
                .map(set -> set.stream().sorted().toList())
                .sorted(PartForms::compare)
                .map(PartForms::inOrder)
                .toList();
    }

    private static Set<OriginId> inOrder(List<OriginId> origins) {
        return new LinkedHashSet<>(origins);
    }

    private static int compare(List<OriginId> a, List<OriginId> b) {
        for (int i = 0; i < a.size() && i < b.size(); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static ObjectForm<MatchKey> matchKey() {
        Field<MatchKey, Scheme> scheme = required("scheme", SCHEME, MatchKey::scheme);
        Field<MatchKey, String> key = required("key", TEXT, MatchKey::key);
        return ObjectForm.of(v -> new MatchKey(v.get(scheme), v.get(key)), scheme, key);
    }

    private static ObjectForm<InstanceKey> instanceKey() {
        Field<InstanceKey, OriginId> origin = required("origin", ORIGIN, InstanceKey::origin);
        Field<InstanceKey, String> journey = required("journey", TEXT, InstanceKey::journey);
        Field<InstanceKey, String> entry = required("entry", TEXT, InstanceKey::entry);
        return ObjectForm.of(v -> new InstanceKey(v.get(origin), v.get(journey), v.get(entry)), origin, journey, entry);
    }

    private static ObjectForm<Timer> timer() {
        Field<Timer, String> name = required("name", TEXT, Timer::name);
        Field<Timer, Instant> due = required("due", INSTANT, Timer::due);
        return ObjectForm.of(v -> new Timer(v.get(name), v.get(due)), name, due);
    }
}
