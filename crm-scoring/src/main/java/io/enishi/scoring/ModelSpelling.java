package io.enishi.scoring;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.Window.Unit;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.doc.TimeText;
import io.enishi.core.internal.spelling.SelectionSpelling;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Score models as document trees; see {@link ScoreModel} for an example. */
final class ModelSpelling {

    private static final Pattern CAP =
            Pattern.compile("(\\d{1,10})( points)? (?:(ever)|per (day|week|month|year)|within (.{1,60}))");
    private static final String CAP_ADVICE =
            "write \"once\", \"3 per day\", \"2 within 24 hours\", \"10 ever\" or \"100 points per month\"";

    private ModelSpelling() {}

    // ------------------------------------------------------------------ reading

    static ScoreModel read(DocValue value) {
        return value.mapping(in -> {
            String name = in.name("score-model");
            ZoneId zone = in.has("zone") ? in.zone("zone") : null;
            List<ScoreRule> rules = in.list("rules", ModelSpelling::readRule);
            long floor = in.whole("floor", Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
            long ceiling = in.whole("ceiling", Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
            List<Band> bands = in.listOrEmpty("bands", ModelSpelling::readBand);
            List<ScoreGroup> groups = in.listOrEmpty("groups", ModelSpelling::readGroup);
            Grid grid = in.optional("grid", ModelSpelling::readGrid);
            return in.build(() -> {
                ScoreModel.Builder model =
                        ScoreModel.named(name).rules(rules).floor(floor).ceiling(ceiling);
                bands.forEach(model::band);
                groups.forEach(model::group);
                if (zone != null) {
                    model.zone(zone);
                }
                if (grid != null) {
                    model.grid(grid.rows(), grid.columns());
                }
                return model.build();
            });
        });
    }

    private static ScoreGroup readGroup(DocValue value) {
        if (value.isText()) {
            return ScoreGroup.named(value.name());
        }
        return value.mapping(in -> {
            String name = in.name("name");
            long floor = in.whole("floor", Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
            long ceiling = in.whole("ceiling", Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
            List<Band> bands = in.listOrEmpty("bands", ModelSpelling::readBand);
            return in.build(() -> new ScoreGroup(name, floor, ceiling, bands));
        });
    }

    private static Grid readGrid(DocValue value) {
        return value.mapping(in -> {
            String rows = in.name("rows");
            String columns = in.name("columns");
            return in.build(() -> new Grid(rows, columns));
        });
    }

    private static ScoreRule readRule(DocValue value) {
        return value.mapping(in -> {
            String id = in.name("id");
            Selection when = SelectionSpelling.read(in, "when");
            Points points = in.read("points", ModelSpelling::readPoints);
            List<Cap> caps = in.has("cap") ? in.oneOrMore("cap", ModelSpelling::readCap) : List.of();
            Decay decay = readDecay(in);
            Instant from = in.has("valid-from") ? in.instant("valid-from") : null;
            Instant to = in.has("valid-to") ? in.instant("valid-to") : null;
            boolean reversed = in.flag("reversed", false);
            String group = in.name("group", "");
            return in.build(() -> new ScoreRule(id, when, points, caps, decay, from, to, reversed, group));
        });
    }

    private static Points readPoints(DocValue value) {
        if (value.isMapping()) {
            return value.mapping(in -> {
                long give = in.whole("give", -Points.MAX, Points.MAX);
                Money money = null;
                long unit = 1;
                Boolean whole = in.read("per", DocValue::isWhole);
                if (whole != null && whole) {
                    unit = in.whole("per", 1, Long.MAX_VALUE);
                } else if (whole != null) {
                    money = in.money("per");
                }
                String field = in.name("of");
                Points.Rounding rounding = in.choice("round", Points.Rounding.class, Points.Rounding.DOWN);
                Currency currency = money == null ? null : money.currency();
                long per = money == null ? unit : money.minorUnits();
                return in.build(() -> new Points.PerUnit(give, per, currency, field, rounding));
            });
        }
        long points = value.whole();
        try {
            return new Points.Fixed(points);
        } catch (IllegalArgumentException e) {
            throw value.unreadable(String.valueOf(e.getMessage()), "");
        }
    }

    private static Cap readCap(DocValue value) {
        String text = value.text();
        try {
            Cap cap = cap(text);
            if (cap != null) {
                return cap;
            }
        } catch (IllegalArgumentException e) {
            throw value.unreadable(String.valueOf(e.getMessage()), CAP_ADVICE);
        }
        throw value.unreadable('"' + text + "\" is not a cap", CAP_ADVICE);
    }

    private static @Nullable Cap cap(String text) {
        if (text.equals("once")) {
            return Cap.once();
        }
        Matcher matcher = CAP.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        Cap.Limited limited = matcher.group(2) == null ? Cap.Limited.EVENTS : Cap.Limited.POINTS;
        long atMost = Long.parseLong(matcher.group(1));
        if (matcher.group(3) != null) {
            return new Cap(limited, atMost, new Cap.Lifetime());
        }
        if (matcher.group(4) != null) {
            for (Unit unit : Unit.values()) {
                if (DocWriter.spelled(unit).equals(matcher.group(4))) {
                    return new Cap(limited, atMost, new Cap.Calendar(unit));
                }
            }
        }
        Duration length = TimeText.duration(matcher.group(5));
        return length == null ? null : new Cap(limited, atMost, new Cap.Rolling(length));
    }

    private static Decay readDecay(DocReader in) {
        List<String> found = List.of("half-life", "linear", "stepped", "expires-after").stream()
                .filter(in::has)
                .toList();
        if (found.isEmpty()) {
            return Decay.none();
        }
        if (found.size() > 1) {
            in.problem(
                    found.get(1),
                    "points decay in one way only, but this rule has " + String.join(" and ", found),
                    "keep one of them");
        }
        Decay decay = in.read(found.get(0), value -> readDecay(found.get(0), value));
        return decay == null ? Decay.none() : decay;
    }

    private static Decay readDecay(String kind, DocValue value) {
        if (kind.equals("stepped")) {
            return value.mapping(in -> {
                int percent = in.integer("percent", 1, 100);
                Duration every = in.duration("every");
                return in.build(() -> new Decay.Stepped(percent, every));
            });
        }
        if (kind.equals("expires-after")) {
            Span span = TimeSpelling.readSpan(value);
            return new Decay.Expiry(span);
        }
        Duration length = value.text(TimeText::duration, "is not an exact length of time", TimeText.EXACT_ADVICE);
        try {
            return kind.equals("linear") ? new Decay.Linear(length) : new Decay.HalfLife(length);
        } catch (IllegalArgumentException e) {
            throw value.unreadable(String.valueOf(e.getMessage()), "");
        }
    }

    private static Band readBand(DocValue value) {
        if (value.isText()) {
            return Band.lowest(value.name());
        }
        return value.mapping(in -> {
            String name = in.name("name");
            Long atLeast = in.has("at-least") ? (Long) in.whole("at-least") : null;
            Long leaveBelow = in.has("leave-below") ? (Long) in.whole("leave-below") : atLeast;
            return in.build(() -> new Band(name, atLeast, leaveBelow));
        });
    }

    // ------------------------------------------------------------------ writing

    static Node.Mapping write(ScoreModel model) {
        DocWriter out = new DocWriter().put("score-model", model.name());
        model.zone().ifPresent(zone -> out.put("zone", zone.getId()));
        out.list("rules", model.rules(), ModelSpelling::write)
                .putUnless(Long.MIN_VALUE, "floor", model.floor())
                .putUnless(Long.MAX_VALUE, "ceiling", model.ceiling())
                .listUnlessEmpty("bands", model.bands(), ModelSpelling::write)
                .listUnlessEmpty("groups", model.groups(), ModelSpelling::write);
        model.grid()
                .ifPresent(grid -> out.put(
                        "grid",
                        new DocWriter()
                                .put("rows", grid.rows())
                                .put("columns", grid.columns())
                                .node()));
        return out.node();
    }

    private static Node write(ScoreGroup group) {
        if (!group.isLimited() && group.bands().isEmpty()) {
            return new Node.Text(group.name());
        }
        return new DocWriter()
                .put("name", group.name())
                .putUnless(Long.MIN_VALUE, "floor", group.floor())
                .putUnless(Long.MAX_VALUE, "ceiling", group.ceiling())
                .listUnlessEmpty("bands", group.bands(), ModelSpelling::write)
                .node();
    }

    private static Node write(ScoreRule rule) {
        DocWriter out = new DocWriter().put("id", rule.id());
        SelectionSpelling.write(out, "when", rule.when());
        out.put("points", write(rule.points()));
        if (!rule.caps().isEmpty()) {
            out.oneOrMore("cap", rule.caps(), cap -> new Node.Text(text(cap)));
        }
        write(out, rule.decay());
        if (rule.validFrom() != null) {
            out.put("valid-from", rule.validFrom().toString());
        }
        if (rule.validTo() != null) {
            out.put("valid-to", rule.validTo().toString());
        }
        out.putUnless(false, "reversed", rule.reversed());
        if (!rule.group().isEmpty()) {
            out.put("group", rule.group());
        }
        return out.node();
    }

    private static Node write(Points points) {
        if (points instanceof Points.Fixed fixed) {
            return new Node.Whole(fixed.points());
        }
        Points.PerUnit formula = (Points.PerUnit) points;
        DocWriter out = new DocWriter().put("give", formula.points());
        if (formula.currency() == null) {
            out.put("per", formula.unit());
        } else {
            out.put("per", new Money(formula.unit(), formula.currency()));
        }
        out.put("of", formula.field());
        if (formula.rounding() != Points.Rounding.DOWN) {
            out.put("round", DocWriter.spelled(formula.rounding()));
        }
        return out.node();
    }

    /** A cap as {@link #cap} reads it. */
    static String text(Cap cap) {
        if (cap.equals(Cap.once())) {
            return "once";
        }
        String much = cap.atMost() + (cap.limited() == Cap.Limited.POINTS ? " points" : "");
        if (cap.per() instanceof Cap.Calendar calendar) {
            return much + " per " + DocWriter.spelled(calendar.unit());
        }
        return cap.per() instanceof Cap.Rolling rolling
                ? much + " within " + TimeText.of(rolling.length())
                : much + " ever";
    }

    private static void write(DocWriter out, Decay decay) {
        if (decay instanceof Decay.HalfLife halving) {
            out.put("half-life", halving.length());
        } else if (decay instanceof Decay.Linear linear) {
            out.put("linear", linear.length());
        } else if (decay instanceof Decay.Stepped stepped) {
            out.put(
                    "stepped",
                    new DocWriter()
                            .put("percent", stepped.percent())
                            .put("every", stepped.period())
                            .node());
        } else if (decay instanceof Decay.Expiry expiry) {
            out.put("expires-after", TimeSpelling.write(expiry.span()));
        }
    }

    private static Node write(Band band) {
        if (band.atLeast() == null) {
            return new Node.Text(band.name());
        }
        return new DocWriter()
                .put("name", band.name())
                .put("at-least", band.requireAtLeast())
                .putUnless(band.requireAtLeast(), "leave-below", band.requireLeaveBelow())
                .node();
    }
}
