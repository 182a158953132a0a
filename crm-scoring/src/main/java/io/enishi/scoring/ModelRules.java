package io.enishi.scoring;

import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold for a model as a whole; finds everything that does not. */
final class ModelRules {

    private static final int MAX_RULES = 1_000;
    private static final int MAX_CAPS = 8;
    private static final int MAX_BANDS = 100;
    private static final int MAX_GROUPS = 20;
    /** Limits of groups are added up and must not overflow. */
    private static final long MOST_LIMIT = 1_000_000_000_000L;
    /** Room for {@code .band} in a metric's name and for {@code :<band>} in a segment's. */
    private static final int MAX_NAME = 64 - ".band".length();

    private final ScoreModel model;
    private final Problems problems = new Problems();

    private ModelRules(ScoreModel model) {
        this.model = model;
    }

    static void check(ScoreModel model) {
        ModelRules rules = new ModelRules(model);
        rules.name();
        rules.rules();
        rules.limits();
        rules.bands("", model.name(), model.bands());
        rules.groups();
        rules.grid();
        rules.problems.throwIfAny();
    }

    private void name() {
        if (!Names.isName(model.name(), MAX_NAME)) {
            problems.add(
                    "score-model",
                    "the model's name must be 1 to " + MAX_NAME + " characters of a-z 0-9 . : - _",
                    "choose a short technical name such as engagement");
        }
    }

    private void rules() {
        List<ScoreRule> rules = model.rules();
        if (rules.isEmpty() || rules.size() > MAX_RULES) {
            problems.add("rules", "a model has 1 to " + MAX_RULES + " rules, but this one has " + rules.size(), "");
        }
        Set<String> ids = new HashSet<>();
        List<String> groupNames = model.groups().stream().map(ScoreGroup::name).toList();
        for (int i = 0; i < rules.size(); i++) {
            ScoreRule rule = rules.get(i);
            String path = "rules[" + i + "]";
            if (!ids.add(rule.id())) {
                problems.add(
                        path + ".id", "a second rule is called \"" + rule.id() + '"', "rule ids are unique in a model");
            }
            if (rule.when().net()) {
                problems.add(
                        path + ".when",
                        "a score rule counts orders as they are placed, not net of cancelled ones",
                        "write order.placed, and \"reversed: true\" to take the points back");
            }
            if (rule.caps().size() > MAX_CAPS) {
                problems.add(path + ".cap", "a rule has at most " + MAX_CAPS + " caps", "");
            }
            if (rule.reversed() && !isOrderPlaced(rule.when())) {
                problems.add(path + ".reversed", "only points for order.placed can be taken back", "");
            }
            if (model.zone().isEmpty() && needsZone(rule)) {
                problems.add(
                        path, "a calendar period needs a zone", "give the model one, such as \"zone: Asia/Tokyo\"");
            }
            if (rule.when().where().readsCatalogue()) {
                problems.add(
                        path + ".where",
                        "a score rule cannot ask the catalogue: its answer would change without an event",
                        "ask for a field of the event, such as category");
            }
            try {
                CompiledFilter.of(rule.when());
            } catch (DefinitionException e) {
                problems.addAll(path, e);
            }
            if (!rule.group().isEmpty() && !groupNames.contains(rule.group())) {
                problems.add(
                        path + ".group",
                        "the model has no group \"" + rule.group() + '"',
                        groupNames.isEmpty()
                                ? "list it under \"groups\""
                                : Problems.didYouMean(rule.group(), groupNames));
            }
            if (rule.points() instanceof Points.PerUnit formula) {
                formula(path + ".points.of", rule.when(), formula);
            }
        }
    }

    private static boolean isOrderPlaced(Selection selection) {
        return selection.types().equals(Set.of("order.placed"));
    }

    private static boolean needsZone(ScoreRule rule) {
        return rule.caps().stream().anyMatch(cap -> cap.per() instanceof Cap.Calendar)
                || (rule.decay() instanceof Decay.Expiry expiry
                        && expiry.span() instanceof Span.Calendar calendar
                        && calendar.zone() == null);
    }

    private void formula(String path, Selection on, Points.PerUnit formula) {
        if (on.kind() != Selection.Kind.TYPES) {
            problems.add(path, "points of a field need event types that have it", "list the types in \"when\"");
            return;
        }
        for (String name : on.types()) {
            EventType type = EventType.of(name).orElse(null);
            if (type == null) {
                continue; // custom: whatever number its events carry
            }
            EventField field = type.fields().get(formula.field());
            if (field == null) {
                problems.add(
                        path,
                        type.name() + " has no field \"" + formula.field() + '"',
                        Problems.didYouMean(formula.field(), type.fields().keySet()));
            } else if (field.kind() == EventField.Kind.MONEY && formula.currency() == null) {
                problems.add(
                        path,
                        "\"" + formula.field() + "\" is an amount of money",
                        "write the unit with its currency, such as \"per: 1000 JPY\"");
            } else if (field.kind() == EventField.Kind.NUMBER && formula.currency() != null) {
                problems.add(
                        path,
                        "\"" + formula.field() + "\" is a number, not money",
                        "write the unit without a currency");
            } else if (field.kind() != EventField.Kind.MONEY && field.kind() != EventField.Kind.NUMBER) {
                problems.add(
                        path,
                        "\"" + formula.field() + "\" is of kind " + field.kind() + " and cannot be counted",
                        "name a number or an amount");
            }
        }
        if (formula.currency() != null && on.types().stream().anyMatch(EventType::isCustom)) {
            problems.add(
                    path, "fields of custom events hold plain numbers, not money", "write the unit without a currency");
        }
    }

