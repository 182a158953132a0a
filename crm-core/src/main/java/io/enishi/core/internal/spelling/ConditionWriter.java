package io.enishi.core.internal.spelling;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;

/** Writes a condition among the fields of {@code out}, as {@link ConditionTree} reads it; what is usual is left out. */
record ConditionWriter(DocWriter out) implements Condition.Cases<DocWriter> {

    @Override
    public DocWriter all(Condition.All all) {
        return out.list("all", all.conditions(), ConditionTree::write);
    }

    @Override
    public DocWriter any(Condition.Any any) {
        return out.list("any", any.conditions(), ConditionTree::write);
    }

    @Override
    public DocWriter not(Condition.Not not) {
        return out.put("not", ConditionTree.write(not.condition()));
    }

    // ------------------------------------------------------------------ the timeline

    @Override
    public DocWriter aggregate(Condition.Aggregate aggregate) {
        String head = DocWriter.spelled(aggregate.function());
        if (aggregate.function() == Condition.Function.COUNT) {
            SelectionSpelling.write(out, head, aggregate.of());
        } else {
            out.put(head, aggregate.field());
            SelectionSpelling.write(out, "of", aggregate.of());
        }
        TimeSpelling.write(out, "within", aggregate.window());
        ValueSpelling.write(out, aggregate.comparison());
        return out;
    }

    @Override
    public DocWriter fieldOf(Condition.FieldOf fieldOf) {
        out.put(DocWriter.spelled(fieldOf.position()), fieldOf.field());
        SelectionSpelling.write(out, "of", fieldOf.of());
        TimeSpelling.write(out, "within", fieldOf.window());
        ValueSpelling.write(out, fieldOf.test());
        return out;
    }

    @Override
    public DocWriter daysSince(Condition.DaysSince days) {
        SelectionSpelling.write(out, "days-since-" + DocWriter.spelled(days.position()), days.of());
        ValueSpelling.write(out, days.comparison());
        return out;
    }

    @Override
    public DocWriter absence(Condition.Absence absence) {
        SelectionSpelling.write(out, "without", absence.of());
        return out.put("lasting", TimeSpelling.write(absence.lasting()));
    }

    @Override
    public DocWriter ownInterval(Condition.OwnInterval own) {
        SelectionSpelling.write(out, "overdue", own.of());
        return out.putPermille("factor", own.permille())
                .putUnless(ConditionTree.DEFAULT_MINIMUM, "minimum-events", own.minimumEvents());
    }

    @Override
    public DocWriter sequence(Condition.Sequence sequence) {
        int[] index = {0};
        return out.list("sequence", sequence.steps(), step -> write(step, index[0]++));
    }

    private static Node write(Condition.Step step, int index) {
        Span within = step.within();
        Condition.Link link = step.link();
        if (within == null && link == null && SelectionSpelling.write(step.of()) instanceof Node.Text text) {
            return text;
        }
        DocWriter out = new DocWriter();
        SelectionSpelling.write(out, "event", step.of());
        if (within != null) {
            out.put("within", TimeSpelling.write(within));
        }
        if (link != null) {
            out.put(link.different() ? "different" : "same", link.field()).putUnless(index - 1, "as-step", link.step());
        }
        return out.node();
    }

    // ------------------------------------------------------------------ facts

    @Override
    public DocWriter metric(Condition.Metric metric) {
        out.put("metric", metric.name());
        ValueSpelling.write(out, metric.comparison());
        return out;
    }

    @Override
    public DocWriter inSegment(Condition.InSegment segment) {
        return out.put("in-segment", segment.name());
    }

    @Override
    public DocWriter attribute(Condition.Attribute attribute) {
        out.put("attribute", attribute.name());
        ValueSpelling.write(out, attribute.test());
        return out;
    }

    @Override
    public DocWriter permitted(Condition.Permitted permitted) {
        return out.put("permitted", permitted.purpose()).put("channel", permitted.channel());
    }

    @Override
    public DocWriter reachable(Condition.Reachable reachable) {
        return out.put("reachable", reachable.channel());
    }

    @Override
    public DocWriter linked(Condition.Linked linked) {
        return out.put("linked", linked.scheme());
    }

    @Override
    public DocWriter knownTo(Condition.KnownTo known) {
        return out.put("known-to", known.source());
    }

    @Override
    public DocWriter happening(Condition.Happening happening) {
        SelectionSpelling.write(out, "happening", happening.event());
        return out;
    }

    @Override
    public DocWriter host(Condition.Host host) {
        out.put("host", host.name());
        if (!host.arguments().isEmpty()) {
            DocWriter arguments = new DocWriter();
            host.arguments().forEach((name, value) -> arguments.put(name, ValueSpelling.write(value)));
            out.put("with", arguments.node());
        }
        return out;
    }
}
