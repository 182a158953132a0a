package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.value.AttributeValue;
import io.enishi.scenario.Admission.Candidate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the runs that an input would start, whether or not something forbids them. */
final class Candidates {

    private final String scenario;
    private final List<Entry> entries;
    private final Flow flow;
    /** The watch of each entry by absence. */
    private final Map<Entry, String> watches = new LinkedHashMap<>();

    Candidates(String scenario, List<Entry> entries, Flow flow) {
        this.scenario = scenario;
        this.entries = entries;
        this.flow = flow;
        for (Entry entry : entries) {
            if (entry instanceof Entry.AfterAbsence) {
                String number = watches.isEmpty() ? "" : "." + (watches.size() + 1);
                watches.putIfAbsent(entry, Admission.ABSENCE + number);
            }
        }
    }

    Map<Entry, String> watches() {
        return watches;
    }

    /** Each key once: of several entries that fit, the first. */
    List<Candidate> of(Input input, CustomerView view) {
        if (entries.size() == 1) {
            return of(entries.get(0), input, view);
        }
        Map<InstanceKey, Candidate> found = new LinkedHashMap<>();
        for (Entry entry : entries) {
            of(entry, input, view).forEach(candidate -> found.putIfAbsent(candidate.key(), candidate));
        }
        return List.copyOf(found.values());
    }

    private List<Candidate> of(Entry entry, Input input, CustomerView view) {
        if (entry instanceof Entry.OnEvent event) {
            return input instanceof Input.Happened happened ? byEvents(entry, event.of(), happened, view) : List.of();
        }
        if (entry instanceof Entry.OnShopEvent event) {
            return input instanceof Input.Happened happened ? byEvents(entry, event.of(), happened, view) : List.of();
        }
        if (entry instanceof Entry.Deadline deadline) {
            return byDeadline(deadline, input, view);
        }
        Candidate one = null;
        if (entry instanceof Entry.AfterAbsence absence) {
            one = byAbsence(absence, input, view);
        } else if (entry instanceof Entry.OnSegment segment) {
            one = bySegment(segment, input, view);
        } else if (entry.isByTime()) {
            one = byDate(entry, input, view);
        } else if (input instanceof Input.Happened happened) {
            one = byHandOver(entry, happened, view);
        } else if (input instanceof Input.Requested request && request.journey().equals(scenario)) {
            InstanceKey key = new InstanceKey(request.origin(), scenario, request.requestId());
            one = new Candidate(key, now(view), noSubject(), entry);
        }
        return one == null ? List.of() : List.of(one);
    }

    private @Nullable Candidate byHandOver(Entry by, Input.Happened happened, CustomerView view) {
        for (CustomerEvent event : happened.events()) {
            if (event.type().equals(Admission.HANDED_OVER)
                    && event.body() instanceof EventBody.Custom custom
                    && AttributeValue.of(scenario).equals(custom.attributes().get(Admission.SCENARIO))) {
                return byEvent(by, event, "", view, noSubject());
            }
        }
        return null;
    }

    private List<Candidate> byEvents(Entry by, Selection of, Input.Happened happened, CustomerView view) {
        List<Candidate> found = List.of();
        for (CustomerEvent event : happened.events()) {
            if (view.matches(of, event)) {
                if (found.isEmpty()) {
                    found = new ArrayList<>(1);
                }
                found.add(byEvent(by, event, "", view, subject(event, flow)));
            }
        }
        return found;
    }

    private Candidate byEvent(
            Entry by, CustomerEvent event, String prefix, CustomerView view, SortedMap<String, String> subject) {
        return new Candidate(
                new InstanceKey(view.originOf(event), scenario, prefix + entryKey(event)),
                event.occurredAt().toEpochMilli(),
                subject,
                by);
    }

