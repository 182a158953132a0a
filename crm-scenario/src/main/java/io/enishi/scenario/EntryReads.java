package io.enishi.scenario;

import io.enishi.core.condition.Selection;

/** Adds what may start runs to {@code reads}; those that come at times of their own, and absences, are told by what they wait for. */
record EntryReads(ConditionReads reads) implements Entry.Cases<ConditionReads> {

    @Override
    public ConditionReads onEvent(Entry.OnEvent event) {
        return events(event.of());
    }

    @Override
    public ConditionReads onShopEvent(Entry.OnShopEvent event) {
        return events(event.of());
    }

    @Override
    public ConditionReads afterAbsence(Entry.AfterAbsence absence) {
        return reads; // a watched condition tells of it
    }

    @Override
    public ConditionReads onSegment(Entry.OnSegment segment) {
        reads.segments.add(segment.segment());
        return reads;
    }

    @Override
    public ConditionReads everyYear(Entry.EveryYear year) {
        return reads;
    }

    @Override
    public ConditionReads schedule(Entry.Schedule schedule) {
        return reads;
    }

    @Override
    public ConditionReads deadline(Entry.Deadline deadline) {
        return events(deadline.of());
    }

    @Override
    public ConditionReads anyOf(Entry.AnyOf several) {
        several.each().forEach(each -> each.fold(this));
        return reads;
    }

    @Override
    public ConditionReads onRequest(Entry.OnRequest request) {
        reads.addType(Admission.HANDED_OVER);
        return reads;
    }

    private ConditionReads events(Selection of) {
        reads.add(of);
        return reads;
    }
}
