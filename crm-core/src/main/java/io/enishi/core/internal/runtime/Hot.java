package io.enishi.core.internal.runtime;

import io.enishi.core.condition.Columns;
import io.enishi.core.customer.Timeline;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.Arrival;
import io.enishi.core.internal.timeline.MergedTimeline;
import io.enishi.core.internal.timeline.OriginTimeline;
import io.enishi.core.internal.timeline.TimelineEvents;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Journey;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.Trajectory;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A customer in working memory: what is stored plus what is derived from it (running aggregates, fold states, next changes).
 *
 * <p>Guarded by the customer's stripe lock. A decision changes it in place before its commit; when the commit fails, or anything
 * throws, it is thrown away and built again from the store. So it is never ahead of the store for anyone else: readers outside the
 * lock get their own copy.
 */
final class Hot {

    static final Comparator<Dispatched> MESSAGES =
            Comparator.comparing(Dispatched::at).thenComparing(Dispatched::key);
    static final long NEVER = Trajectory.NEVER;
    /** For {@link #checkpointUntil}: none is stored. */
    static final long NO_CHECKPOINT = Long.MIN_VALUE;
    /** For {@link #checkpointUntil}: one may be, and is not right any more. */
    static final long ANY_CHECKPOINT = Long.MAX_VALUE;

    final Definitions definitions;
    final Vocabulary vocabulary;

    CustomerId id;
    long version;
    final List<Part> parts = new ArrayList<>(1);
    final Runs instances = new Runs();
    final Map<CommandKey, StoredCommand> openCommands = new LinkedHashMap<>(2);
    /** By time, then by key, as stores hand them out: what was read back must not decide otherwise than what stayed. */
    final List<Dispatched> dispatched = new ArrayList<>(0);

    final AddressReads addressReads = new AddressReads();

    long lastDecided = Long.MIN_VALUE;
    /** Up to when it was looked for what is due; kept in memory alone. */
    long lookedAt = Long.MIN_VALUE;

    /** When time alone next starts something. */
    final NextEntries entries;

    /** What stands for events that were not read; null where all were. */
    final @Nullable Past past;
    /** The store has no checkpoint of a later instant than this, epoch milliseconds. */
    long checkpointUntil = NO_CHECKPOINT;
    /** How many rows there have to be before a checkpoint is thought of again. */
    int checkpointAfter;

    private boolean lacksOlder;

    /** The last instant whose entries by time were asked for. */
    long entriesAsked = Long.MIN_VALUE;
    /** What time alone entered until then is history: the definitions were not in force yet. */
    long entriesOfThePast = Long.MIN_VALUE;
    /** What time alone brought until then is history: the events it came after were taken in as history, and only then. */
    long historyUntil = Long.MIN_VALUE;

    final long[] bits;
    /** False until memberships were computed under the present definitions. */
    boolean membershipKnown;
    /** False until what the timeline tells of interests was stored under the present definitions. */
    boolean interestsKnown;
    /** First millisecond at which tracked condition i may change by itself. */
    final long[] changeAt;

    Columns columns;
    final RunningFolds folds;
    final Profile profile;

    /** Events that are stored but not visible yet, in timeline order. */
    final TreeSet<CustomerEvent> futures = new TreeSet<>(TimelineOrder.EVENTS);
    /** How many events of a type became visible. */
    private final Map<String, Integer> visibleOfType = new HashMap<>(8);
    /** The timeline over all parts; null until asked for after the parts changed. */
    private @Nullable MergedTimeline merged;
    /** Null until asked for after the parts changed. */
    private @Nullable List<OriginId> originIds;

    /** Null until asked for after the parts changed; whoever commits an event that begins an interest adds it. */
    private @Nullable Beginnings beginnings;

    /** Of the visible events: gathered when somebody asks, and kept up from then on. */
    private @Nullable Set<String> sources;

    Hot(Definitions definitions, Vocabulary vocabulary, ZoneId shopZone, CustomerId id) {
        this(definitions, vocabulary, shopZone, id, null);
    }

    private Hot(Definitions definitions, Vocabulary vocabulary, ZoneId shopZone, CustomerId id, @Nullable Past past) {
        this.past = past;
        this.definitions = definitions;
        this.vocabulary = vocabulary;
        this.id = id;
        this.bits = new long[definitions.words];
        this.changeAt = new long[definitions.tracked.size()];
        this.entries = new NextEntries(definitions.startedByTime);
        this.folds = new RunningFolds(definitions);
        this.profile = new Profile(shopZone);
        Arrays.fill(changeAt, NEVER);
        this.columns = definitions.conditions.newColumns(zone());
    }

