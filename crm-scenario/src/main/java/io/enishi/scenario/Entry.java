package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.event.EventType;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Interest;
import io.enishi.core.value.Names;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What starts a run. */
public sealed interface Entry {

    /** Each event that {@code of} counts. The entry key is the event's source and id. */
    static Entry on(Selection of) {
        return new OnEvent(of);
    }

    /** Nothing of {@code of} for a span, after at least one. */
    static Entry afterAbsence(Selection of, Span lasting) {
        return new AfterAbsence(of, lasting);
    }

    /** Coming into a segment, by what happened or by time. */
    static Entry intoSegment(String segment) {
        return new OnSegment(segment, true, OnSegment.USUAL);
    }

    /** Leaving a segment, by what happened or by time. */
    static Entry outOfSegment(String segment) {
        return new OnSegment(segment, false, OnSegment.USUAL);
    }

    /** Once a year, {@code days} after (before, if negative) the day that profile attribute {@code attribute} holds. */
    static Entry everyYear(String attribute, int days, LocalTime at, LeapDay leapDay) {
        return new EveryYear(attribute, days, at, leapDay, null);
    }

    /** Every day at {@code at}, for everybody whom {@code only-if} lets in. */
    static Schedule everyDay(LocalTime at) {
        return new Schedule(Every.DAY, null, 0, null, at, null);
    }

    /** Every week on {@code day} at {@code at}. */
    static Schedule everyWeek(DayOfWeek day, LocalTime at) {
        return new Schedule(Every.WEEK, day, 0, null, at, null);
    }

    /** Every month on its {@code day}th at {@code at}; on its last day where it has fewer. */
    static Schedule everyMonth(int day, LocalTime at) {
        return new Schedule(Every.MONTH, null, day, null, at, null);
    }

    /** Every year on {@code day} at {@code at}; 29 February is 28 February in other years. */
    static Schedule everyYear(MonthDay day, LocalTime at) {
        return new Schedule(Every.YEAR, null, 0, LEAP_YEAR.atMonthDay(day), at, null);
    }

    /** Once, on {@code date} at {@code at}. */
    static Schedule once(LocalDate date, LocalTime at) {
        return new Schedule(Every.ONCE, null, 0, date, at, null);
    }

    /** {@code lead} before the instant in {@code field} of each event that {@code of} counts, such as an expiry. */
    static Deadline before(String field, Selection of, Span lead) {
        return new Deadline(of, field, lead, Collections.emptySortedSet());
    }

    /** An event of the shop, such as {@code shop.restocked}, for those who are interested. */
    static OnShopEvent onShopEvent(Selection of, Interest... interested) {
        return new OnShopEvent(of, List.of(interested));
    }

    /** When the host asks, or another scenario hands over. */
    static Entry onRequest() {
        return new OnRequest();
    }

    /** Each of several, whichever comes: bought in a store, or registered. */
    static Entry anyOf(Entry... entries) {
        return new AnyOf(List.of(entries));
    }

    /** Which of the kinds it is. */
    <R> R fold(Cases<R> cases);

    /** The events that start runs by themselves or by what they state; null when none does, and for several entries. */
    @Nullable
    Selection triggers();

    /** Whether it starts runs at instants of its own, not when something happens. */
    boolean isByTime();

    /** What to make of each kind of entry. */
    interface Cases<R> {
        R onEvent(OnEvent event);

        R onShopEvent(OnShopEvent event);

        R afterAbsence(AfterAbsence absence);

        R onSegment(OnSegment segment);

        R everyYear(EveryYear year);

        R schedule(Schedule schedule);

        R deadline(Deadline deadline);

        R anyOf(AnyOf several);

        R onRequest(OnRequest request);
    }

    /** An event that the selection counts, seen over all origins of the customer. */
    record OnEvent(Selection of) implements Entry {
        public OnEvent {
            Objects.requireNonNull(of, "of");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.onEvent(this);
        }

        @Override
        public Selection triggers() {
            return of;
        }

        @Override
        public boolean isByTime() {
            return false;
        }
    }

