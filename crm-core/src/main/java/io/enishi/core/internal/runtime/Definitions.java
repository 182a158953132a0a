package io.enishi.core.internal.runtime;

import io.enishi.core.condition.CompiledCondition;
import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.ConditionContext;
import io.enishi.core.condition.ConditionSet;
import io.enishi.core.condition.Reads;
import io.enishi.core.condition.Selection;
import io.enishi.core.process.Fold;
import io.enishi.core.process.Journey;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Names;
import io.enishi.core.value.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All definitions of one {@code Crm}, compiled together: folds in order, segments and watches in the order of their dependencies,
 * journeys by priority; with an index from event types to what an event can change.
 */
final class Definitions {

    /** Of a membership hash, how many digits say which snapshot segments there are. */
    private static final int SNAPSHOT_DIGITS = 8;
    /** Custom types are open-ended; an index entry a type is kept for this many, others are looked up in full. */
    private static final int INDEXED_TYPES = 10_000;
    /** Selections that are found by the object; scenarios have some tens each. */
    private static final int INDEXED_SELECTIONS = 2_000;

    final List<Fold<Object>> folds;
    final Map<String, Integer> metricIndex = new LinkedHashMap<>();
    final String[] metricNames;
    /** Which fold publishes metric i. */
    final int[] foldOfMetric;

    final List<Journey<Object>> journeys;
    /** Those that time alone may start. */
    final List<Journey<Object>> startedByTime;

    final List<Tracked> tracked = new ArrayList<>();
    final Map<String, Integer> bitOfSegment = new LinkedHashMap<>();
    final Map<String, Segment> segments = new LinkedHashMap<>();
    final String membershipHash;
    /** Over everything that decides: {@link #membershipHash} and the journeys in force. */
    final long digest;

    final ConditionSet conditions;
    final Interests interests;
    final Standstill standstill = new Standstill();
    final int words;

    private final IdentityHashMap<Journey<Object>, Map<String, CompiledCondition>> conditionsOfJourney =
            new IdentityHashMap<>();
    private final Map<String, Journey<Object>> pinned = new HashMap<>();
    private final ConcurrentHashMap<String, TypeIndex> byType = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Selection, CompiledFilter> filters = new ConcurrentHashMap<>();
    /** By the object, since the hash of a selection walks all of it; replaced by a longer copy, never changed. */
    private volatile IdentityHashMap<Selection, CompiledFilter> sameFilters = new IdentityHashMap<>();

    private final ConditionContext context;
    /** How many snapshot segments there are; theirs are the first bits, by name. */
    private final int snapshots;

    private final BitSet readsFacts = new BitSet();
    /** Whether a segment or watch asks which sources told of somebody. */
    private boolean readsSources;

    private final BitSet[] readersOfSegment;
    private final BitSet[] readersOfFold;

    Definitions(
            List<Fold<?>> folds,
            List<Segment> segments,
            List<Journey<?>> journeys,
            List<Journey<?>> retired,
            ConditionContext context,
            Catalog catalog,
            List<Problem> problems) {
        this.context = context;
        this.folds = folds.stream().map(Definitions::erased).toList();
        this.foldOfMetric = nameMetrics(problems);
        this.metricNames = metricIndex.keySet().toArray(new String[0]);
        this.journeys = journeys.stream()
                .map(Definitions::erased)
                .sorted(Comparator.<Journey<Object>>comparingInt(Journey::priority)
                        .reversed()
                        .thenComparing(Journey::name))
                .toList();
        this.startedByTime = this.journeys.stream()
                .filter(journey -> !journey.entryTimes().isEmpty())
                .toList();
        pin(retired, problems);
        this.conditions = compiled(segments, problems);
        List<String> snapshots = trackSegments();
        this.snapshots = snapshots.size();
        if (problems.isEmpty()) {
            trackWatches();
        }
        this.interests = new Interests(this.journeys, bitOfSegment.keySet(), context, catalog, problems);
        this.words = (tracked.size() + 63) / 64;
        this.membershipHash = hashOf(snapshots)
                + membershipHash(tracked, this.folds, interests, this.journeys).substring(SNAPSHOT_DIGITS);
        this.digest = digest();
        this.readersOfSegment = bitSets(tracked.size());
        this.readersOfFold = bitSets(this.folds.size());
        tracked.forEach(this::noteReads);
    }