    /**
     * Builds working memory from a snapshot: memberships as stored, everything derived from the timeline as of the last decision.
     *
     * @param past what stands for the events before the snapshot's timelines; null where these are whole
     */
    static Hot from(
            Definitions definitions,
            Vocabulary vocabulary,
            ZoneId shopZone,
            StoredCustomer stored,
            @Nullable Past past) {
        Hot hot = new Hot(definitions, vocabulary, shopZone, stored.id(), past);
        hot.version = stored.version();
        hot.lastDecided = stored.lastDecided().toEpochMilli();
        hot.checkpointUntil = past == null ? hot.lastDecided : past.until();
        for (StoredOrigin origin : stored.origins()) {
            hot.parts.add(Part.of(origin, past, vocabulary));
        }
        for (StoredInstance row : stored.instances()) {
            Journey<Object> journey = definitions.pinned(row.key().journey(), row.definitionHash());
            if (journey == null) {
                definitions.standstill.tell(row);
            }
            hot.instances.put(row.key(), Instance.from(row, journey));
        }
        stored.openCommands().forEach(command -> hot.openCommands.put(command.key(), command));
        hot.dispatched.addAll(stored.dispatched());
        if (definitions.isInForce(stored.membership())) {
            System.arraycopy(stored.membership().bits(), 0, hot.bits, 0, hot.bits.length);
            hot.historyUntil = historyUntil(stored.membership().bits(), hot.bits.length);
            hot.membershipKnown = true;
            hot.interestsKnown = true;
        } else {
            for (int bit = 0; bit < definitions.keptOf(stored.membership()); bit++) {
                hot.setMember(bit, stored.membership().has(bit));
            }
        }
        hot.rebuild();
        return hot;
    }

    private static long historyUntil(long[] words, int ofBits) {
        return words.length > ofBits ? words[ofBits] : Long.MIN_VALUE;
    }

    /**
     * The bits as they are stored, with {@link #historyUntil} in a word behind them while something is due that it concerns: whoever reads the
     * customer next, another JVM in the middle of an import, must not take it for news.
     */
    long[] storedBits(long nextWake) {
        if (nextWake > historyUntil) {
            return bits.clone();
        }
        long[] words = Arrays.copyOf(bits, bits.length + 1);
        words[bits.length] = historyUntil;
        return words;
    }

    /** Computes everything derived again, over all events visible at the last decision. */
    void rebuild() {
        Arrays.fill(changeAt, NEVER);
        int unread = pastRows();
        folds.begin(past, unread);
        profile.clear();
        sources = null;
        futures.clear();
        visibleOfType.clear();
        entries.forgetAll(lastDecided);
        if (past != null) {
            visibleOfType.putAll(past.counts());
        }
        for (CustomerEvent event : known().events()) {
            if (unread-- > 0) {
                profile.see(event);
            } else if (event.occurredAt().toEpochMilli() <= lastDecided) {
                visibleOfType.merge(event.type(), 1, Integer::sum);
                profile.see(event);
                folds.pass(event);
            } else {
                futures.add(event);
            }
        }
        folds.publishAll();
        columns = definitions.conditions.newColumns(zone());
        columns.rebuild(known().events());
    }

    /** Calendar windows follow the customer's zone: builds the columns again when it changed. */
    boolean followZone() {
        if (columns.zoneId().equals(zone())) {
            return false;
        }
        columns = definitions.conditions.newColumns(zone());
        columns.rebuild(known().events());
        return true;
    }

    /**
     * Shows events of one instant, in timeline order, that just became visible to folds and to the profile.
     *
     * @return whether the profile may be otherwise now, or another source told of them
     */
    boolean see(List<CustomerEvent> events) {
        boolean facts = false;
        BitSet touched = new BitSet();
        List<CustomerEvent> shown = onTimeline(events);
        for (CustomerEvent event : shown) {
            visibleOfType.merge(event.type(), 1, Integer::sum);
            entries.happened(event.type(), lastDecided);
            profile.see(event);
            facts |= Profile.isChangedBy(event) || maySayMoreOfSources(event);
            if (sources != null) {
                sources.add(event.source());
            }
            for (int fold : definitions.index(event.type()).folds) {
                touched.set(fold);
            }
        }
        if (facts) {
            entries.forgetAll(lastDecided);
        }
        fold(shown);
        folds.publish(touched);
        return facts;
    }

