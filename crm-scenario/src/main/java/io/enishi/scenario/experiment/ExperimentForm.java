package io.enishi.scenario.experiment;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.spelling.SelectionSpelling;
import io.enishi.core.internal.spelling.TimeSpelling;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Experiments and holdouts as documents; the grammar is taught in the package's documentation. */
final class ExperimentForm {

    private ExperimentForm() {}

    // ------------------------------------------------------------------ reading

    static Experiment read(Document document) {
        return document.read(root -> root.mapping(ExperimentForm::experiment));
    }

    private static Experiment experiment(DocReader in) {
        String name = in.name("experiment");
        String hypothesis = in.text("hypothesis", "");
        String salt = in.text("salt", name);
        List<Arm> arms = arms(in);
        String first = arms.isEmpty() ? "" : arms.get(0).name();
        String control = in.name("control", first);
        Ending ends = in.optional("ends", ExperimentForm::ending);
        if (in.has("zone")) {
            ends = zoned(in, ends, in.zone("zone"));
        }
        Ending end = ends;
        String afterEnd = in.name("after-end", control);
        Measure measure = in.choice("measure", Measure.class, Measure.CONVERSION);
        Selection counts = in.has("counts") ? SelectionSpelling.read(in, "counts") : null;
        Span within = in.optional("within", TimeSpelling::readSpan);
        Plan plan = in.optional("plan", value -> value.mapping(ExperimentForm::plan));
        return in.build(() ->
                new Experiment(name, hypothesis, salt, arms, control, end, afterEnd, measure, counts, within, plan));
    }

    private static @Nullable Ending zoned(DocReader in, @Nullable Ending ends, @Nullable ZoneId zone) {
        if (ends instanceof Ending.AfterDay day) {
            return new Ending.AfterDay(day.lastDay(), zone);
        }
        if (in.isClean()) {
            in.problem("zone", "only a last day has a zone", "leave it out, or write a day for \"ends\"");
        }
        return ends;
    }

    private static Ending ending(DocValue value) {
        return value.text(
                text -> {
                    try {
                        return text.length() <= 10
                                ? new Ending.AfterDay(LocalDate.parse(text), null)
                                : new Ending.At(OffsetDateTime.parse(text).toInstant());
                    } catch (DateTimeException | IllegalArgumentException e) {
                        return null; // neither, or in a year that is none of ours
                    }
                },
                "is neither a day nor an instant",
                "write the last day, \"2026-12-31\", or an instant, \"2026-12-31T15:00:00Z\"");
    }

    /** An arm as it was written, before shares became buckets. */
    private record Written(String name, int share, @Nullable List<BucketRange> buckets) {}

