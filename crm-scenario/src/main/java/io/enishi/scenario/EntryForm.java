package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.spelling.SelectionSpelling;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Interest;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What starts a scenario, as document trees: each entry is a mapping that one word out of {@link #HEADS} tells apart. */
final class EntryForm {

    private EntryForm() {}

    static final List<String> HEADS = List.of(
            "event",
            "shop-event",
            "without",
            "into-segment",
            "out-of-segment",
            "every-year",
            "every",
            "on-date",
            "deadline",
            "request");

    /** One entry, or a list of several. */
    static Entry read(DocValue value) {
        if (!value.isList()) {
            return one(value);
        }
        List<Entry> entries = value.items(EntryForm::one);
        if (entries.size() == 1) {
            return entries.get(0);
        }
        try {
            return new Entry.AnyOf(entries);
        } catch (IllegalArgumentException e) {
            throw value.unreadable(String.valueOf(e.getMessage()), "list what starts it");
        }
    }

    private static Entry one(DocValue value) {
        return value.mapping(in -> {
            String head = in.head("start", HEADS);
            switch (head) {
                case "event" -> {
                    Selection of = SelectionSpelling.read(in, head);
                    return in.build(() -> new Entry.OnEvent(of));
                }
                case "shop-event" -> {
                    Selection of = SelectionSpelling.read(in, head);
                    String type =
                            of == null || of.types().isEmpty() ? "" : of.types().first();
                    List<Interest> interested =
                            in.list("interested", item -> item.mapping(each -> interest(each, type)));
                    return in.build(() -> new Entry.OnShopEvent(of, interested));
                }
                case "without" -> {
                    Selection of = SelectionSpelling.read(in, head);
                    Span lasting = in.read("lasting", TimeSpelling::readSpan);
                    return in.build(() -> new Entry.AfterAbsence(of, lasting));
                }
                case "into-segment", "out-of-segment" -> {
                    String segment = in.name(head);
                    Set<Cause> causes = in.read("causes", Entry.OnSegment.USUAL, EntryForm::causes);
                    return in.build(() -> new Entry.OnSegment(segment, head.equals("into-segment"), causes));
                }
                case "every-year" -> {
                    return everyYear(in, head);
                }
                case "every" -> {
                    return every(in, head);
                }
                case "on-date" -> {
                    LocalDate date = in.localDate(head);
                    LocalTime at = in.localTime("at");
                    ZoneId zone = in.has("zone") ? in.zone("zone") : null;
                    return in.build(() -> new Entry.Schedule(Entry.Every.ONCE, null, 0, date, at, zone));
                }
                case "deadline" -> {
                    Selection of = SelectionSpelling.read(in, head);
                    String field = in.name("field");
                    Span lead = in.read("lead", TimeSpelling::readSpan);
                    List<String> same = in.has("same") ? in.oneOrMore("same", DocValue::name) : List.of();
                    return in.build(() -> new Entry.Deadline(of, field, lead, new TreeSet<>(same)));
                }
                default -> {
                    if (!in.flag(head)) {
                        in.problem(head, "says no, so nothing starts the scenario", "write request: true");
                    }
                    return in.build(Entry.OnRequest::new);
                }
            }
        });
    }

    private static Entry everyYear(DocReader in, String head) {
        String attribute = in.name(head);
        int days = in.integer("days", 0, -366, 366);
        var at = in.localTime("at");
        LeapDay leapDay = in.choice("leap-day", LeapDay.class);
        ZoneId zone = in.has("zone") ? in.zone("zone") : null;
        return in.build(() -> new Entry.EveryYear(attribute, days, at, leapDay, zone));
    }

    private static Interest interest(DocReader in, String shopEvent) {
        if (in.has("in-segment")) {
            String segment = in.name("in-segment");
            return in.build(() -> new Interest.Members(shopEvent, segment));
        }
        Selection events = SelectionSpelling.read(in, "happened");
        List<String> same = in.has("same") ? in.oneOrMore("same", DocValue::name) : List.of();
        Span within = in.optional("within", TimeSpelling::readSpan);
        Selection endedBy = in.optional("ended-by", SelectionSpelling::read);
        return in.build(() -> new Interest.Events(shopEvent, events, new TreeSet<>(same), within, endedBy));
    }

    private static Entry every(DocReader in, String head) {
        Entry.Every every = in.choice(head, Entry.Every.class);
        DayOfWeek day = every == Entry.Every.WEEK ? in.choice("on", DayOfWeek.class) : null;
        int dayOfMonth = every == Entry.Every.MONTH ? in.integer("on", 1, 31) : 0;
        MonthDay dayOfYear = every == Entry.Every.YEAR ? in.read("on", EntryForm::dayOfYear) : null;
        if (every == Entry.Every.ONCE) {
            in.problem(head, "\"once\" is no period", "write on-date: \"2026-12-01\"");
        }
        LocalTime at = in.localTime("at");
        ZoneId zone = in.has("zone") ? in.zone("zone") : null;
        return in.build(() -> new Entry.Schedule(
                every, day, dayOfMonth, dayOfYear == null ? null : Entry.LEAP_YEAR.atMonthDay(dayOfYear), at, zone));
    }

    private static MonthDay dayOfYear(DocValue value) {
        return value.text(
                text -> {
                    try {
                        return MonthDay.parse("--" + text);
                    } catch (DateTimeException e) {
                        return null;
                    }
                },
                "is no day of a year",
                "write month and day, such as \"12-01\"");
    }

    private static Set<Cause> causes(DocValue value) {
        List<Cause> causes = value.items(item -> item.text(
                text -> Arrays.stream(Cause.values())
                        .filter(cause -> DocWriter.spelled(cause).equals(text))
                        .findFirst()
                        .orElse(null),
                "is not a cause",
                "use event, time, origins, repair or definition"));
        return causes.isEmpty() ? EnumSet.noneOf(Cause.class) : EnumSet.copyOf(causes);
    }
}