    /** Without the copies that lost against one under another origin: they did not happen. */
    private List<CustomerEvent> onTimeline(List<CustomerEvent> events) {
        for (CustomerEvent event : events) {
            if (rowOf(event) < 0) {
                return events.stream().filter(one -> rowOf(one) >= 0).toList();
            }
        }
        return events;
    }

    private void fold(List<CustomerEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        CustomerEvent first = events.get(0);
        if (folds.isInOrder(first)) {
            events.forEach(folds::pass);
            return;
        }
        long visibleUntil = Math.max(lastDecided, first.occurredAt().toEpochMilli());
        if (events.size() == 1) {
            folds.insert(first, rowOf(first), known(), visibleUntil);
        } else {
            folds.insertAll(events, rowOf(first), known(), visibleUntil);
        }
    }

    /** How many visible events of a type there are at most. */
    int mostOf(String type) {
        return futures.isEmpty() ? visibleOfType.getOrDefault(type, 0) : Integer.MAX_VALUE;
    }

    @Nullable
    AttributeValue attribute(String name) {
        return profile.attribute(name);
    }

    boolean isBlocked(String channel) {
        return profile.isBlocked(channel);
    }

    /** Whether there is an identifier of this scheme, or of a scheme of this family. */
    boolean isLinked(String scheme) {
        for (Part part : parts) {
            for (Identifier identifier : part.identifiers.keySet()) {
                Scheme of = identifier.scheme();
                if (of.name().equals(scheme) || of.family().equals(scheme)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean isKnownTo(String source) {
        Set<String> known = sources;
        if (known == null) {
            known = past == null ? new HashSet<>(4) : new HashSet<>(past.sources());
            Timeline timeline = known();
            for (int row = pastRows(); row < timeline.visibleAt(lastDecided); row++) {
                known.add(timeline.source(row));
            }
            sources = known;
        }
        return known.contains(source);
    }

    /** Whether it may be the first of its source, while a segment asks for that. */
    private boolean maySayMoreOfSources(CustomerEvent event) {
        return definitions.readsSources() && (sources == null || !sources.contains(event.source()));
    }

    boolean isRestricted() {
        for (Part part : parts) {
            if (part.restricted) {
                return true;
            }
        }
        return false;
    }

    /** The customer's zone, else the shop's. */
    ZoneId zone() {
        return profile.zone();
    }

    /** When something is decided or asked that comes up at {@code clock}: never before what was decided already. */
    long asOf(long clock) {
        return Math.max(lastDecided, clock);
    }

    boolean isMember(int bit) {
        return ((bits[bit >> 6] >>> bit) & 1) != 0;
    }

    void setMember(int bit, boolean member) {
        if (member) {
            bits[bit >> 6] |= 1L << bit;
        } else {
            bits[bit >> 6] &= ~(1L << bit);
        }
    }

    /**
     * All events in timeline order, also those of the decision under way.
     *
     * @throws OlderNeeded if they were not all read
     */
    Timeline timeline() {
        if (past != null) {
            throw olderNeeded("the timeline");
        }
        return merged();
    }

    /** With which values interests may have begun in what is {@link #known}. */
    Beginnings beginnings() {
        Beginnings all = beginnings;
        if (all == null) {
            all = Beginnings.of(known(), definitions.interests.standings());
            beginnings = all;
        }
        return all;
    }

    /**
     * What of the timeline is known: all events from the {@link #past} on, and those that it kept. Whoever reads it says why that is enough.
     */
    Timeline known() {
        return merged();
    }

    /** How many of the first rows of {@link #known} are past. */
    int pastRows() {
        return past == null ? 0 : known().since(past.until());
    }

    /** To be thrown where something asks for events that were not read. */
    OlderNeeded olderNeeded(String what) {
        lacksOlder = true;
        return new OlderNeeded(what);
    }

    /** Whether something asked for events that were not read: then nothing that was decided counts. */
    boolean lacksOlder() {
        return lacksOlder;
    }

    /**
     * What would become of an event at its origin's timeline.
     *
     * @throws OlderNeeded if that hangs on events that were not read
     */
    Arrival arrival(Part part, CustomerEvent event) {
        return arrival(part.known, event);
    }

    /** As {@link #arrival(Part, CustomerEvent)}, after others that came with it. */
    Arrival arrival(OriginTimeline timeline, CustomerEvent event) {
        if (past != null && (event.occurredAt().toEpochMilli() < past.until() || past.mayHold(event))) {
            throw olderNeeded("an event");
        }
        return timeline.plus(event);
    }

    private MergedTimeline merged() {
        MergedTimeline known = merged;
        if (known == null) {
            List<MergedTimeline.Part> merging = new ArrayList<>(parts.size());
            for (int i = 0; i < parts.size(); i++) {
                merging.add(parts.get(i).toMerge());
            }
            known = MergedTimeline.of(vocabulary, merging);
            merged = known;
        }
        return known;
    }

    /**
     * All events of an origin.
     *
     * @throws OlderNeeded if they were not all read
     */
    List<CustomerEvent> eventsOf(Part part) {
        if (past != null) {
            throw olderNeeded("an origin");
        }
        return new TimelineEvents(vocabulary, part.known, List.copyOf(part.identifiers.keySet()));
    }

    /** After origins came or went. */
    void partsChanged() {
        merged = null;
        beginnings = null;
    }

    /**
     * Puts an event on the timeline of its origin.
     *
     * @return whether it stands there now as one more row; false when it replaced or doubles another, so that everything derived has
     *     to be computed again
     */
    boolean add(Part part, Arrival arrival, CustomerEvent event) {
        int before = merged().size();
        part.known = arrival.timeline();
        MergedTimeline now = merged().plus(part.toMerge(), event);
        merged = now;
        return arrival instanceof Arrival.Added && now.size() == before + 1;
    }

    /** Whether the timeline shows this event, and not a copy of it that says something else. */
    boolean shows(CustomerEvent event) {
        int row = rowOf(event);
        return row >= 0 && known().event(row).body().equals(event.body());
    }

    /** The origin that an event is stored under; null when it is not on the timeline. */
    @Nullable
    OriginId originOf(CustomerEvent event) {
        int row = rowOf(event);
        return row < 0 ? null : known().origin(row);
    }

    /** Where the timeline has a copy of that event at that time; -1 where it has none. */
    private int rowOf(CustomerEvent event) {
        Timeline timeline = known();
        long at = event.occurredAt().toEpochMilli();
        for (int row = timeline.since(at); row < timeline.size() && timeline.occurredAt(row) == at; row++) {
            if (timeline.id(row).equals(event.id()) && timeline.source(row).equals(event.source())) {
                return row;
            }
        }
        if (past != null && at < past.until()) {
            throw olderNeeded("an event");
        }
        return -1;
    }

    /** Notes a message that left. */
    void left(Dispatched message) {
        int at = dispatched.size();
        while (at > 0 && MESSAGES.compare(dispatched.get(at - 1), message) > 0) {
            at--;
        }
        dispatched.add(at, message);
    }

    /** The channel refused a message that was to leave; the row to be kept, null if it never counted. */
    @Nullable
    Dispatched refused(CommandKey key) {
        for (int i = dispatched.size() - 1; i >= 0; i--) {
            Dispatched message = dispatched.get(i);
            if (message.key().equals(key) && !message.refused()) {
                Dispatched refused = message.asRefused();
                dispatched.set(i, refused);
                return refused;
            }
        }
        return null;
    }

    @Nullable
    Part part(OriginId origin) {
        for (Part part : parts) {
            if (part.id.equals(origin)) {
                return part;
            }
        }
        return null;
    }

    List<OriginId> originIds() {
        List<OriginId> known = originIds;
        if (known == null || known.size() != parts.size()) { // parts only come; who loses one is put together anew
            known = parts.stream().map(part -> part.id).toList();
            originIds = known;
        }
        return known;
    }

    /** The earliest point at which something is to be decided without an input, from {@code nextEntry} on. */
    long nextWake(long nextEntry) {
        long next = nextEntry;
        for (long change : changeAt) {
            next = Math.min(next, change);
        }
        List<Instance> running = instances.running();
        for (int i = 0; i < running.size(); i++) { // asked after every decision: an iterator each would be objects
            List<Timer> timers = running.get(i).journey == null ? List.of() : running.get(i).timers;
            for (int j = 0; j < timers.size(); j++) {
                next = Math.min(next, timers.get(j).due().toEpochMilli());
            }
        }
        if (!futures.isEmpty()) {
            next = Math.min(next, futures.first().occurredAt().toEpochMilli());
        }
        return next;
    }
}
