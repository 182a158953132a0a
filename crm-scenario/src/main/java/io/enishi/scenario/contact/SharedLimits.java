package io.enishi.scenario.contact;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.Names;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The limits that all messages of a shop share, as data.
 *
 * <pre>{@code
 * limits:
 *   - stock: launch-gifts              # at most so many messages of a scenario
 *     scenario: vip-early-access
 *     pieces: 200
 *   - budget: line-of-a-month          # yen in a day, in a month, or altogether
 *     yen: 300000
 *     per: month
 *     on: line
 *   - rate: line-rate                  # at most so many in so much time
 *     messages: 100
 *     in: 1 minute
 *     on: line
 *   - complaints: mail-complaints      # no advertising while more than so many in 10000 complain
 *     above: 30
 *     within: 7 days
 *     on: mail
 * }</pre>
 *
 * @param limits each with a name of its own
 */
public record SharedLimits(List<Limit> limits) {

    public SharedLimits {
        limits = List.copyOf(limits);
        Set<String> names = new TreeSet<>();
        for (Limit limit : limits) {
            if (!names.add(limit.name())) {
                throw new IllegalArgumentException("two limits are named \"" + limit.name() + '"');
            }
        }
    }

    /** Nothing is limited. */
    public static SharedLimits none() {
        return new SharedLimits(List.of());
    }

    /**
     * Reads YAML or JSON with a field {@code limits}.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong with it
     */
    public static SharedLimits parse(String text) {
        return LimitForm.read(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to equal limits. */
    public String toYaml() {
        return LimitForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to equal limits. */
    public String toJson() {
        return LimitForm.write(this).toJson();
    }

    /**
     * The quotas to be wired, in their order.
     *
     * @param accounts what they count in
     * @param costs what messages cost, for budgets
     * @param zone whose days and months budgets go by
     */
    public List<Quota> quotas(Accounts accounts, CostModel costs, ZoneId zone) {
        return limits.stream().map(limit -> limit.quota(accounts, costs, zone)).toList();
    }

    /** One shared limit. */
    public sealed interface Limit {

        /** A new name begins anew. */
        String name();

        /** The quota that keeps it. */
        Quota quota(Accounts accounts, CostModel costs, ZoneId zone);
    }

    /** At most {@code pieces} messages of a scenario. */
    public record OfStock(String name, String scenario, long pieces) implements Limit {
        public OfStock {
            Names.requireName("limit", name, 64);
            Names.requireName("scenario", scenario, 64);
            if (pieces < 0) {
                throw new IllegalArgumentException("pieces must not be negative, but were " + pieces);
            }
        }

        @Override
        public Quota quota(Accounts accounts, CostModel costs, ZoneId zone) {
            return Stock.of(name, scenario, pieces, accounts);
        }
    }

    /** How long a budget lasts. */
    public enum Per {
        DAY,
        MONTH,
        ALL
    }

    /**
     * At most so many yen.
     *
     * @param channels empty for all
     * @param tags the one campaign tag that messages must have; empty for all messages
     */
    public record OfYen(String name, long yen, Per per, Set<String> channels, Map<String, String> tags)
            implements Limit {
        public OfYen {
            Names.requireName("limit", name, 64);
            Objects.requireNonNull(per, "per");
            channels = Collections.unmodifiableSet(new TreeSet<>(channels));
            tags = Collections.unmodifiableMap(new TreeMap<>(tags));
            if (yen < 0) {
                throw new IllegalArgumentException("a budget must not be negative, but was " + yen);
            }
            if (tags.size() > 1) {
                throw new IllegalArgumentException("a budget goes by one tag at most, but there are " + tags.keySet());
            }
        }

        @Override
        public Quota quota(Accounts accounts, CostModel costs, ZoneId zone) {
            Budget budget = switch (per) {
                case DAY -> Budget.perDay(name, yen, zone, costs, accounts);
                case MONTH -> Budget.perMonth(name, yen, zone, costs, accounts);
                case ALL -> Budget.inAll(name, yen, costs, accounts);
            };
            budget = channels.isEmpty() ? budget : budget.on(channels.toArray(new String[0]));
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                budget = budget.forTag(tag.getKey(), tag.getValue());
            }
            return budget;
        }
    }

    /**
     * At most so many messages in so much time.
     *
     * @param burst how many may leave at once after a rest; 1 for an even flow
     * @param channels empty for all
     */
    public record OfRate(String name, int messages, Duration in, int burst, Set<String> channels) implements Limit {
        public OfRate {
            channels = Collections.unmodifiableSet(new TreeSet<>(channels));
            RateLimit checked = RateLimit.of(name, messages, in).withBurst(burst);
            Objects.requireNonNull(checked);
        }

        @Override
        public Quota quota(Accounts accounts, CostModel costs, ZoneId zone) {
            RateLimit rate = RateLimit.of(name, messages, in).withBurst(burst).in(accounts);
            return channels.isEmpty() ? rate : rate.on(channels.toArray(new String[0]));
        }
    }

    /**
     * No advertising while too many complain.
     *
     * @param above complaints in 10000 messages
     * @param within whole hours
     * @param needing messages before it judges
     * @param channels {@code mail} where none is named
     */
    public record OfComplaints(String name, int above, Duration within, int needing, Set<String> channels)
            implements Limit {
        public OfComplaints {
            channels = channels.isEmpty() ? Set.of("mail") : Collections.unmodifiableSet(new TreeSet<>(channels));
            ComplaintBreaker checked = ComplaintBreaker.over(name, within, above, new InMemoryAccounts())
                    .needing(needing);
            Objects.requireNonNull(checked);
        }

        @Override
        public Quota quota(Accounts accounts, CostModel costs, ZoneId zone) {
            return ComplaintBreaker.over(name, within, above, accounts)
                    .on(channels.toArray(new String[0]))
                    .needing(needing);
        }
    }
}
