package io.enishi.scenario.contact;

import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.Names;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Yen that messages may cost in a day, a month, or altogether. What would exceed it waits for the next day or month; a budget without
 * periods refuses when it is used up.
 *
 * <pre>{@code
 * Budget.perMonth("line-2026", 300_000, TOKYO, costs, accounts).on("line")
 * Budget.inAll("summer", 50_000, costs, accounts).forTag("campaign", "summer")
 * }</pre>
 *
 * <p>A budget is asked before the message is rendered, so its length is not known: a channel that is billed by length is estimated as
 * one unit unless {@link #estimating} knows better.
 */
public final class Budget implements Quota {

    private final String name;
    private final long thousandths;
    private final @Nullable Period period;
    private final ZoneId zone;
    private final ToLongFunction<Draw> cost;
    private final Accounts accounts;
    private final Set<String> channels;
    private final @Nullable Tag tag;

    /** How long a budget lasts. */
    private enum Period {
        DAY,
        MONTH
    }

    private record Tag(String name, String value) {}

    private Budget(
            String name,
            long thousandths,
            @Nullable Period period,
            ZoneId zone,
            ToLongFunction<Draw> cost,
            Accounts accounts,
            Set<String> channels,
            @Nullable Tag tag) {
        this.name = Names.requireName("limit", name, 64);
        this.thousandths = thousandths;
        this.period = period;
        this.zone = Objects.requireNonNull(zone, "zone");
        this.cost = Objects.requireNonNull(cost, "cost");
        this.accounts = Objects.requireNonNull(accounts, "accounts");
        this.channels = Collections.unmodifiableSet(new TreeSet<>(channels));
        this.tag = tag;
    }

    /**
     * @param name of the limit; a new name begins anew
     * @param yen at least 0
     * @param zone whose days
     */
    public static Budget perDay(String name, long yen, ZoneId zone, CostModel costs, Accounts accounts) {
        return new Budget(name, thousandths(yen), Period.DAY, zone, by(costs), accounts, Set.of(), null);
    }

    /** Like {@link #perDay}, by calendar months. */
    public static Budget perMonth(String name, long yen, ZoneId zone, CostModel costs, Accounts accounts) {
        return new Budget(name, thousandths(yen), Period.MONTH, zone, by(costs), accounts, Set.of(), null);
    }

    /** For a whole campaign. */
    public static Budget inAll(String name, long yen, CostModel costs, Accounts accounts) {
        return new Budget(name, thousandths(yen), null, ZoneId.of("UTC"), by(costs), accounts, Set.of(), null);
    }

    private static long thousandths(long yen) {
        if (yen < 0) {
            throw new IllegalArgumentException("a budget must not be negative, but was " + yen);
        }
        return Math.multiplyExact(yen, 1000L);
    }

    private static ToLongFunction<Draw> by(CostModel costs) {
        Objects.requireNonNull(costs, "costs");
        return draw -> costs.thousandthsOf(draw.channel(), Map.of());
    }

    /** The same for messages on some channels only. */
    public Budget on(String... only) {
        return new Budget(name, thousandths, period, zone, cost, accounts, Set.of(only), tag);
    }

    /** The same for messages with a campaign tag only. */
    public Budget forTag(String tagName, String value) {
        return new Budget(name, thousandths, period, zone, cost, accounts, channels, new Tag(tagName, value));
    }

    /** The same with another estimate of what a message will cost, in thousandths of a yen. */
    public Budget estimating(ToLongFunction<Draw> changed) {
        return new Budget(name, thousandths, period, zone, changed, accounts, channels, tag);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean concerns(Draw draw) {
        return (channels.isEmpty() || channels.contains(draw.channel()))
                && (tag == null || tag.value.equals(draw.tags().get(tag.name)));
    }

    @Override
    public @Nullable Instant reserve(Draw draw) {
        if (!concerns(draw)) {
            return null;
        }
        long amount = cost.applyAsLong(draw);
        LocalDate day = draw.now().atZone(zone).toLocalDate();
        if (amount == 0 || accounts.reserve(name, period(day), draw.key().toString(), amount, thousandths)) {
            return null;
        }
        if (period == null || amount > thousandths) {
            return Instant.MAX; // no other day has more
        }
        LocalDate next =
                period == Period.DAY ? day.plusDays(1) : day.withDayOfMonth(1).plusMonths(1);
        return LocalMoments.at(next, LocalTime.MIDNIGHT, zone);
    }

    private String period(LocalDate day) {
        String iso = day.toString();
        return period == null ? "" : period == Period.DAY ? iso : iso.substring(0, iso.length() - 3);
    }

    @Override
    public void confirm(CommandKey key) {
        accounts.confirm(name, key.toString());
    }

    @Override
    public void release(CommandKey key) {
        accounts.release(name, key.toString());
    }
}
