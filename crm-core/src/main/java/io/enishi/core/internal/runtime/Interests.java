package io.enishi.core.internal.runtime;

import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.ConditionContext;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventType;
import io.enishi.core.process.Interest;
import io.enishi.core.process.Journey;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.CustomerChange.ChangedInterests;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What journeys declared an interest in, compiled. Who is interested is read off the timeline, here and nowhere else: whatever finds
 * candidates (a scan, an index) only has to find enough of them.
 */
final class Interests {

    private final Catalog catalog;
    /** By type of shop event, each list in the order of the journeys. */
    private final Map<String, List<Declared>> byType = new LinkedHashMap<>();
    /** Each once, whichever interests share it. */
    private final List<Standing> standings;

    private final @Nullable Set<String> types;

    /** One interest of one journey. */
    record Declared(
            String journey, Interest interest, @Nullable Standing standing) {}

    Interests(
            List<Journey<Object>> journeys,
            Set<String> segments,
            ConditionContext context,
            Catalog catalog,
            List<Problem> problems) {
        this.catalog = catalog;
        Map<Standing.Of, Standing> known = new LinkedHashMap<>();
        for (Journey<Object> journey : journeys) {
            int number = 0;
            for (Interest interest : journey.interests()) {
                String path = "journeys." + journey.name() + ".interests." + number++;
                Standing standing = null;
                if (interest instanceof Interest.Events events) {
                    Standing.Of of = new Standing.Of(events.events(), events.same(), events.endedBy());
                    standing = known.computeIfAbsent(of, missing -> standing(events, context, path, problems));
                    checkFields(events, path, problems);
                } else {
                    String segment = ((Interest.Members) interest).segment();
                    if (!segments.contains(segment)) {
                        problems.add(new Problem(
                                path, "no segment is named \"" + segment + '"', Names.didYouMean(segment, segments)));
                    }
                }
                byType.computeIfAbsent(interest.shopEvent(), type -> new ArrayList<>())
                        .add(new Declared(journey.name(), interest, standing));
            }
        }
        this.standings = List.copyOf(known.values());
        this.types = typesOf(standings);
    }

    /** The types that tell of an interest; null where any custom type may. */
    private static @Nullable Set<String> typesOf(List<Standing> standings) {
        Set<String> types = new HashSet<>();
        for (Standing standing : standings) {
            if (standing.types() == null) {
                return null;
            }
            types.addAll(standing.types());
        }
        return types;
    }

    private static Standing standing(
            Interest.Events events, ConditionContext context, String path, List<Problem> problems) {
        return new Standing(
                events,
                filter(events.events(), context, path, problems),
                events.endedBy() == null ? null : filter(events.endedBy(), context, path + ".ended-by", problems));
    }

    private static CompiledFilter filter(
            Selection selection, ConditionContext context, String path, List<Problem> problems) {
        try {
            return CompiledFilter.of(selection, context);
        } catch (DefinitionException wrong) {
            wrong.problems()
                    .forEach(problem -> problems.add(
                            new Problem(path + "." + problem.path(), problem.message(), problem.advice())));
            return CompiledFilter.of(Selection.allEvents());
        }
    }

    /** Every field that has to be the same must hold texts wherever it is looked for. */
    private static void checkFields(Interest.Events events, String path, List<Problem> problems) {
        for (String field : events.same()) {
            Set<String> types = new HashSet<>(events.events().types());
            if (events.endedBy() != null) {
                types.addAll(events.endedBy().types());
            }
            boolean byCatalog = field.equals(Catalog.CATEGORY);
            if (!byCatalog) {
                types.add(events.shopEvent());
            }
            for (String type : types) {
                boolean texts = EventType.isCustom(type)
                        || EventType.of(type)
                                .flatMap(standard -> standard.field(field))
                                .filter(Standing::holdsTexts)
                                .isPresent();
                if (!texts) {
                    problems.add(new Problem(
                            path + ".same", type + " has no field \"" + field + "\" with texts", "leave it out"));
                }
            }
        }
    }

    /** The interests in shop events of a type. */
    List<Declared> in(String type) {
        return byType.getOrDefault(type, List.of());
    }