    /** Numbers the metrics in the order of their folds; the fold of each. */
    private int[] nameMetrics(List<Problem> problems) {
        List<Integer> publisher = new ArrayList<>();
        Set<String> foldNames = new TreeSet<>();
        for (int i = 0; i < folds.size(); i++) {
            Fold<Object> fold = folds.get(i);
            if (!foldNames.add(fold.name())) {
                problems.add(new Problem("folds", "two folds are named \"" + fold.name() + '"', "rename one"));
            }
            for (String metric : new TreeSet<>(fold.publishes())) {
                if (metricIndex.putIfAbsent(metric, publisher.size()) != null) {
                    problems.add(new Problem(
                            "folds." + fold.name(), "metric \"" + metric + "\" is published twice", "rename one"));
                } else {
                    publisher.add(i);
                }
            }
        }
        return publisher.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Keeps every version of a journey that a run may be pinned to. */
    private void pin(List<Journey<?>> retired, List<Problem> problems) {
        Set<String> names = new TreeSet<>();
        for (Journey<Object> journey : journeys) {
            journey.problemsAmong(journeys)
                    .forEach(problem -> problems.add(problem.under("journeys." + journey.name())));
            if (!names.add(journey.name())) {
                problems.add(new Problem("journeys", "two journeys are named \"" + journey.name() + '"', "rename one"));
            }
            pinned.put(versionOf(journey), journey);
        }
        for (Journey<?> journey : retired) {
            pinned.putIfAbsent(versionOf(journey), erased(journey));
        }
    }

    private static String versionOf(Journey<?> journey) {
        return journey.name() + "@" + journey.definitionHash();
    }

    /** The conditions of segments and journeys, compiled together. */
    private ConditionSet compiled(List<Segment> all, List<Problem> problems) {
        ConditionSet.Builder builder =
                ConditionSet.builder(context.withMetrics(metricIndex.keySet()).withSegments(Set.of()));
        for (Segment segment : all) {
            if (segments.putIfAbsent(segment.name(), segment) == null) {
                builder.segment(segment.name(), segment.when());
            } else {
                problems.add(new Problem("segments", "two segments are named \"" + segment.name() + '"', "rename one"));
            }
        }
        pinned.values().stream()
                .sorted(Comparator.comparing((Journey<Object> one) -> one.name())
                        .thenComparing(Journey::definitionHash))
                .forEach(journey -> new TreeMap<>(journey.conditions())
                        .forEach((name, condition) -> builder.condition(conditionKey(journey, name), condition)));
        return compiled(builder, problems);
    }

    /** Snapshots first, by name: their bits stay where others come and go. Returns their names. */
    private List<String> trackSegments() {
        List<String> taken = conditions.segmentOrder().stream()
                .filter(this::isSnapshot)
                .sorted()
                .toList();
        taken.forEach(name -> track(name, true));
        conditions.segmentOrder().stream().filter(name -> !isSnapshot(name)).forEach(name -> track(name, false));
        return taken;
    }

    private void trackWatches() {
        for (Journey<Object> journey : pinned.values()) {
            Map<String, CompiledCondition> own = new HashMap<>();
            for (String name : journey.conditions().keySet()) {
                own.put(name, conditions.get(conditionKey(journey, name)));
            }
            conditionsOfJourney.put(journey, own);
        }
        for (Journey<Object> journey : journeys) {
            for (String watch : new TreeSet<>(journey.watches())) {
                CompiledCondition condition = conditionOf(journey, watch);
                tracked.add(new Tracked(
                        journey.name() + "/" + watch, tracked.size(), condition, journey.name(), watch, false));
            }
        }
    }

    private long digest() {
        long all = Digest.mix(Digest.START, membershipHash.getBytes(StandardCharsets.UTF_8));
        for (Journey<Object> journey : journeys) {
            all = Digest.mix(all, versionOf(journey).getBytes(StandardCharsets.UTF_8));
        }
        return all;
    }

    private void noteReads(Tracked one) {
        Reads reads = one.condition().reads();
        for (String segment : reads.segments()) {
            Integer bit = bitOfSegment.get(segment);
            if (bit != null) {
                readersOfSegment[bit].set(one.bit());
            }
        }
        for (String metric : reads.metrics()) {
            Integer index = metricIndex.get(metric);
            if (index != null) {
                readersOfFold[foldOfMetric[index]].set(one.bit());
            }
        }
        readsSources |= !reads.sources().isEmpty();
        if (reads.readsFacts()) {
            readsFacts.set(one.bit());
        }
    }

    /** The compiled set; an empty one when something is wrong, so that the other problems are found as well. */
    private static ConditionSet compiled(ConditionSet.Builder builder, List<Problem> problems) {
        try {
            return builder.build();
        } catch (DefinitionException wrong) {
            problems.addAll(wrong.problems());
            return ConditionSet.compile(Map.of(), ConditionContext.open());
        }
    }

    private String conditionKey(Journey<Object> journey, String name) {
        return (journeys.contains(journey) ? journey.name() : versionOf(journey)) + "/" + name;
    }

    private boolean isSnapshot(String segment) {
        Segment defined = segments.get(segment);
        return defined != null && defined.membership() == Segment.Membership.SNAPSHOT;
    }

    private void track(String segment, boolean snapshot) {
        bitOfSegment.put(segment, tracked.size());
        tracked.add(new Tracked(segment, tracked.size(), conditions.get(segment), "", segment, snapshot));
    }

    /** Whether memberships were decided under these definitions. */
    boolean isInForce(StoredCustomer.Membership membership) {
        return membership.definitionHash().equals(membershipHash);
    }

    /**
     * How many of the first bits of a membership hold under these definitions, too, though it was decided under others: those of the
     * snapshot segments, where there were the same. A snapshot is what it was when it was taken, whatever its condition would say now.
     */
    int keptOf(StoredCustomer.Membership membership) {
        return membership.definitionHash().startsWith(membershipHash.substring(0, SNAPSHOT_DIGITS)) ? snapshots : 0;
    }

    private static String hashOf(List<String> snapshots) {
        return EventId.named(String.join("\n", snapshots)).toString().substring(0, SNAPSHOT_DIGITS);
    }

    /** Over the conditions and what computes the metrics they read, over what is kept of interests, and over entries by time. */
    private static String membershipHash(
            List<Tracked> tracked, List<Fold<Object>> folds, Interests interests, List<Journey<Object>> journeys) {
        StringBuilder text = new StringBuilder();
        for (Fold<Object> fold : folds) {
            text.append(fold.name()).append('=').append(fold.definitionHash()).append('\n');
        }
        for (Tracked one : tracked) {
            text.append(one.name())
                    .append('=')
                    .append(one.condition().condition())
                    .append('\n');
        }
        for (Standing standing : interests.standings()) {
            text.append("interest=").append(standing.identity()).append('\n');
        }
        for (Journey<Object> journey : journeys) {
            if (!journey.entryTimes().isEmpty()) {
                text.append(journey.name())
                        .append("@")
                        .append(journey.entryTimes())
                        .append('\n');
            }
        }
        return EventId.named(text.toString()).toString();
    }

    private static BitSet[] bitSets(int size) {
        BitSet[] sets = new BitSet[size];
        for (int i = 0; i < size; i++) {
            sets[i] = new BitSet();
        }
        return sets;
    }

    @SuppressWarnings("unchecked") // the runtime hands every state only to the definition it came from
    private static Fold<Object> erased(Fold<?> fold) {
        return (Fold<Object>) fold;
    }

    @SuppressWarnings("unchecked") // see above
    private static Journey<Object> erased(Journey<?> journey) {
        return (Journey<Object>) journey;
    }

    @Nullable
    Journey<Object> pinned(String name, String definitionHash) {
        return pinned.get(name + "@" + definitionHash);
    }

    /** Whether runs may be pinned to a definition that is not in force any more, and that no index names therefore. */
    boolean pinsRetired() {
        return pinned.size() > journeys.size();
    }

    /** @throws IllegalArgumentException if no definition of that name is in force or retired */
    void requireKnown(String name) {
        if (pinned.values().stream().noneMatch(journey -> journey.name().equals(name))) {
            throw noScenario(name, pinned.values());
        }
    }

    /** The definition of that name under which people start; null when there is none any more. */
    @Nullable
    Journey<Object> inForce(String name) {
        return journeys.stream()
                .filter(journey -> journey.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    Journey<Object> journey(String name) {
        Journey<Object> found = inForce(name);
        if (found == null) {
            throw noScenario(name, journeys);
        }
        return found;
    }

    /** For a caller who names a scenario that is not among these. */
    private static IllegalArgumentException noScenario(String name, Collection<Journey<Object>> among) {
        Set<String> known = new TreeSet<>();
        among.forEach(journey -> known.add(journey.name()));
        return unknown("scenario", name, known);
    }

    /** The bit of a segment's membership. */
    int bitOf(String segment) {
        Integer bit = bitOfSegment.get(segment);
        if (bit == null) {
            throw unknown("segment", segment, bitOfSegment.keySet());
        }
        return bit;
    }

    /** Where a metric stands among those of the folds. */
    int indexOf(String metric) {
        Integer index = metricIndex.get(metric);
        if (index == null) {
            throw unknown("metric", metric, metricIndex.keySet());
        }
        return index;
    }

    /** For a caller who names something that is not among these. */
    static IllegalArgumentException unknown(String what, String name, Collection<String> known) {
        String advice = Names.didYouMean(name, known);
        return new IllegalArgumentException(
                "no " + what + " is named \"" + name + '"' + (advice.isEmpty() ? "" : "; " + advice));
    }

    Tracked segment(String name) {
        int bit = bitOf(name);
        return tracked.get(bit);
    }

    /** Whether going live lets people into the journey who stand in this watch or segment. */
    static boolean isEntry(Journey<Object> journey, Tracked tracked) {
        return tracked.journey().isEmpty()
                ? journey.entrySegments().contains(tracked.name())
                : tracked.journey().equals(journey.name());
    }

    /** The watch or segment of that name in which people are let into a journey; null when it has none any more. */
    @Nullable
    Tracked entry(Journey<Object> journey, String name) {
        for (Tracked one : tracked) {
            if (one.shortName().equals(name) && isEntry(journey, one)) {
                return one;
            }
        }
        return null;
    }

    CompiledCondition conditionOf(Journey<Object> journey, String name) {
        Map<String, CompiledCondition> own = conditionsOfJourney.get(journey);
        CompiledCondition condition = own == null ? null : own.get(name);
        if (condition == null) {
            throw new IllegalArgumentException("journey " + journey.name() + " has no condition \"" + name + '"');
        }
        return condition;
    }

    /** A selection that a journey asks about, made ready once; journeys ask with the same object again and again. */
    CompiledFilter filter(Selection selection) {
        CompiledFilter same = sameFilters.get(selection);
        if (same == null) {
            same = equalFilter(selection);
            if (sameFilters.size() < INDEXED_SELECTIONS) {
                IdentityHashMap<Selection, CompiledFilter> more = new IdentityHashMap<>(sameFilters);
                more.put(selection, same);
                sameFilters = more;
            }
        }
        return same;
    }

    private CompiledFilter equalFilter(Selection selection) {
        CompiledFilter known = filters.get(selection);
        if (known == null) {
            known = CompiledFilter.of(selection, context);
            if (filters.size() < INDEXED_TYPES) {
                filters.put(selection, known);
            }
        }
        return known;
    }

    /** Which tracked conditions and folds an event of {@code type} can change. */
    TypeIndex index(String type) {
        TypeIndex known = byType.get(type);
        if (known != null) {
            return known;
        }
        TypeIndex made = new TypeIndex(type);
        if (byType.size() < INDEXED_TYPES) {
            byType.put(type, made);
        }
        return made;
    }

    BitSet readersOfSegment(int bit) {
        return readersOfSegment[bit];
    }

    boolean readsSources() {
        return readsSources;
    }

    BitSet readersOfFacts() {
        return readsFacts;
    }

    /** What an event of one type can change. */
    final class TypeIndex {
        final BitSet tracked = new BitSet();
        final int[] folds;
        /** Whom it concerns, by priority. */
        final List<Journey<Object>> journeys = new ArrayList<>();
        /** Those of them that it may start. */
        final List<Journey<Object>> starters = new ArrayList<>();

        private TypeIndex(String type) {
            for (Tracked one : Definitions.this.tracked) {
                if (one.condition().reads().readsEvent(type)) {
                    tracked.set(one.bit());
                }
            }
            List<Integer> interested = new ArrayList<>();
            for (int i = 0; i < Definitions.this.folds.size(); i++) {
                Set<String> types = Definitions.this.folds.get(i).eventTypes();
                if (types.isEmpty() || types.contains(type)) {
                    interested.add(i);
                    tracked.or(readersOfFold[i]);
                }
            }
            this.folds = interested.stream().mapToInt(Integer::intValue).toArray();
            for (Journey<Object> journey : Definitions.this.journeys) {
                if (journey.eventTypes().isEmpty() || journey.eventTypes().contains(type)) {
                    journeys.add(journey);
                    if (journey.mayStartOn(type)) {
                        starters.add(journey);
                    }
                }
            }
        }
    }

    @Override
    public String toString() {
        return "Definitions[" + Objects.requireNonNull(membershipHash) + "]";
    }
}
