package io.enishi.core.internal.runtime;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.MergedTimeline;
import io.enishi.core.internal.timeline.OriginTimeline;
import io.enishi.core.internal.timeline.TimelineEvents;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An origin of a customer in working memory, and what is stored of it. */
final class Part {

    private static final Comparator<SeenIdentifier> BY_SENIORITY = Comparator.comparing(SeenIdentifier::firstSeen)
            .thenComparing(seen -> strength(seen.identifier()))
            .thenComparing(seen -> seen.identifier().scheme().name())
            .thenComparing(seen -> seen.identifier().value())
            .thenComparing(seen -> seen.identifier().verified());

    /** As many identifiers as an event may carry. */
    private static final int MAX_SHOWN = 50;

    final OriginId id;
    /** Running number of its first commit; {@code Long.MAX_VALUE} while it is new. */
    long minted;

    /** What was read of it, and what a checkpoint kept. */
    OriginTimeline known;

    /**
     * In an order that does not depend on how they came into memory, since the first address that may be written to is the one that is: the
     * first seen first, of one instant the strongest.
     */
    final Map<Identifier, SeenIdentifier> identifiers = new LinkedHashMap<>(2);

    boolean restricted;
    /** Whether no tombstone stood when it was last asked; an erasure in this JVM throws working memory away. */
    boolean admitted;

    Part(OriginId id, long minted, OriginTimeline timeline) {
        this.id = id;
        this.minted = minted;
        this.known = timeline;
    }

    static Part of(StoredOrigin origin, @Nullable Past past, Vocabulary vocabulary) {
        List<CustomerEvent> events = origin.events();
        if (past != null) {
            events = new ArrayList<>(past.keptOf(origin.id()));
            events.addAll(origin.events());
        }
        OriginTimeline timeline = TimelineEvents.timelineOf(events, origin.horizon(), vocabulary);
        Part part = new Part(origin.id(), origin.minted(), timeline);
        origin.identifiers().forEach(part::know);
        part.restricted = origin.restricted();
        return part;
    }

    void know(SeenIdentifier seen) {
        identifiers.put(seen.identifier(), seen);
        if (identifiers.size() > 1) {
            List<SeenIdentifier> all = new ArrayList<>(identifiers.values());
            all.sort(BY_SENIORITY);
            identifiers.clear();
            all.forEach(one -> identifiers.put(one.identifier(), one));
        }
    }

    /** Shown with events of this origin; an event does not keep its own. */
    private List<Identifier> knownBy() {
        return identifiers.size() <= MAX_SHOWN
                ? List.copyOf(identifiers.keySet())
                : identifiers.keySet().stream().limit(MAX_SHOWN).toList();
    }

    MergedTimeline.Part toMerge() {
        return new MergedTimeline.Part(id, known, knownBy());
    }

    /** The place of its family among the default ones; those that are none of them come last. */
    private static int strength(Identifier identifier) {
        int place = Scheme.DEFAULT_ORDER.indexOf(identifier.scheme().family());
        return place < 0 ? Integer.MAX_VALUE : place;
    }
}