    private void limits() {
        if (model.floor() > model.ceiling()) {
            problems.add("floor", "the floor " + model.floor() + " is above the ceiling " + model.ceiling(), "");
        }
    }

    private void groups() {
        List<ScoreGroup> groups = model.groups();
        if (groups.size() > MAX_GROUPS) {
            problems.add(
                    "groups", "a model has at most " + MAX_GROUPS + " groups, but this one has " + groups.size(), "");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            ScoreGroup group = groups.get(i);
            String path = "groups[" + i + "]";
            if (!names.add(group.name())) {
                problems.add(
                        path + ".name",
                        "a second group is called \"" + group.name() + '"',
                        "group names are unique in a model");
            }
            if (group.name().equals("band")) {
                problems.add(
                        path + ".name",
                        "\"" + model.name() + ".band\" is the metric of the model's own band",
                        "choose another name");
            }
            if (!Names.isName(model.name() + '.' + group.name(), MAX_NAME)) {
                problems.add(
                        path + ".name",
                        "the metric name " + model.name() + '.' + group.name() + " would be longer than " + MAX_NAME
                                + " characters",
                        "");
            }
            if (group.floor() > group.ceiling()) {
                problems.add(
                        path + ".floor", "the floor " + group.floor() + " is above the ceiling " + group.ceiling(), "");
            }
            if (isTooFar(group.floor(), Long.MIN_VALUE) || isTooFar(group.ceiling(), Long.MAX_VALUE)) {
                problems.add(path, "limits of a group are at most " + MOST_LIMIT + " in size", "");
            }
            bands(path + '.', model.name() + '.' + group.name(), group.bands());
        }
    }

    private static boolean isTooFar(long limit, long none) {
        return limit != none && (limit > MOST_LIMIT || limit < -MOST_LIMIT);
    }

    private void grid() {
        Grid grid = model.grid().orElse(null);
        if (grid == null) {
            return;
        }
        List<String> names = model.groups().stream().map(ScoreGroup::name).toList();
        boolean rows = gridSide("grid.rows", grid.rows(), names);
        boolean columns = gridSide("grid.columns", grid.columns(), names);
        if (!rows || !columns) {
            return;
        }
        Set<String> cells = new HashSet<>();
        model.bands().forEach(band -> cells.add(model.name() + ':' + band.name()));
        for (Band row : model.group(grid.rows()).bands()) {
            for (Band column : model.group(grid.columns()).bands()) {
                String cell = model.cellName(row, column);
                if (!cells.add(cell)) {
                    problems.add("grid", "two segments would be called \"" + cell + '"', "rename a band");
                } else if (!Names.isName(cell, 64)) {
                    problems.add("grid", "the segment name " + cell + " would be longer than 64 characters", "");
                }
            }
        }
    }

    private boolean gridSide(String path, String name, List<String> names) {
        if (!names.contains(name)) {
            problems.add(path, "the model has no group \"" + name + '"', Problems.didYouMean(name, names));
            return false;
        }
        if (model.group(name).bands().isEmpty()) {
            problems.add(path, "group " + name + " has no bands", "give it two or more");
            return false;
        }
        return true;
    }

    /** @param prefix of the paths of problems */
    private void bands(String prefix, String metric, List<Band> bands) {
        if (bands.isEmpty()) {
            return;
        }
        if (bands.size() < 2 || bands.size() > MAX_BANDS) {
            String whose = prefix.isEmpty() ? "a model has" : "a group has";
            problems.add(
                    prefix + "bands",
                    whose + " no bands or 2 to " + MAX_BANDS + ", but this one has " + bands.size(),
                    "");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < bands.size(); i++) {
            Band band = bands.get(i);
            String path = prefix + "bands[" + i + "]";
            if (!names.add(band.name())) {
                problems.add(
                        path + ".name",
                        "a second band is called \"" + band.name() + '"',
                        "band names are unique in a model");
            }
            if (!Names.isName(metric + ":" + band.name(), 64)) {
                problems.add(
                        path + ".name",
                        "the segment name " + metric + ":" + band.name() + " would be longer than 64 characters",
                        "");
            }
            if (i == 0 && band.atLeast() != null) {
                problems.add(
                        path + ".at-least",
                        "the first band is the lowest and has no lower bound",
                        "leave the bound out, or put a band below it");
            } else if (i > 0 && band.atLeast() == null) {
                problems.add(path, "only the first band has no lower bound", "add at-least");
            } else if (i > 1) {
                rising(path, bands.get(i - 1), band);
            }
        }
    }

    private void rising(String path, Band below, Band band) {
        if (below.atLeast() == null || band.atLeast() == null) {
            return; // said already
        }
        if (below.requireAtLeast() >= band.requireAtLeast()) {
            problems.add(
                    path + ".at-least",
                    "bands must rise, but " + band.requireAtLeast() + " follows " + below.requireAtLeast(),
                    "");
        }
        if (below.requireLeaveBelow() > band.requireLeaveBelow()) {
            problems.add(
                    path + ".leave-below",
                    "a band must not be left below the one under it, but " + band.requireLeaveBelow() + " follows "
                            + below.requireLeaveBelow(),
                    "");
        }
    }
}
