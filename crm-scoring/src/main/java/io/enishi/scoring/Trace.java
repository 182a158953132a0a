package io.enishi.scoring;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listens to a fold and remembers what every rule did with every event. */
final class Trace {

    /** What an event was given under a rule, before anybody knows what is left of it. */
    static final class Entry {
        final CompiledRule rule;
        final Happening event;
        final long asked;
        final long given;
        final @Nullable Cap cutBy;
        long reversed;

        Entry(CompiledRule rule, Happening event, long asked, long given, @Nullable Cap cutBy) {
            this.rule = rule;
            this.event = event;
            this.asked = asked;
            this.given = given;
            this.cutBy = cutBy;
        }

        long net() {
            return given - reversed;
        }

        long time() {
            return event.time();
        }
    }

    final List<Entry> entries = new ArrayList<>();
    private final IdentityHashMap<OrderPoints.Grant, Entry> byGrant = new IdentityHashMap<>();

    void gave(
            CompiledRule rule,
            Happening event,
            long asked,
            long given,
            @Nullable Cap cutBy,
            OrderPoints.@Nullable Grant grant) {
        Entry entry = new Entry(rule, event, asked, given, cutBy);
        entries.add(entry);
        if (grant != null) {
            byGrant.put(grant, entry);
        }
    }

    void tookBack(OrderPoints.Grant grant, long points) {
        Entry entry = byGrant.get(grant);
        if (entry == null) {
            throw new IllegalStateException("points are taken back that this trace did not see given");
        }
        entry.reversed += points;
    }
}
