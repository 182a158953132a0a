package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
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
import io.enishi.core.value.Names;
import io.enishi.scenario.Message.ContentTest;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Steps as document trees: each is a mapping that one word out of {@link #HEADS} tells apart. */
final class StepForm {

    static final List<String> HEADS = List.of(
            "send",
            "wait",
            "wait-until",
            "wait-for",
            "wait-after",
            "wait-before",
            "branch",
            "repeat",
            "task",
            "grant-points",
            "issue-coupon",
            "export",
            "webhook",
            "emit",
            "set",
            "approval",
            "split",
            "hand-over",
            "end");

    private static final String ENTRY = "entry";
    private static final String NONE = "none";

    private StepForm() {}

    // ------------------------------------------------------------------ reading

    static Step read(DocValue value) {
        return value.mapping(in -> {
            String head = in.head("step", HEADS);
            return switch (head) {
                case "send" -> send(in, head);
                case "wait" -> wait(in, head);
                case "wait-until" -> waitUntil(in, head);
                case "wait-for" -> await(in, head);
                case "wait-after" -> waitOnFact(in, head, false);
                case "wait-before" -> waitOnFact(in, head, true);
                case "branch" -> branch(in, head);
                case "repeat" -> {
                    String name = name(in);
                    int times = in.integer(head, 1, 1000);
                    List<Step> steps = in.readableItems("steps", StepForm::read);
                    yield in.buildOr(
                            () -> new Step.Repeat(name, times, steps), () -> new Step.Repeat("", times, steps));
                }
                case "emit" -> {
                    String name = name(in);
                    String event = in.text(head);
                    Map<String, AttributeValue> attributes = in.entries("attributes", ValueSpelling::readValue);
                    yield orWait(in, name, () -> new Step.Emit(name, event, attributes));
                }
                case "set" -> {
                    String name = name(in);
                    Map<String, AttributeValue> attributes = in.entries(head, ValueSpelling::readValue);
                    yield orWait(in, name, () -> new Step.SetAttributes(name, attributes));
                }
                case "approval" -> approval(in, head);
                case "split" -> split(in, head);
                case "hand-over" -> {
                    String name = name(in);
                    String scenario = in.name(head);
                    yield orWait(in, name, () -> new Step.HandOver(name, scenario));
                }
                case "end" -> {
                    String name = name(in);
                    String reason = in.text(head);
                    yield orWait(in, name, () -> new Step.End(name, reason));
                }
                default -> {
                    String name = in.name(head);
                    Supplier<Effect> effect = act(in, head);
                    yield orWait(in, name, () -> new Step.Act(name, effect.get()));
                }
            };
        });
    }

    private static String name(DocReader in) {
        return in.name("name", "");
    }

    /** A step that takes time stands in for one that could not be read: of all steps it raises the fewest further questions. */
    private static Step orWait(DocReader in, String name, Supplier<Step> step) {
        return in.buildOr(
                step,
                () -> new Step.Wait(Names.isName(name, 64) ? name : "", Length.of(Span.days(1)), Anchor.arrival()));
    }

    private static Step send(DocReader in, String head) {
        String name = in.name(head);
        MessageClass messageClass = in.has("class") ? in.choice("class", MessageClass.class) : null;
        String purpose = in.text("purpose", "");
        List<Offer> offers = in.listOrEmpty("by", StepForm::offer);
        Coupon coupon = in.optional("coupon", value -> value.mapping(StepForm::coupon));
        OnCapped onCapped = in.choice("if-capped", OnCapped.class, OnCapped.SKIP);
        Span notAfter = in.optional("not-after", TimeSpelling::readSpan);
        Map<String, String> tags = in.entries("tags", DocValue::text);
        ContentTest test = in.optional("test", StepForm::test);
        Figure recipients = in.optional("recipients", FigureForm::read);
        List<Step> otherwise = in.readableItems("otherwise", StepForm::read);
        return in.buildOr(
                () -> new Step.Send(
                        name,
                        new Message(offers, messageClass, purpose, coupon, onCapped, notAfter, tags, test, recipients),
                        otherwise),
                () -> new Step.Send(
                        Names.isName(name, 64) ? name : "unreadable",
                        new Message(offers, messageClass, purpose, null, OnCapped.SKIP, null, Map.of(), null, null),
                        otherwise));
    }

    private static ContentTest test(DocValue value) {
        return value.mapping(in -> {
            String experiment = in.name("experiment");
            Map<String, List<Offer>> arms = in.entries("arms", offers -> offers.items(StepForm::offer));
            return in.build(() -> new ContentTest(experiment, arms));
        });
    }

    /** One channel and its content: {@code mail: win-back}. */
    private static Offer offer(DocValue value) {
        Map<String, String> entry = value.entries(DocValue::text);
        if (entry.size() != 1) {
            throw value.unreadable("one channel with its content is expected here", "write for example - mail: hello");
        }
        var only = entry.entrySet().iterator().next();
        try {
            return new Offer(only.getKey(), only.getValue());
        } catch (IllegalArgumentException e) {
            throw value.unreadable(String.valueOf(e.getMessage()), "");
        }
    }

    private static Coupon coupon(DocReader in) {
        String campaign = in.name("campaign");
        CouponKind kind = in.choice("kind", CouponKind.class, CouponKind.DISCOUNT);
        String terms = in.text("terms");
        Span validFor = in.read("valid-for", TimeSpelling::readSpan);
        return in.build(() -> new Coupon(campaign, kind, terms, validFor));
    }

    private static Step wait(DocReader in, String head) {
        String name = name(in);
        Length length = in.read(head, FigureForm::readLength);
        Anchor anchor = in.read("after", Anchor.arrival(), StepForm::anchor);
        return orWait(in, name, () -> new Step.Wait(name, length, anchor));
    }

    private static Anchor anchor(DocValue value) {
        if (value.isMapping()) {
            return value.mapping(in -> {
                String step = in.name("step");
                return in.build(() -> new Anchor.Done(step));
            });
        }
        String name = value.name();
        return name.equals(ENTRY) ? new Anchor.Beginning() : new Anchor.Done(name);
    }

    private static Step waitUntil(DocReader in, String head) {
        String name = name(in);
        LocalTime time = in.localTime(head);
        DayOfWeek day = in.has("day") ? in.choice("day", DayOfWeek.class) : null;
        ZoneId zone = in.has("zone") ? in.zone("zone") : null;
        return orWait(in, name, () -> new Step.WaitUntil(name, time, day, zone));
    }

    private static Step await(DocReader in, String head) {
        String name = name(in);
        Check until = in.read(head, ScenarioForm::check);
        Span timeout = in.optional("timeout", TimeSpelling::readSpan);
        LookBack lookBack = in.optional("look-back", StepForm::lookBack);
        List<Step> then = in.readableItems("then", StepForm::read);
        List<Step> otherwise = in.readableItems("otherwise", StepForm::read);
        return in.buildOr(
                () -> new Step.Await(name, until, timeout, lookBack, then, otherwise),
                () -> new Step.Await(
                        Names.isName(name, 64) ? name : "",
                        until == null ? ScenarioForm.UNREADABLE : until,
                        timeout,
                        null,
                        then,
                        otherwise));
    }

    private static LookBack lookBack(DocValue value) {
        if (value.isMapping()) {
            return value.mapping(in -> {
                String step = in.name("step");
                return in.build(() -> new LookBack.SinceStep(step));
            });
        }
        return switch (value.text()) {
            case NONE -> new LookBack.None();
            case ENTRY -> new LookBack.SinceEntry();
            default -> new LookBack.Within(TimeSpelling.readSpan(value));
        };
    }

    private static Step waitOnFact(DocReader in, String head, boolean before) {
        String name = name(in);
        Occurrence stated = ScenarioForm.occurrence(in, head);
        String field = in.name("field", "");
        Length length = in.read("for", FigureForm::readLength);
        Span timeout = in.optional("timeout", TimeSpelling::readSpan);
        List<Step> otherwise = in.readableItems("otherwise", StepForm::read);
        return orWait(
                in, name, () -> new Step.WaitOnFact(name, new Fact(stated, field), length, before, timeout, otherwise));
    }

    private static Step branch(DocReader in, String head) {
        String name = name(in);
        List<Step.Case> cases = in.readableItems(
                head,
                value -> value.mapping(way -> {
                    Check when = way.read("when", ScenarioForm::check);
                    List<Step> steps = way.readableItems("steps", StepForm::read);
                    return way.buildOr(
                            () -> new Step.Case(when, steps),
                            () -> new Step.Case(when == null ? ScenarioForm.UNREADABLE : when, steps));
                }));
        List<Step> otherwise = in.readableItems("otherwise", StepForm::read);
        return in.buildOr(() -> new Step.Branch(name, cases, otherwise), () -> new Step.Branch("", cases, otherwise));
    }

    private static Step approval(DocReader in, String head) {
        String name = in.name(head);
        String subject = in.text("subject");
        Span timeout = in.optional("timeout", TimeSpelling::readSpan);
        List<Step> then = in.readableItems("then", StepForm::read);
        List<Step> otherwise = in.readableItems("otherwise", StepForm::read);
        return in.buildOr(
                () -> new Step.Approval(name, subject, timeout, then, otherwise),
                () -> new Step.Approval(
                        Names.isName(name, 64) ? name : "unreadable", "unreadable", timeout, then, otherwise));
    }

    private static Step split(DocReader in, String head) {
        String name = name(in);
        String experiment = in.name(head);
        List<Step.Arm> arms = in.readableItems(
                "arms",
                value -> value.mapping(arm -> {
                    String armName = arm.name("arm");
                    List<Step> steps = arm.readableItems("steps", StepForm::read);
                    return arm.buildOr(() -> new Step.Arm(armName, steps), () -> new Step.Arm("unreadable", steps));
                }));
        List<Step> otherwise = in.readableItems("otherwise", StepForm::read);
        return in.buildOr(
                () -> new Step.Split(name, experiment, arms, otherwise),
                () -> new Step.Split("", "unreadable", arms, otherwise));
    }

    /** Reads the fields of an act; what comes back makes the effect of them. */
    private static Supplier<Effect> act(DocReader in, String head) {
        switch (head) {
            case "task" -> {
                String queue = in.text("queue");
                String title = in.text("title");
                Map<String, AttributeValue> details = in.entries("details", ValueSpelling::readValue);
                return () -> new Effect.Task(queue, title, details);
            }
            case "grant-points" -> {
                long amount = in.whole("amount", 1, Long.MAX_VALUE);
                String reason = in.text("reason");
                return () -> new Effect.GrantPoints(amount, reason);
            }
            case "issue-coupon" -> {
                String campaign = in.name("campaign");
                CouponKind kind = in.choice("kind", CouponKind.class, CouponKind.DISCOUNT);
                String terms = in.text("terms");
                Span validFor = in.read("valid-for", TimeSpelling::readSpan);
                return () -> new Effect.IssueCoupon(new Coupon(campaign, kind, terms, validFor));
            }
            case "export" -> {
                String batch = in.text("batch");
                Map<String, AttributeValue> columns = in.entries("columns", ValueSpelling::readValue);
                return () -> new Effect.ExportRow(batch, columns);
            }
            case "webhook" -> {
                String endpoint = in.text("endpoint");
                Map<String, AttributeValue> payload = in.entries("payload", ValueSpelling::readValue);
                return () -> new Effect.Webhook(endpoint, payload);
            }
            default -> throw new IllegalStateException("no act begins with " + head);
        }
    }

    // ------------------------------------------------------------------ writing

    static Node write(Step step) {
        DocWriter out = new DocWriter();
        if (step instanceof Step.Send send) {
            writeSend(out, send);
        } else if (step instanceof Step.Act act) {
            writeAct(out, act);
        } else if (step instanceof Step.Wait wait) {
            out.put("wait", FigureForm.write(wait.length())).putUnless("", "name", wait.name());
            if (wait.anchor() instanceof Anchor.Beginning) {
                out.put("after", ENTRY);
            } else if (wait.anchor() instanceof Anchor.Done done) {
                out.put("after", done.step().equals(ENTRY) ? stepOf(ENTRY) : new Node.Text(done.step()));
            }
        } else if (step instanceof Step.WaitUntil wait) {
            out.put("wait-until", wait.time().toString()).putUnless("", "name", wait.name());
            DayOfWeek day = wait.day();
            if (day != null) {
                out.put("day", day);
            }
            ScenarioForm.put(out, "zone", wait.zone());
        } else if (step instanceof Step.Await await) {
            out.put("wait-for", ScenarioForm.write(await.until())).putUnless("", "name", await.name());
            ScenarioForm.put(out, "timeout", await.timeout());
            LookBack lookBack = await.lookBack();
            if (lookBack != null) {
                out.put("look-back", write(lookBack));
            }
            out.listUnlessEmpty("then", await.then(), StepForm::write);
            out.listUnlessEmpty("otherwise", await.otherwise(), StepForm::write);
        } else if (step instanceof Step.WaitOnFact wait) {
            ScenarioForm.write(
                    out,
                    wait.before() ? "wait-before" : "wait-after",
                    wait.fact().stated());
            out.putUnless("", "name", wait.name())
                    .putUnless("", "field", wait.fact().field())
                    .put("for", FigureForm.write(wait.length()));
            ScenarioForm.put(out, "timeout", wait.timeout());
            out.listUnlessEmpty("otherwise", wait.otherwise(), StepForm::write);
        } else if (step instanceof Step.Branch branch) {
            out.list(
                    "branch",
                    branch.cases(),
                    way -> new DocWriter()
                            .put("when", ScenarioForm.write(way.when()))
                            .listUnlessEmpty("steps", way.steps(), StepForm::write)
                            .node());
            out.putUnless("", "name", branch.name()).listUnlessEmpty("otherwise", branch.otherwise(), StepForm::write);
        } else if (step instanceof Step.Repeat repeat) {
            out.put("repeat", repeat.times())
                    .putUnless("", "name", repeat.name())
                    .listUnlessEmpty("steps", repeat.steps(), StepForm::write);
        } else if (step instanceof Step.Emit emit) {
            out.put("emit", emit.event()).putUnless("", "name", emit.name());
            values(out, "attributes", emit.attributes());
        } else if (step instanceof Step.SetAttributes set) {
            values(out, "set", set.attributes());
            out.putUnless("", "name", set.name());
        } else if (step instanceof Step.Approval approval) {
            out.put("approval", approval.name()).put("subject", approval.subject());
            ScenarioForm.put(out, "timeout", approval.timeout());
            out.listUnlessEmpty("then", approval.then(), StepForm::write);
            out.listUnlessEmpty("otherwise", approval.otherwise(), StepForm::write);
        } else if (step instanceof Step.Split split) {
            out.put("split", split.experiment()).putUnless("", "name", split.name());
            out.listUnlessEmpty(
                    "arms",
                    split.arms(),
                    arm -> new DocWriter()
                            .put("arm", arm.name())
                            .listUnlessEmpty("steps", arm.steps(), StepForm::write)
                            .node());
            out.listUnlessEmpty("otherwise", split.otherwise(), StepForm::write);
        } else if (step instanceof Step.HandOver handOver) {
            out.put("hand-over", handOver.scenario()).putUnless("", "name", handOver.name());
        } else if (step instanceof Step.End end) {
            out.put("end", end.reason()).putUnless("", "name", end.name());
        } else {
            throw new IllegalStateException("no spelling for " + step.getClass().getSimpleName());
        }
        return out.node();
    }

    private static void writeSend(DocWriter out, Step.Send send) {
        Message message = send.message();
        out.put("send", send.name());
        ScenarioForm.put(out, "class", message.messageClass());
        out.putUnless("", "purpose", message.purpose());
        out.listUnlessEmpty("by", message.offers(), StepForm::write);
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
            test.arms().forEach((arm, offers) -> arms.list(arm, offers, StepForm::write));
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
        out.listUnlessEmpty("otherwise", send.otherwise(), StepForm::write);
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

    private static void writeAct(DocWriter out, Step.Act act) {
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
    }

    private static Node write(LookBack lookBack) {
        if (lookBack instanceof LookBack.None) {
            return new Node.Text(NONE);
        } else if (lookBack instanceof LookBack.SinceEntry) {
            return new Node.Text(ENTRY);
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
