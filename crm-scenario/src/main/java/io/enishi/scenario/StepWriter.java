package io.enishi.scenario;

import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.internal.spelling.ValueSpelling;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Effect.Coupon;
import io.enishi.core.process.Effect.CouponKind;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.process.Effect.OnCapped;
import io.enishi.core.value.AttributeValue;
import io.enishi.scenario.Message.ContentTest;
import java.time.DayOfWeek;
import java.util.Map;

/** Writes steps as the document trees that {@link StepForm} reads; what is usual is left out. */
final class StepWriter implements Step.Cases<Node> {

    private static final StepWriter ONLY = new StepWriter();

    private StepWriter() {}

    static Node write(Step step) {
        return step.fold(ONLY);
    }

    @Override
    public Node send(Step.Send send) {
        Message message = send.message();
        DocWriter out = new DocWriter().put("send", send.name());
        ScenarioForm.put(out, "class", message.messageClass());
        out.putUnless("", "purpose", message.purpose());
        out.listUnlessEmpty("by", message.offers(), StepWriter::write);
        Coupon coupon = message.coupon();
        if (coupon != null) {
            DocWriter inside = new DocWriter();
            write(inside, coupon);
            out.put("coupon", inside.node());
        }
        out.putUnless(OnCapped.SKIP, "if-capped", message.onCapped());
        ScenarioForm.put(out, "not-after", message.notAfter());
        if (!message.tags().isEmpty()) {
            DocWriter tags = new DocWriter();
            message.tags().forEach(tags::put);
            out.put("tags", tags.node());
        }
        ContentTest test = message.test();
        if (test != null) {
            DocWriter arms = new DocWriter();
            test.arms().forEach((arm, offers) -> arms.list(arm, offers, StepWriter::write));
            out.put(
                    "test",
                    new DocWriter()
                            .put("experiment", test.experiment())
                            .put("arms", arms.node())
                            .node());
        }
        Figure recipients = message.recipients();
        if (recipients != null) {
            out.put("recipients", FigureForm.write(recipients));
        }
        return out.listUnlessEmpty("otherwise", send.otherwise(), StepWriter::write)
                .node();
    }

    @Override
    public Node act(Step.Act act) {
        DocWriter out = new DocWriter();
        Effect effect = act.effect();
        if (effect instanceof Effect.Task task) {
            out.put("task", act.name()).put("queue", task.queue()).put("title", task.title());
            values(out, "details", task.details());
        } else if (effect instanceof Effect.GrantPoints points) {
            out.put("grant-points", act.name()).put("amount", points.points()).put("reason", points.reason());
        } else if (effect instanceof Effect.IssueCoupon issue) {
            write(out.put("issue-coupon", act.name()), issue.coupon());
        } else if (effect instanceof Effect.ExportRow row) {
            out.put("export", act.name()).put("batch", row.batch());
            values(out, "columns", row.columns());
        } else if (effect instanceof Effect.Webhook hook) {
            out.put("webhook", act.name()).put("endpoint", hook.endpoint());
            values(out, "payload", hook.payload());
        } else {
            throw new IllegalStateException("no spelling for " + effect.kind());
        }
        return out.node();
    }

    @Override
    public Node waitFor(Step.Wait wait) {
        DocWriter out =
                new DocWriter().put("wait", FigureForm.write(wait.length())).putUnless("", "name", wait.name());
        if (wait.anchor() instanceof Anchor.Beginning) {
            out.put("after", StepForm.ENTRY);
        } else if (wait.anchor() instanceof Anchor.Done done) {
            boolean ambiguous = done.step().equals(StepForm.ENTRY);
            out.put("after", ambiguous ? stepOf(done.step()) : new Node.Text(done.step()));
        }
        return out.node();
    }

    @Override
    public Node waitUntil(Step.WaitUntil wait) {
        DocWriter out =
                new DocWriter().put("wait-until", wait.time().toString()).putUnless("", "name", wait.name());
        DayOfWeek day = wait.day();
        if (day != null) {
            out.put("day", day);
        }
        ScenarioForm.put(out, "zone", wait.zone());
        return out.node();
    }

    @Override
    public Node await(Step.Await await) {
        DocWriter out = new DocWriter()
                .put("wait-for", ScenarioForm.write(await.until()))
                .putUnless("", "name", await.name());
        ScenarioForm.put(out, "timeout", await.timeout());
        LookBack lookBack = await.lookBack();
        if (lookBack != null) {
            out.put("look-back", write(lookBack));
        }
        return out.listUnlessEmpty("then", await.then(), StepWriter::write)
                .listUnlessEmpty("otherwise", await.otherwise(), StepWriter::write)
                .node();
    }

