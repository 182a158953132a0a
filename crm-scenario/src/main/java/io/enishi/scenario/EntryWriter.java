package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.spelling.SelectionSpelling;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.process.Interest;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;

/** Writes what starts a scenario as the document trees that {@link EntryForm} reads; what is usual is left out. */
final class EntryWriter implements Entry.Cases<Node> {

    private final DocWriter out = new DocWriter();

    private EntryWriter() {}

    static Node write(Entry entry) {
        return entry.fold(new EntryWriter());
    }

    @Override
    public Node onEvent(Entry.OnEvent event) {
        SelectionSpelling.write(out, "event", event.of());
        return out.node();
    }

    @Override
    public Node onShopEvent(Entry.OnShopEvent event) {
        SelectionSpelling.write(out, "shop-event", event.of());
        return out.list("interested", event.interested(), EntryWriter::write).node();
    }

    @Override
    public Node afterAbsence(Entry.AfterAbsence absence) {
        SelectionSpelling.write(out, "without", absence.of());
        return out.put("lasting", TimeSpelling.write(absence.lasting())).node();
    }

    @Override
    public Node onSegment(Entry.OnSegment segment) {
        out.put(segment.entering() ? "into-segment" : "out-of-segment", segment.segment());
        if (!segment.causes().equals(Entry.OnSegment.USUAL)) {
            out.list("causes", segment.causes(), cause -> new Node.Text(DocWriter.spelled(cause)));
        }
        return out.node();
    }

    @Override
    public Node everyYear(Entry.EveryYear year) {
        out.put("every-year", year.attribute())
                .putUnless(0, "days", year.days())
                .put("at", year.at().toString())
                .put("leap-day", year.leapDay());
        ScenarioForm.put(out, "zone", year.zone());
        return out.node();
    }

    @Override
    public Node schedule(Entry.Schedule schedule) {
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
        return out.node();
    }

    @Override
    public Node deadline(Entry.Deadline deadline) {
        SelectionSpelling.write(out, "deadline", deadline.of());
        out.put("field", deadline.field()).put("lead", TimeSpelling.write(deadline.lead()));
        if (!deadline.same().isEmpty()) {
            out.oneOrMore("same", new ArrayList<>(deadline.same()), Node.Text::new);
        }
        return out.node();
    }

    @Override
    public Node onRequest(Entry.OnRequest request) {
        return out.put("request", true).node();
    }

    @Override
    public Node anyOf(Entry.AnyOf several) {
        return new Node.Items(several.entries().stream().map(EntryWriter::write).toList());
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