    /**
     * Something that happened to the shop, for those whom it concerns; in the order in which they became interested. The entry key is
     * the shop event's source and id.
     *
     * @param of of exactly one type of shop event
     * @param interested at least one, each in an event of that type
     */
    record OnShopEvent(Selection of, List<Interest> interested) implements Entry {
        public OnShopEvent {
            if (of.kind() != Selection.Kind.TYPES
                    || of.types().size() != 1
                    || !EventType.isOfShop(of.types().first())) {
                throw new IllegalArgumentException("a shop event is selected by one type such as shop.restocked");
            }
            interested = List.copyOf(interested);
            if (interested.isEmpty()) {
                throw new IllegalArgumentException("a shop event starts runs for those who are interested: say who is");
            }
            for (Interest interest : interested) {
                if (!interest.shopEvent().equals(of.types().first())) {
                    throw new IllegalArgumentException("an interest in " + interest.shopEvent()
                            + " has nothing to do with " + of.types().first());
                }
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.onShopEvent(this);
        }

        @Override
        public Selection triggers() {
            return of;
        }

        @Override
        public boolean isByTime() {
            return false;
        }
    }

    /**
     * Nothing selected for a span: fires at the instant the span after the last one is over, from the condition's next change,
     * never from a scan. The entry key names the last counted event, so each silence starts one run at most.
     */
    record AfterAbsence(Selection of, Span lasting) implements Entry {
        public AfterAbsence {
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(lasting, "lasting");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.afterAbsence(this);
        }

        @Override
        public @Nullable Selection triggers() {
            return null;
        }

        @Override
        public boolean isByTime() {
            return false;
        }
    }

    /**
     * Entry into a segment, or exit from it.
     *
     * @param entering true for coming in, false for leaving
     * @param causes which causes count, at least one; {@link #USUAL} unless the author knows better
     */
    record OnSegment(String segment, boolean entering, Set<Cause> causes) implements Entry {
        /** Something happened, or time passed; not a merge, a repair or a changed definition. */
        public static final Set<Cause> USUAL = Collections.unmodifiableSet(EnumSet.of(Cause.EVENT, Cause.TIME));

        public OnSegment {
            Names.requireName("segment name", segment, 64);
            if (causes.isEmpty()) {
                throw new IllegalArgumentException("entry by segment must name at least one cause");
            }
            causes = Collections.unmodifiableSet(EnumSet.copyOf(causes));
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.onSegment(this);
        }

        @Override
        public @Nullable Selection triggers() {
            return null;
        }

        @Override
        public boolean isByTime() {
            return false;
        }
    }

    /**
     * A day of the year, taken from a profile attribute of kind day. At most once in 365 days, also when the attribute is
     * corrected. The entry key is the date of the occurrence itself (the birthday, not the day {@code days} before it).
     *
     * @param days from -366 to 366: how long after the day; negative for before
     * @param at local time at which it starts; in a gap of daylight saving, the first instant after it
     * @param zone null for the customer's
     */
    record EveryYear(
            String attribute,
            int days,
            LocalTime at,
            LeapDay leapDay,
            @Nullable ZoneId zone) implements Entry {
        public EveryYear {
            Names.requireName("attribute name", attribute, 64);
            if (days < -366 || days > 366) {
                throw new IllegalArgumentException("offset must be -366 to 366 days, but was " + days);
            }
            Objects.requireNonNull(at, "at");
            if (at.toNanoOfDay() % 1_000_000 != 0) {
                throw new IllegalArgumentException("local time must be whole milliseconds, but was " + at);
            }
            Objects.requireNonNull(leapDay, "leapDay");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.everyYear(this);
        }

        @Override
        public @Nullable Selection triggers() {
            return null;
        }

        @Override
        public boolean isByTime() {
            return true;
        }
    }

    /** A year in which every day of a year exists. */
    Year LEAP_YEAR = Year.of(2000);

    /** How often a {@link Schedule} comes round. */
    enum Every {
        DAY,
        WEEK,
        MONTH,
        YEAR,
        ONCE
    }

