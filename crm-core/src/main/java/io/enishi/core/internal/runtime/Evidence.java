package io.enishi.core.internal.runtime;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.internal.timeline.TimelineEvents;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an origin shows of who it is: the identifiers that it was seen with, and what was last stated of its profile. */
final class Evidence {

    private Evidence() {}

    /** What an origin shows as it is stored, and with identifiers that are added to it. */
    static OriginEvidence of(StoredOrigin origin, List<SeenIdentifier> added) {
        List<SeenIdentifier> all = new ArrayList<>(origin.identifiers());
        all.addAll(added);
        return of(origin.id(), all, origin.events());
    }

    static OriginEvidence of(OriginId origin, List<SeenIdentifier> all, List<CustomerEvent> events) {
        Instant first = all.stream()
                .map(SeenIdentifier::firstSeen)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return new OriginEvidence(origin, first, sightings(all), attributes(events));
    }

    /** One sighting for each key, with the earliest source and whether any statement was verified. */
    static List<Sighting> sightings(List<SeenIdentifier> seen) {
        Map<MatchKey, Sighting> byKey = new TreeMap<>();
        for (SeenIdentifier one : seen) {
            MatchKey key = one.key();
            if (key == null) {
                continue;
            }
            Sighting next = new Sighting(key, one.source(), one.identifier().verified(), one.firstSeen());
            byKey.merge(key, next, (a, b) -> {
                int order = a.firstSeen().compareTo(b.firstSeen());
                Sighting earlier = order < 0 || (order == 0 && a.source().compareTo(b.source()) <= 0) ? a : b;
                return new Sighting(key, earlier.source(), a.verified() || b.verified(), earlier.firstSeen());
            });
        }
        return List.copyOf(byKey.values());
    }

    private static Map<String, AttributeValue> attributes(List<CustomerEvent> events) {
        Map<String, AttributeValue> latest = new HashMap<>();
        TimelineEvents rows = events instanceof TimelineEvents ours ? ours : null; // which makes each event anew
        for (int i = 0; i < events.size(); i++) {
            EventBody body = rows == null ? events.get(i).body() : rows.body(i);
            if (body instanceof EventBody.ProfileChanged profile) {
                latest.putAll(profile.attributes()); // timeline order: the later statement stays
            }
        }
        return latest;
    }

    /** Whether one of these events states something about the profile. */
    static boolean tellProfile(List<CustomerEvent> events) {
        for (CustomerEvent event : events) {
            if (event.body() instanceof EventBody.ProfileChanged) {
                return true;
            }
        }
        return false;
    }
}
