package io.enishi.core.condition;

import io.enishi.core.internal.time.ZoneTable;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A window made ready: when does an event at {@code t} cease to count.
 *
 * <p>The two forms that need no array of exits are told apart by {@link #shift}: with a fixed length, exits are the times themselves
 * moved by it.
 */
final class WindowRule {

    static final long NEVER = Long.MAX_VALUE;

    private enum Kind {
        EVER,
        SHIFT,
        CALENDAR,
        CURRENT,
        BETWEEN
    }

    private final Kind kind;
    private final long shift;
    private final int months;
    private final int days;
    private final Window.Unit unit;
    /** Null for the customer's own zone. */
    private final @Nullable ZoneTable zone;

    private final long from;
    private final long to;

    private WindowRule(
            Kind kind,
            long shift,
            int months,
            int days,
            Window.Unit unit,
            @Nullable ZoneTable zone,
            long from,
            long to) {
        this.kind = kind;
        this.shift = shift;
        this.months = months;
        this.days = days;
        this.unit = unit;
        this.zone = zone;
        this.from = from;
        this.to = to;
    }

    static WindowRule of(Window window, ZoneTable.Cache zones) {
        return window.fold(new Creation(zones));
    }

    /** The rule of each kind of window. */
    private record Creation(ZoneTable.Cache zones) implements Window.Cases<WindowRule> {

        @Override
        public WindowRule ever(Window.Ever ever) {
            return new WindowRule(Kind.EVER, 0, 0, 0, Window.Unit.DAY, null, 0, 0);
        }

        @Override
        public WindowRule last(Window.Last last) {
            return of(last.span(), zones);
        }

        @Override
        public WindowRule between(Window.Between between) {
            long from = between.from().toEpochMilli();
            long to = between.to().toEpochMilli();
            return new WindowRule(Kind.BETWEEN, 0, 0, 0, Window.Unit.DAY, null, from, to);
        }

        @Override
        public WindowRule current(Window.Current current) {
            return new WindowRule(Kind.CURRENT, 0, 0, 0, current.unit(), table(current.zone(), zones), 0, 0);
        }
    }

    static WindowRule of(Span span, ZoneTable.Cache zones) {
        if (span instanceof Span.Exact exact) {
            return new WindowRule(Kind.SHIFT, exact.duration().toMillis(), 0, 0, Window.Unit.DAY, null, 0, 0);
        }
        Span.Calendar calendar = (Span.Calendar) span;
        Period period = calendar.period();
        return new WindowRule(
                Kind.CALENDAR,
                0,
                (int) period.toTotalMonths(),
                period.getDays(),
                Window.Unit.DAY,
                table(calendar.zone(), zones),
                0,
                0);
    }

    private static @Nullable ZoneTable table(@Nullable ZoneId zone, ZoneTable.Cache zones) {
        return zone == null ? null : zones.of(zone);
    }

    boolean isShift() {
        return kind == Kind.SHIFT;
    }

    boolean isBetween() {
        return kind == Kind.BETWEEN;
    }

    /** Whether an event once inside stays for good. */
    boolean isForGood() {
        return kind == Kind.EVER || kind == Kind.BETWEEN;
    }

    /** Length of a shift in milliseconds. */
    long shift() {
        return shift;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    /** The first instant from which an event at {@code t} no longer counts; {@link #NEVER} if it counts for good. */
    long exit(long t, ZoneTable customer) {
        ZoneTable table = zone == null ? customer : zone;
        return switch (kind) {
            case EVER, BETWEEN -> NEVER;
            case SHIFT -> t + shift;
            case CALENDAR -> table.plus(t, months, days);
            case CURRENT -> table.endOf(unit, t);
        };
    }

    /** No event counts longer than this many milliseconds; {@link #NEVER} if some count for good. */
    long longest() {
        return switch (kind) {
            case EVER, BETWEEN -> NEVER;
            case SHIFT -> shift;
            case CALENDAR -> ZoneTable.longest(months, days);
            case CURRENT -> ZoneTable.longest(unit == Window.Unit.YEAR ? 12 : 1, 0);
        };
    }
}