    @Override
    public Node waitOnFact(Step.WaitOnFact wait) {
        DocWriter out = new DocWriter();
        ScenarioForm.write(
                out, wait.before() ? "wait-before" : "wait-after", wait.fact().stated());
        out.putUnless("", "name", wait.name())
                .putUnless("", "field", wait.fact().field())
                .put("for", FigureForm.write(wait.length()));
        ScenarioForm.put(out, "timeout", wait.timeout());
        return out.listUnlessEmpty("otherwise", wait.otherwise(), StepWriter::write)
                .node();
    }

    @Override
    public Node branch(Step.Branch branch) {
        return new DocWriter()
                .list(
                        "branch",
                        branch.cases(),
                        way -> new DocWriter()
                                .put("when", ScenarioForm.write(way.when()))
                                .listUnlessEmpty("steps", way.steps(), StepWriter::write)
                                .node())
                .putUnless("", "name", branch.name())
                .listUnlessEmpty("otherwise", branch.otherwise(), StepWriter::write)
                .node();
    }

    @Override
    public Node repeat(Step.Repeat repeat) {
        return new DocWriter()
                .put("repeat", repeat.times())
                .putUnless("", "name", repeat.name())
                .listUnlessEmpty("steps", repeat.steps(), StepWriter::write)
                .node();
    }

    @Override
    public Node emit(Step.Emit emit) {
        DocWriter out = new DocWriter().put("emit", emit.event()).putUnless("", "name", emit.name());
        values(out, "attributes", emit.attributes());
        return out.node();
    }

    @Override
    public Node setAttributes(Step.SetAttributes set) {
        DocWriter out = new DocWriter();
        values(out, "set", set.attributes());
        return out.putUnless("", "name", set.name()).node();
    }

    @Override
    public Node approval(Step.Approval approval) {
        DocWriter out = new DocWriter().put("approval", approval.name()).put("subject", approval.subject());
        ScenarioForm.put(out, "timeout", approval.timeout());
        return out.listUnlessEmpty("then", approval.then(), StepWriter::write)
                .listUnlessEmpty("otherwise", approval.otherwise(), StepWriter::write)
                .node();
    }

    @Override
    public Node split(Step.Split split) {
        return new DocWriter()
                .put("split", split.experiment())
                .putUnless("", "name", split.name())
                .listUnlessEmpty(
                        "arms",
                        split.arms(),
                        arm -> new DocWriter()
                                .put("arm", arm.name())
                                .listUnlessEmpty("steps", arm.steps(), StepWriter::write)
                                .node())
                .listUnlessEmpty("otherwise", split.otherwise(), StepWriter::write)
                .node();
    }

    @Override
    public Node handOver(Step.HandOver handOver) {
        return new DocWriter()
                .put("hand-over", handOver.scenario())
                .putUnless("", "name", handOver.name())
                .node();
    }

    @Override
    public Node end(Step.End end) {
        return new DocWriter()
                .put("end", end.reason())
                .putUnless("", "name", end.name())
                .node();
    }

    private static Node write(Offer offer) {
        return new DocWriter().put(offer.channel(), offer.content()).node();
    }

    private static void write(DocWriter out, Coupon coupon) {
        out.put("campaign", coupon.campaign())
                .putUnless(CouponKind.DISCOUNT, "kind", coupon.kind())
                .put("terms", coupon.terms())
                .put("valid-for", TimeSpelling.write(coupon.validFor()));
    }

    private static Node write(LookBack lookBack) {
        if (lookBack instanceof LookBack.None) {
            return new Node.Text(StepForm.NONE);
        } else if (lookBack instanceof LookBack.SinceEntry) {
            return new Node.Text(StepForm.ENTRY);
        } else if (lookBack instanceof LookBack.SinceStep since) {
            return stepOf(since.step());
        }
        return TimeSpelling.write(((LookBack.Within) lookBack).span());
    }

    private static Node stepOf(String step) {
        return new DocWriter().put("step", step).node();
    }

    private static void values(DocWriter out, String field, Map<String, AttributeValue> values) {
        if (values.isEmpty()) {
            return;
        }
        DocWriter inside = new DocWriter();
        values.forEach((name, value) -> inside.put(name, ValueSpelling.write(value)));
        out.put(field, inside.node());
    }
}