    private static List<Arm> arms(DocReader in) {
        if (!in.has("arms")) {
            in.problem("", "field \"arms\" is missing", "write arms: [control, variant], or each with its share");
            return List.of();
        }
        List<Written> written = in.list("arms", ExperimentForm::arm);
        boolean equal =
                !written.isEmpty() && written.stream().allMatch(arm -> arm.share() < 0 && arm.buckets() == null);
        boolean shares = equal || written.stream().anyMatch(arm -> arm.share() >= 0);
        boolean ranges = written.stream().anyMatch(arm -> arm.buckets() != null);
        if (shares && ranges) {
            in.problem("arms", "shares and buckets are mixed", "say either for all arms");
            return List.of();
        }
        List<Arm> arms = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Written arm = written.get(i);
            List<BucketRange> buckets = arm.buckets();
            if (buckets == null) {
                int wanted = equal
                        ? Buckets.COUNT / written.size() + (i < Buckets.COUNT % written.size() ? 1 : 0)
                        : arm.share();
                if (wanted < 0) {
                    in.problem("arms", "arm \"" + arm.name() + "\" has no share", Share.ADVICE);
                    continue;
                }
                buckets = Experiment.free(arms, wanted);
                int got = buckets.stream().mapToInt(BucketRange::size).sum();
                if (got < wanted) {
                    in.problem(
                            "arms",
                            "arm \"" + arm.name() + "\" wants " + Share.ofBuckets(wanted) + ", but "
                                    + Share.ofBuckets(got) + " are left",
                            "the shares may be 100% together");
                }
            }
            arms.add(new Arm(arm.name(), buckets));
        }
        return arms;
    }

    private static Written arm(DocValue value) {
        if (value.isText()) {
            return new Written(value.name(), -1, null);
        }
        return value.mapping(in -> {
            String name = in.name("arm");
            int share = in.has("share") ? share(in) : -1;
            List<BucketRange> buckets = in.optional("buckets", ExperimentForm::ranges);
            if (share >= 0 && buckets != null) {
                in.problem("share", "an arm has a share or buckets, not both", "leave one out");
            }
            return in.build(() -> {
                // Refused here, where the path is known, if the ranges of one arm meet.
                return new Written(name, share, buckets == null ? null : new Arm(name, buckets).buckets());
            });
        });
    }

    private static int share(DocReader in) {
        Integer share = in.read("share", ExperimentForm::share);
        return share == null ? -1 : share;
    }

    private static Integer share(DocValue value) {
        return value.text(
                text -> {
                    var buckets = Share.read(text);
                    return buckets.isPresent() ? (Integer) buckets.getAsInt() : null;
                },
                "is no share from 0% to 100%",
                Share.ADVICE);
    }

    private static List<BucketRange> ranges(DocValue value) {
        if (value.isWhole()) {
            return List.of(range(Long.toString(value.whole()), value));
        }
        String text = value.text();
        List<BucketRange> ranges = new ArrayList<>();
        if (!text.equals("none")) {
            for (String range : text.split(",", -1)) {
                ranges.add(range(range.strip(), value));
            }
        }
        return ranges;
    }

    private static BucketRange range(String text, DocValue value) {
        String[] ends = text.split("-", -1);
        try {
            if (ends.length <= 2 && text.matches("[0-9]{1,4}(-[0-9]{1,4})?")) {
                return new BucketRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
            }
        } catch (IllegalArgumentException e) {
            throw value.unreadable(String.valueOf(e.getMessage()), "write \"0-2499\"");
        }
        throw value.unreadable(
                '"' + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + "\" is no range of buckets",
                "write \"0-2499\", several with commas, or \"none\"");
    }

    private static Plan plan(DocReader in) {
        double expected = fraction(in, "expects", Double.NaN);
        double detectable = fraction(in, "detects", Double.NaN);
        double alpha = fraction(in, "alpha", Plan.USUAL_ALPHA);
        double power = fraction(in, "power", Plan.USUAL_POWER);
        return in.build(() -> new Plan(expected, detectable, alpha, power));
    }

    /** @param absent NaN for a field that must be written */
    private static double fraction(DocReader in, String field, double absent) {
        if (!Double.isNaN(absent) && !in.has(field)) {
            return absent;
        }
        Double fraction = in.read(
                field,
                value -> value.text(
                        text -> {
                            var read = Share.readFraction(text);
                            return read.isPresent() ? (Double) read.getAsDouble() : null;
                        },
                        "is no percentage",
                        "write \"2.5%\""));
        return fraction == null ? 0 : fraction;
    }

    static Holdout readHoldout(Document document) {
        return document.read(root -> root.mapping(in -> {
            String name = in.name("holdout");
            int share = share(in);
            String salt = in.text("salt", Holdout.usualSalt(name));
            return in.build(() -> new Holdout(name, salt, share));
        }));
    }

    // ------------------------------------------------------------------ writing

    static Document write(Experiment experiment) {
        DocWriter out = new DocWriter()
                .put("experiment", experiment.name())
                .putUnless("", "hypothesis", experiment.hypothesis())
                .putUnless(experiment.name(), "salt", experiment.salt())
                .list("arms", experiment.arms(), ExperimentForm::write)
                .putUnless(experiment.arms().get(0).name(), "control", experiment.control());
        if (experiment.ends() instanceof Ending.AfterDay day) {
            out.put("ends", day.lastDay().toString());
            if (day.zone() != null) {
                out.put("zone", day.zone().getId());
            }
        } else if (experiment.ends() instanceof Ending.At at) {
            out.put("ends", at.instant().toString());
        }
        out.putUnless(experiment.control(), "after-end", experiment.afterEnd())
                .putUnless(Measure.CONVERSION, "measure", experiment.measure());
        if (experiment.counts() != null) {
            SelectionSpelling.write(out, "counts", experiment.counts());
        }
        if (experiment.within() != null) {
            out.put("within", TimeSpelling.write(experiment.within()));
        }
        if (experiment.plan() != null) {
            out.put("plan", write(experiment.plan()));
        }
        return Document.of(out.node());
    }

    private static Node write(Arm arm) {
        return new DocWriter()
                .put("arm", arm.name())
                .put(
                        "buckets",
                        arm.buckets().isEmpty()
                                ? "none"
                                : arm.buckets().stream()
                                        .map(BucketRange::toString)
                                        .collect(Collectors.joining(", ")))
                .node();
    }

    private static Node write(Plan plan) {
        DocWriter out = new DocWriter()
                .put("expects", Share.ofFraction(plan.expected()))
                .put("detects", Share.ofFraction(plan.detectable()));
        if (plan.alpha() != Plan.USUAL_ALPHA) {
            out.put("alpha", Share.ofFraction(plan.alpha()));
        }
        if (plan.power() != Plan.USUAL_POWER) {
            out.put("power", Share.ofFraction(plan.power()));
        }
        return out.node();
    }

    static Document write(Holdout holdout) {
        return Document.of(new DocWriter()
                .put("holdout", holdout.name())
                .put("share", Share.ofBuckets(holdout.buckets()))
                .putUnless(Holdout.usualSalt(holdout.name()), "salt", holdout.salt())
                .node());
    }
}
