package io.enishi.scenario.contact;

import io.enishi.core.value.Names;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Hours of every day in which no advertising leaves, given as start and length: "from 21:00 for 11 hours" cannot be misread at
 * midnight, as "21:00 to 8:00" can.
 *
 * <p>The end is the local time {@code start + length}, also on days when clocks change.
 *
 * @param start local time, included
 * @param length at least a minute, less than 24 hours; its end is not included
 * @param zone whose clock; null for the customer's
 * @param channels the channels it is about; empty for all
 * @param then what becomes of a message that falls into them
 */
public record QuietHours(
        LocalTime start, Duration length, @Nullable ZoneId zone, Set<String> channels, Then then) {

    private static final Duration DAY = Duration.ofHours(24);

    /** What becomes of a message that falls into quiet hours. */
    public enum Then {
        /** It leaves when they are over. */
        CARRY_OVER,
        /** It is dropped. */
        DROP
    }

    public QuietHours {
        Objects.requireNonNull(start, "start");
        if (start.toNanoOfDay() % 60_000_000_000L != 0) {
            throw new IllegalArgumentException("quiet hours must start at a whole minute, but was " + start);
        }
        if (length.compareTo(Duration.ofMinutes(1)) < 0
                || length.compareTo(DAY) >= 0
                || length.toNanos() % 60_000_000_000L != 0) {
            throw new IllegalArgumentException(
                    "quiet hours must last whole minutes, at least one, and less than 24 hours, but was " + length);
        }
        channels.forEach(channel -> Names.requireName("channel", channel, 64));
        channels = Collections.unmodifiableSet(new TreeSet<>(channels));
        Objects.requireNonNull(then, "then");
    }

    /** From {@code start} for {@code length} by the customer's clock; messages carry over to their end. */
    public static QuietHours from(LocalTime start, Duration length) {
        return new QuietHours(start, length, null, Set.of(), Then.CARRY_OVER);
    }

    public QuietHours in(ZoneId changed) {
        return new QuietHours(start, length, changed, channels, then);
    }

    /** The same for some channels only. */
    public QuietHours on(String... only) {
        return new QuietHours(start, length, zone, Set.of(only), then);
    }

    /** The same, but messages are dropped. */
    public QuietHours dropping() {
        return new QuietHours(start, length, zone, channels, Then.DROP);
    }

    boolean isAbout(String channel) {
        return channels.isEmpty() || channels.contains(channel);
    }

    /** When the quiet hours that {@code now} is in are over; null when it is in none. */
    @Nullable
    Instant quietUntil(Instant now, ZoneId customersZone) {
        ZoneId declared = zone;
        ZoneId used = declared == null ? customersZone : declared;
        LocalDate today = now.atZone(used).toLocalDate();
        for (LocalDate day = today.minusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
            Instant from = LocalMoments.at(day, start, used);
            Instant to = LocalMoments.at(day.atTime(start).plus(length), used);
            if (!now.isBefore(from) && now.isBefore(to)) {
                return to;
            }
        }
        return null;
    }

    /** For example {@code quiet from 21:00 for 11 hours}. */
    @Override
    public String toString() {
        return "quiet from " + start + " for " + io.enishi.core.internal.doc.TimeText.of(length)
                + (channels.isEmpty() ? "" : " on " + String.join(", ", channels));
    }
}
