package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
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

/** Reads steps from document trees: each is a mapping that one word out of {@link #HEADS} tells apart. {@link StepWriter} is the way back. */
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

    static final String ENTRY = "entry";
    static final String NONE = "none";

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
}
