package io.enishi.scenario.contact;

import io.enishi.core.Crm;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Friends, link rate, block rate and net reach of a channel such as LINE, over all customers and by segment: counts only, no personal
 * data.
 *
 * <pre>{@code
 * System.out.println(ReachReport.of(crm, "line", "line", Set.of("vip", "dormant"), now).withoutSegmentsBelow(20).toText());
 * }</pre>
 *
 * @param channel whose blocks count
 * @param at what happened later is left out
 * @param all over all customers
 * @param segments by name of the segment
 */
public record ReachReport(String channel, Instant at, Figures all, Map<String, Figures> segments) {

    private static final int PAGE = 500;

    public ReachReport {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(all, "all");
        segments = Collections.unmodifiableMap(new TreeMap<>(segments));
    }

    /**
     * Counts.
     *
     * @param customers how many there are
     * @param friends those with an address on the channel, blocked or not (友だち)
     * @param linked friends who are known as members, too (ID連携)
     * @param blocked friends who blocked us and did not come back
     */
    public record Figures(long customers, long friends, long linked, long blocked) {

        static final Figures NONE = new Figures(0, 0, 0, 0);

        /** Friends whom a message can reach. */
        public long netReach() {
            return friends - blocked;
        }

        /** Linked friends in ten thousand friends; 0 without friends. */
        public long linkedPerTenThousand() {
            return friends == 0 ? 0 : linked * 10_000 / friends;
        }

        /** Blocked friends in ten thousand friends; 0 without friends. */
        public long blockedPerTenThousand() {
            return friends == 0 ? 0 : blocked * 10_000 / friends;
        }

        Figures plus(Figures other) {
            return new Figures(
                    customers + other.customers,
                    friends + other.friends,
                    linked + other.linked,
                    blocked + other.blocked);
        }
    }

    /**
     * Counts the customers of a shop; reads each of them once.
     *
     * @param channel name of the channel
     * @param family family of the identifiers that are its addresses: {@code line}
     * @param segments the segments to tell apart
     */
    public static ReachReport of(Crm crm, String channel, String family, Set<String> segments, Instant at) {
        Tally tally = new Tally(channel, family, at);
        CustomerId last = null;
        while (true) {
            List<CustomerId> page = last == null ? crm.customers(PAGE) : crm.customers(last, PAGE);
            if (page.isEmpty()) {
                return tally.report();
            }
            for (CustomerId id : page) {
                CustomerCard card = crm.customer(id).orElse(null);
                if (card != null) {
                    tally.add(
                            card.segments().stream().filter(segments::contains).toList(),
                            card.identifiers(),
                            crm.timeline(id));
                }
            }
            last = page.get(page.size() - 1);
        }
    }

    /** Adds customers one by one; for hosts that read them from elsewhere. Not thread-safe. */
    public static final class Tally {
        private final String channel;
        private final String family;
        private final Instant at;
        private Figures all = Figures.NONE;
        private final Map<String, Figures> segments = new TreeMap<>();

        public Tally(String channel, String family, Instant at) {
            this.channel = Objects.requireNonNull(channel, "channel");
            this.family = Objects.requireNonNull(family, "family");
            this.at = Objects.requireNonNull(at, "at");
        }

        /** @param events of one customer in any order */
        public Tally add(
                Collection<String> memberOf, Collection<Identifier> identifiers, Iterable<CustomerEvent> events) {
            boolean friend =
                    identifiers.stream().anyMatch(each -> each.scheme().family().equals(family));
            boolean member = identifiers.stream().anyMatch(each -> each.scheme().equals(Scheme.MEMBER));
            Figures one = new Figures(1, friend ? 1 : 0, friend && member ? 1 : 0, friend && isBlocked(events) ? 1 : 0);
            all = all.plus(one);
            memberOf.forEach(segment -> segments.merge(segment, one, Figures::plus));
            return this;
        }

        private boolean isBlocked(Iterable<CustomerEvent> events) {
            CustomerEvent latest = null;
            for (CustomerEvent event : events) {
                boolean about = (event.body() instanceof EventBody.ChannelBlocked blocked
                                && blocked.channel().equals(channel))
                        || (event.body() instanceof EventBody.ChannelUnblocked unblocked
                                && unblocked.channel().equals(channel));
                if (about && !event.occurredAt().isAfter(at) && isLater(event, latest)) {
                    latest = event;
                }
            }
            return latest != null && latest.body() instanceof EventBody.ChannelBlocked;
        }

        /** In the order of timelines: time, source, id. */
        private static boolean isLater(CustomerEvent event, @Nullable CustomerEvent latest) {
            if (latest == null) {
                return true;
            }
            int order = event.occurredAt().compareTo(latest.occurredAt());
            if (order == 0) {
                order = event.source().compareTo(latest.source());
            }
            return (order == 0 ? event.id().compareTo(latest.id()) : order) > 0;
        }

        public ReachReport report() {
            return new ReachReport(channel, at, all, segments);
        }
    }

    /** The same without segments of fewer customers, whose counts might point to somebody. */
    public ReachReport withoutSegmentsBelow(int customers) {
        Map<String, Figures> kept = new TreeMap<>(segments);
        kept.values().removeIf(figures -> figures.customers < customers);
        return new ReachReport(channel, at, all, kept);
    }

    /** A line for all customers and one for each segment. */
    public String toText() {
        StringBuilder text = new StringBuilder("reach of " + channel + " at " + at + "\n").append(line("all", all));
        segments.forEach((name, figures) -> text.append(line(name, figures)));
        return text.toString();
    }

    private static String line(String name, Figures figures) {
        return String.format(
                        Locale.ROOT,
                        "%-24s %8d customers %8d friends %5.1f%% linked %5.1f%% blocked %8d net reach%n",
                        name,
                        figures.customers,
                        figures.friends,
                        figures.linkedPerTenThousand() / 100.0,
                        figures.blockedPerTenThousand() / 100.0,
                        figures.netReach())
                .replace("\r", "");
    }
}
