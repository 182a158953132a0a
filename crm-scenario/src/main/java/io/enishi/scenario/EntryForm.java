package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What starts a scenario, as document trees: each entry is a mapping that one word out of {@link #HEADS} tells apart. */
final class EntryForm {

    private EntryForm() {}

    // ------------------------------------------------------------------ reading

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

    // ------------------------------------------------------------------ writing

    static Node write(Entry entry) {
        if (entry instanceof Entry.AnyOf any) {
            return new Node.Items(any.entries().stream().map(EntryForm::write).toList());
        }
        DocWriter out = new DocWriter();
        if (entry instanceof Entry.OnEvent event) {
            SelectionSpelling.write(out, "event", event.of());
        } else if (entry instanceof Entry.OnShopEvent event) {
            SelectionSpelling.write(out, "shop-event", event.of());
            out.list("interested", event.interested(), EntryForm::write);
        } else if (entry instanceof Entry.AfterAbsence absence) {
            SelectionSpelling.write(out, "without", absence.of());
            out.put("lasting", TimeSpelling.write(absence.lasting()));
        } else if (entry instanceof Entry.OnSegment segment) {
            out.put(segment.entering() ? "into-segment" : "out-of-segment", segment.segment());
            if (!segment.causes().equals(Entry.OnSegment.USUAL)) {
                out.list("causes", segment.causes(), cause -> new Node.Text(DocWriter.spelled(cause)));
            }
        } else if (entry instanceof Entry.EveryYear year) {
            out.put("every-year", year.attribute())
                    .putUnless(0, "days", year.days())
                    .put("at", year.at().toString())
                    .put("leap-day", year.leapDay());
            ScenarioForm.put(out, "zone", year.zone());
        } else if (entry instanceof Entry.Schedule schedule) {
            write(out, schedule);
        } else if (entry instanceof Entry.Deadline deadline) {
            SelectionSpelling.write(out, "deadline", deadline.of());
            out.put("field", deadline.field()).put("lead", TimeSpelling.write(deadline.lead()));
            if (!deadline.same().isEmpty()) {
                out.oneOrMore("same", new ArrayList<>(deadline.same()), Node.Text::new);
            }
        } else {
            out.put("request", true);
        }
        return out.node();
    }

    private static void write(DocWriter out, Entry.Schedule schedule) {
        LocalDate date = schedule.date();
        if (date != null && schedule.every() == Entry.Every.YEAR) {
            out.put("every", schedule.every())
                    .put("on", MonthDay.from(date).toString().substring(2));
        } else if (date != null) {
            out.put("on-date", date.toString());
        } else {
            out.put("every", schedule.every());
        }
        DayOfWeek day = schedule.day();
        if (day != null) {
            out.put("on", day);
        } else if (schedule.dayOfMonth() > 0) {
            out.put("on", schedule.dayOfMonth());
        }
        out.put("at", schedule.at().toString());
        ScenarioForm.put(out, "zone", schedule.zone());
    }

    private static Node write(Interest interest) {
        DocWriter out = new DocWriter();
        if (interest instanceof Interest.Members members) {
            return out.put("in-segment", members.segment()).node();
        }
        Interest.Events events = (Interest.Events) interest;
        SelectionSpelling.write(out, "happened", events.events());
        if (!events.same().isEmpty()) {
            out.oneOrMore("same", new ArrayList<>(events.same()), Node.Text::new);
        }
        ScenarioForm.put(out, "within", events.within());
        Selection endedBy = events.endedBy();
        if (endedBy != null) {
            out.put("ended-by", SelectionSpelling.write(endedBy));
        }
        return out.node();
    }
}