    /**
     * Whether some journey wants this shop event to reach the customer, who is as decided at {@code now}, and it is their turn.
     *
     * @param turn by since when they are interested; {@code Long.MAX_VALUE} when everybody has had their turn
     */
    Telling.Told turn(Hot hot, EventBody news, Interested turn, long at, long now) {
        if (turn.since() == Long.MAX_VALUE) {
            return in(news.type()).stream().anyMatch(declared -> holds(declared, hot, news, at, now))
                    ? Telling.Told.NOW
                    : Telling.Told.NOT;
        }
        Standing.Found first = first(hot, news, at, now).orElse(null);
        if (first == null) {
            return Telling.Told.NOT;
        }
        return new Interested(first.first(), first.origin()).compareTo(turn) <= 0
                ? Telling.Told.NOW
                : Telling.Told.LATER;
    }

    /** Whether no interest is in any of these events: then each may start every journey. */
    boolean areNone(List<CustomerEvent> events) {
        if (!byType.isEmpty()) {
            for (int i = 0; i < events.size(); i++) {
                if (byType.containsKey(events.get(i).type())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Which of these events may start a journey: all but shop events that do not concern it. */
    List<CustomerEvent> concerning(Journey<Object> journey, Hot hot, List<CustomerEvent> events, long now) {
        if (areNone(events)) {
            return events;
        }
        return events.stream()
                .filter(event -> concerns(journey, hot, event, now))
                .toList();
    }

    private boolean concerns(Journey<Object> journey, Hot hot, CustomerEvent event, long now) {
        boolean declares = false;
        for (Declared declared : in(event.type())) {
            if (declared.journey().equals(journey.name())) {
                declares = true;
                if (holds(declared, hot, event.body(), event.occurredAt().toEpochMilli(), now)) {
                    return true;
                }
            }
        }
        return !declares;
    }

    private boolean holds(Declared declared, Hot hot, EventBody news, long at, long now) {
        if (declared.interest() instanceof Interest.Members members) {
            Integer bit = hot.definitions.bitOfSegment.get(members.segment());
            return bit != null && hot.isMember(bit);
        }
        Interest.Events events = (Interest.Events) declared.interest();
        Standing standing = declared.standing();
        if (standing == null) {
            return false;
        }
        for (List<String> values : valuesOf(events, news)) {
            Standing.Found found = standing.find(hot.known(), values, at, now);
            boolean counts = found != null
                    && (events.within() == null
                            || events.within()
                                            .after(Instant.ofEpochMilli(found.latest()), hot.zone())
                                            .toEpochMilli()
                                    > at);
            if (counts) {
                return true;
            }
        }
        return false;
    }

    /** Whether some interest begins or ends with an event: however long ago, it counts until another one ends it. */
    boolean tellsOf(EventBody body) {
        for (int i = 0; i < standings.size(); i++) {
            if (standings.get(i).begins(body) || standings.get(i).ends(body)) {
                return true;
            }
        }
        return false;
    }

    /** What a store's index has to be kept for. */
    List<Standing> standings() {
        return standings;
    }

    /**
     * What a commit has to say to the index of interests.
     *
     * @param all whether everything is to be said anew, not only what the draft's events change
     */
    List<ChangedInterests> changed(Hot hot, Draft draft, boolean all) {
        if (standings.isEmpty() || (!all && !tellsOfAny(draft))) {
            return List.of();
        }
        Map<OriginId, Map<InterestKey, Long>> since = new LinkedHashMap<>();
        Map<OriginId, Set<InterestKey>> ended = new LinkedHashMap<>();
        for (Standing standing : standings) {
            if (all) {
                hot.originIds().forEach(origin -> since.computeIfAbsent(origin, id -> new HashMap<>()));
                standing.all(hot.known(), hot.lastDecided)
                        .forEach((values, byOrigin) ->
                                byOrigin.forEach((origin, first) -> since.computeIfAbsent(origin, id -> new HashMap<>())
                                        .put(standing.key(values), first)));
            } else if (standing.mayStand(hot)) {
                changed(hot, standing, draft, since, ended);
            }
        }
        draft.events
                .values()
                .forEach(events -> events.forEach(event -> hot.beginnings().add(standings, event.body())));
        if (since.isEmpty() && ended.isEmpty()) {
            return List.of();
        }
        Set<OriginId> origins = new LinkedHashSet<>(since.keySet());
        origins.addAll(ended.keySet());
        List<ChangedInterests> changed = new ArrayList<>(origins.size());
        for (OriginId origin : origins) {
            changed.add(new ChangedInterests(
                    origin, all, since.getOrDefault(origin, Map.of()), ended.getOrDefault(origin, Set.of())));
        }
        return changed;
    }

    private boolean tellsOfAny(Draft draft) {
        for (List<CustomerEvent> added : draft.events.values()) {
            if (tellsOfAny(added)) {
                return true;
            }
        }
        return tellsOfAny(draft.seen);
    }

    private boolean tellsOfAny(List<CustomerEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            CustomerEvent event = events.get(i);
            if ((types == null || types.contains(event.type())) && tellsOf(event.body())) {
                return true;
            }
        }
        return false;
    }

    private static void changed(
            Hot hot,
            Standing standing,
            Draft draft,
            Map<OriginId, Map<InterestKey, Long>> since,
            Map<OriginId, Set<InterestKey>> ended) {
        Set<List<String>> begun = new LinkedHashSet<>();
        Set<List<String>> over = new LinkedHashSet<>();
        draft.events.values().forEach(events -> events.forEach(event -> look(standing, event, begun, over)));
        draft.seen.forEach(
                event -> look(standing, event, new HashSet<>(), over)); // its beginning is known since it came
        Beginnings before = hot.beginnings();
        over.removeIf(values -> !begun.contains(values) && !before.mayHold(standing, values));
        begun.removeAll(over);
        for (List<String> values : begun) {
            boolean isFirst = draft.isOneEvent() && !before.mayHold(standing, values);
            // Nothing ended: only an origin that got an event can be otherwise, and only if none of its older ones
            // stands.
            draft.events.forEach((origin, events) -> {
                for (CustomerEvent event : events) {
                    long at = event.occurredAt().toEpochMilli();
                    if (isFirst
                            ? origin.equals(hot.originOf(event))
                            : standing.beginsAt(at, hot.known(), origin, values, hot.lastDecided)) {
                        since.computeIfAbsent(origin, id -> new HashMap<>()).put(standing.key(values), at);
                    }
                }
            });
        }
        for (List<String> values : over) {
            InterestKey key = standing.key(values);
            Map<OriginId, Long> stands = standing.byOrigin(hot.known(), values, hot.lastDecided);
            for (OriginId origin : hot.originIds()) {
                Long first = stands.get(origin);
                if (first == null) {
                    ended.computeIfAbsent(origin, id -> new HashSet<>()).add(key);
                } else {
                    since.computeIfAbsent(origin, id -> new HashMap<>()).put(key, first);
                }
            }
        }
    }

    private static void look(Standing standing, CustomerEvent event, Set<List<String>> begun, Set<List<String>> over) {
        if (standing.ends(event.body())) {
            over.addAll(standing.valuesOf(event.body()));
        } else if (standing.begins(event.body())) {
            begun.addAll(standing.valuesOf(event.body()));
        }
    }

    /** The keys under which those are found whom a shop event may concern. */
    Set<InterestKey> keys(EventBody news) {
        Set<InterestKey> keys = new TreeSet<>();
        for (Declared declared : in(news.type())) {
            Standing standing = declared.standing();
            if (standing != null) {
                valuesOf((Interest.Events) declared.interest(), news).forEach(values -> keys.add(standing.key(values)));
            }
        }
        return keys;
    }

    /** Since when, and under which origin, a customer is interested by events; empty when not, or only as a member of a segment. */
    Optional<Standing.Found> first(Hot hot, EventBody news, long at, long now) {
        Standing.Found first = null;
        for (Declared declared : in(news.type())) {
            Standing standing = declared.standing();
            if (standing != null && holds(declared, hot, news, at, now)) {
                for (List<String> values : valuesOf((Interest.Events) declared.interest(), news)) {
                    Standing.Found found = standing.find(hot.known(), values, at, now);
                    if (found != null && (first == null || found.isBefore(first))) {
                        first = found;
                    }
                }
            }
        }
        return Optional.ofNullable(first);
    }

    /** The values of the fields that have to be the same, in the order of the fields: one list for each combination. */
    List<List<String>> valuesOf(Interest.Events interest, EventBody news) {
        List<List<String>> combinations = List.of(List.of());
        for (String field : interest.same()) {
            Collection<String> values = Standing.values(news, field);
            if (values.isEmpty() && field.equals(Catalog.CATEGORY)) {
                values = categories(news);
            }
            combinations = Standing.times(combinations, values);
        }
        return combinations;
    }

    private List<String> categories(EventBody news) {
        List<String> categories = new ArrayList<>();
        for (String product : Standing.values(news, "product")) {
            for (AttributeValue value : catalog.facts(product, Catalog.CATEGORY)) {
                if (value instanceof AttributeValue.Text text) {
                    categories.add(text.text());
                }
            }
        }
        return categories;
    }
}