    /** What a run that {@code event} starts keeps of it. */
    static SortedMap<String, String> subject(CustomerEvent event, Flow flow) {
        if (flow.subjectFields.isEmpty()) {
            return noSubject();
        }
        SortedMap<String, String> subject = new TreeMap<>();
        for (String field : flow.subjectFields) {
            String text = EventTexts.read(event, field);
            String value = text == null ? EventTexts.whole(event, field) : text;
            if (value != null) {
                subject.put(field, value);
            }
        }
        return subject;
    }

    private @Nullable Candidate byAbsence(Entry.AfterAbsence absence, Input input, CustomerView view) {
        if (!(input instanceof Input.SegmentChanged change)
                || !change.segment().equals(watches.get(absence))
                || !change.entered()
                || !Entry.OnSegment.USUAL.contains(change.cause())) {
            return null;
        }
        CustomerEvent last = lastCounted(absence.of(), view);
        if (last == null) {
            return null; // an absence needs something to be absent since
        }
        Candidate keyed = byEvent(absence, last, "absence-", view, noSubject());
        return new Candidate(keyed.key(), now(view), noSubject(), absence);
    }

    static @Nullable CustomerEvent lastCounted(Selection of, CustomerView view) {
        CustomerEvent last = null;
        for (String type : RunCheck.types(of)) {
            for (CustomerEvent event : view.newestFirst(type)) {
                if (last != null && !event.occurredAt().isAfter(last.occurredAt())) {
                    break;
                }
                if (view.matches(of, event)) {
                    last = event;
                    break;
                }
            }
        }
        return last;
    }

    private @Nullable Candidate bySegment(Entry.OnSegment segment, Input input, CustomerView view) {
        if (!(input instanceof Input.SegmentChanged change)
                || !change.segment().equals(segment.segment())
                || change.entered() != segment.entering()
                || !segment.causes().contains(change.cause())) {
            return null;
        }
        if (!change.events().isEmpty()) {
            return byEvent(segment, change.events().get(change.events().size() - 1), "", view, noSubject());
        }
        return atNow(segment, "at-" + now(view), view);
    }

    private @Nullable Candidate byDate(Entry entry, Input input, CustomerView view) {
        if (!(input instanceof Input.EntryDue due)) {
            return null;
        }
        LocalDate date = EntryTimes.dateAt(entry, view, due.at());
        return date == null ? null : atNow(entry, date.toString(), view);
    }

    private List<Candidate> byDeadline(Entry.Deadline deadline, Input input, CustomerView view) {
        if (!(input instanceof Input.EntryDue) && !(input instanceof Input.Happened)) {
            return List.of();
        }
        List<Candidate> found = new ArrayList<>(1);
        for (EntryTimes.Stated stated : EntryTimes.stated(deadline, view)) {
            boolean starts = input instanceof Input.Happened happened
                    ? happened.events().stream().anyMatch(event -> isCopy(event, stated.event()))
                            && stated.begins() <= now(view)
                            && now(view) < stated.deadline()
                    : stated.begins() == now(view);
            if (starts) {
                Candidate keyed = byEvent(deadline, stated.event(), "", view, subject(stated.event(), flow));
                found.add(new Candidate(keyed.key(), now(view), keyed.subject(), deadline));
            }
        }
        return found;
    }

    /** By what makes an event one: on a timeline it shows all identifiers of its origin, not those that it came with. */
    private static boolean isCopy(CustomerEvent one, CustomerEvent other) {
        return one.id().equals(other.id()) && one.source().equals(other.source());
    }

    private Candidate atNow(Entry by, String key, CustomerView view) {
        return new Candidate(new InstanceKey(view.id().origin(), scenario, key), now(view), noSubject(), by);
    }

    /** The entry key of a run that {@code event} starts. */
    static String entryKey(CustomerEvent event) {
        return event.source() + ":" + event.id();
    }

    private static long now(CustomerView view) {
        return view.now().toEpochMilli();
    }

    static SortedMap<String, String> noSubject() {
        return Collections.emptySortedMap();
    }
}
