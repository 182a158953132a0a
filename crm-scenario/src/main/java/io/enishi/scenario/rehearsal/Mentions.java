package io.enishi.scenario.rehearsal;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom some events in a row mention, each identifier as a number: millions of events mention few. Reading them waits for memory more
 * than anything else, so that several threads do it at once, and nobody reads them again to know who has to do with whom.
 */
final class Mentions {

    private final AddressNormaliser normaliser;
    private final Map<Identifier, Integer> known = new HashMap<>();
    /** By number; null for what is not usable. */
    private final List<@Nullable MatchKey> keys = new ArrayList<>();

    private final DisjointSets together = new DisjointSets();
    /** The number of one usable identifier of each event; below 0 where there is none. */
    private final int[] firsts;
    /** Places of events that state attributes, from which ties may be derived. */
    private final List<Integer> profiles = new ArrayList<>();

    private Mentions(AddressNormaliser normaliser, int events) {
        this.normaliser = normaliser;
        this.firsts = new int[events];
    }

    /** Those of the events from {@code from}, included, to {@code to}, excluded. */
    static Mentions of(List<CustomerEvent> events, int from, int to, AddressNormaliser normaliser) {
        Mentions all = new Mentions(normaliser, to - from);
        for (int i = from; i < to; i++) {
            CustomerEvent event = events.get(i);
            all.firsts[i - from] = all.join(event);
            if (event.body() instanceof EventBody.ProfileChanged) {
                all.profiles.add(i - from);
            }
        }
        return all;
    }

    private int join(CustomerEvent event) {
        int first = -1;
        for (Identifier identifier : event.identifiers()) {
            int number = number(identifier);
            if (keys.get(number) == null) {
                continue;
            }
            if (first < 0) {
                first = number;
            } else {
                together.unite(first, number);
            }
        }
        return first;
    }

    private int number(Identifier identifier) {
        Integer number = known.get(identifier);
        if (number == null) {
            number = together.add();
            known.put(identifier, number);
            keys.add(normaliser.matchKey(identifier).orElse(null));
        }
        return number;
    }

    /** How many events there are. */
    int events() {
        return firsts.length;
    }

    /** How many identifiers there are. */
    int identifiers() {
        return keys.size();
    }

    /** The key of an identifier; null when it is not usable. */
    @Nullable
    MatchKey key(int identifier) {
        return keys.get(identifier);
    }

    /** An identifier that is mentioned together with this one, directly or over others; the same for all of them. */
    int together(int identifier) {
        return together.root(identifier);
    }

    /** One usable identifier of an event; below 0 when it has none. */
    int first(int event) {
        return firsts[event];
    }

    /** Which of the events state attributes, in order. */
    List<Integer> profiles() {
        return profiles;
    }
}