    /**
     * A time of the calendar, the same for everybody. The entry key is the date, so a date starts one run at most. People who are not
     * known to the engine by then have no run; one who becomes known later waits for the next date.
     *
     * @param day day of the week; not null iff weekly
     * @param dayOfMonth 1 to 31, where a shorter month means its last day; 0 iff not monthly
     * @param date the date; not null iff once or yearly. Of a yearly one only month and day count, and it is of the year 2000
     * @param at local time; in a gap of daylight saving, the first instant after it
     * @param zone null for the customer's
     */
    record Schedule(
            Every every,
            @Nullable DayOfWeek day,
            int dayOfMonth,
            @Nullable LocalDate date,
            LocalTime at,
            @Nullable ZoneId zone)
            implements Entry {
        public Schedule {
            Objects.requireNonNull(every, "every");
            if ((day != null) != (every == Every.WEEK)) {
                throw new IllegalArgumentException("a weekly schedule, and no other, names a day of the week");
            }
            if (every == Every.MONTH ? dayOfMonth < 1 || dayOfMonth > 31 : dayOfMonth != 0) {
                throw new IllegalArgumentException(
                        "a monthly schedule, and no other, names a day of the month from 1 to 31, but was "
                                + dayOfMonth);
            }
            if ((date != null) != (every == Every.ONCE || every == Every.YEAR)) {
                throw new IllegalArgumentException("a schedule that comes once or yearly, and no other, names a date");
            }
            if (every == Every.YEAR && Objects.requireNonNull(date).getYear() != LEAP_YEAR.getValue()) {
                throw new IllegalArgumentException("a yearly schedule names a date of the year 2000, but was " + date);
            }
            Objects.requireNonNull(at, "at");
            if (at.toNanoOfDay() % 1_000_000 != 0) {
                throw new IllegalArgumentException("local time must be whole milliseconds, but was " + at);
            }
        }

        public Schedule in(ZoneId changed) {
            return new Schedule(every, day, dayOfMonth, date, at, changed);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.schedule(this);
        }

        @Override
        public @Nullable Selection triggers() {
            return null;
        }

        @Override
        public boolean isByTime() {
            return true;
        }
    }

    /**
     * A span before an instant that an event states: points that expire, a next shipment. The entry key is the event's source and id.
     * An event that comes when the span has begun already starts a run at once; one that comes after the instant itself, none.
     *
     * @param of the events that state it
     * @param field a field of kind INSTANT
     * @param lead how long before; calendar spans in the customer's zone unless they name one
     * @param same fields by which a later event takes the place of an earlier one, such as {@code subscription}: the deadline moves, or
     *     is gone when the later one states none. An event that lacks one of them stands alone. Empty when each event has a deadline of
     *     its own
     */
    record Deadline(Selection of, String field, Span lead, SortedSet<String> same) implements Entry {
        public Deadline {
            Objects.requireNonNull(of, "of");
            Names.requireName("field name", field, 64);
            Objects.requireNonNull(lead, "lead");
            same = Collections.unmodifiableSortedSet(new TreeSet<>(same));
            same.forEach(each -> Names.requireName("field name", each, 64));
        }

        /** Only the latest event of those with the same {@code text} counts. */
        public Deadline movedBySame(String text) {
            SortedSet<String> more = new TreeSet<>(same);
            more.add(text);
            return new Deadline(of, field, lead, more);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.deadline(this);
        }

        @Override
        public Selection triggers() {
            return of;
        }

        @Override
        public boolean isByTime() {
            return true;
        }
    }

    /** On request of the host, the request id being the entry key; or when another scenario hands over. */
    record OnRequest() implements Entry {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.onRequest(this);
        }

        @Override
        public @Nullable Selection triggers() {
            return null;
        }

        @Override
        public boolean isByTime() {
            return false;
        }
    }

    /**
     * Several entries, each of which starts a run by itself; re-entry counts over all of them. When one event or date fits several, the
     * first of them starts the run.
     *
     * @param entries at least two, none of them several in turn
     */
    record AnyOf(List<Entry> entries) implements Entry {
        public AnyOf {
            entries = List.copyOf(entries);
            if (entries.size() < 2) {
                throw new IllegalArgumentException("several entries are at least two, but were " + entries.size());
            }
            for (Entry entry : entries) {
                if (entry instanceof AnyOf) {
                    throw new IllegalArgumentException("entries are listed side by side, not one list inside another");
                }
            }
        }

        @Override
        public List<Entry> each() {
            return entries;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.anyOf(this);
        }

        @Override
        public @Nullable Selection triggers() {
            return null;
        }

        @Override
        public boolean isByTime() {
            return false;
        }
    }

    /** The entries that start runs: this one, or those that it lists. */
    default List<Entry> each() {
        return List.of(this);
    }
}
