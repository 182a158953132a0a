package io.enishi.scoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is different between two versions of a score model, and how much has to be done until the new one counts.
 *
 * @param before the model that counts
 * @param after the model that is to count
 * @param differences one line each, in the order rules, limits, bands, groups; empty iff the models are equal
 * @param whyNotAtOnce those of them that need more than adding up again
 * @param effort what it takes
 */
public record ModelChange(
        ScoreModel before, ScoreModel after, List<String> differences, List<String> whyNotAtOnce, Effort effort) {

    /** How much has to be done until a changed model counts, the least first. */
    public enum Effort {
        /** Nothing: the models are equal. */
        NONE,
        /** Points, bands, floor, ceiling or limits of groups: what was matched is added up again. */
        AT_ONCE,
        /** Caps, decay, reversal, the zone or the groups of rules: what was matched is counted again, beside the running model. */
        RECOUNT,
        /** Conditions, validity, the field of a formula or the set of rules: the events are read again, beside the running model. */
        REREAD
    }

    public ModelChange {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        differences = List.copyOf(differences);
        whyNotAtOnce = List.copyOf(whyNotAtOnce);
        Objects.requireNonNull(effort, "effort");
    }

    /** Compares two versions. */
    public static ModelChange between(ScoreModel before, ScoreModel after) {
        Comparison comparison = new Comparison();
        comparison.models(before, after);
        return new ModelChange(before, after, comparison.all, comparison.notAtOnce, comparison.effort);
    }

    /** The differences, one line each. */
    public String toText() {
        return differences.isEmpty() ? "nothing changes\n" : String.join("\n", differences) + "\n";
    }

    /** Collects differences and the greatest effort among them. */
    private static final class Comparison {

        final List<String> all = new ArrayList<>();
        final List<String> notAtOnce = new ArrayList<>();
        Effort effort = Effort.NONE;

        private void add(Effort needed, String difference) {
            all.add(difference);
            if (needed.compareTo(Effort.AT_ONCE) > 0) {
                notAtOnce.add(difference);
            }
            if (needed.compareTo(effort) > 0) {
                effort = needed;
            }
        }

        private void differ(Effort needed, String what, Object before, Object after) {
            if (!before.equals(after)) {
                add(needed, what + ": " + before + " becomes " + after);
            }
        }

        void models(ScoreModel before, ScoreModel after) {
            differ(Effort.AT_ONCE, "name", before.name(), after.name());
            differ(Effort.RECOUNT, "zone", zone(before), zone(after));
            rules(before, after);
            if (reverses(after) && !reverses(before)) {
                // Until now nobody needed to know what became of orders.
                add(Effort.REREAD, "points are taken back on refund for the first time");
            }
            differ(Effort.AT_ONCE, "floor", limit(before.floor()), limit(after.floor()));
            differ(Effort.AT_ONCE, "ceiling", limit(before.ceiling()), limit(after.ceiling()));
            differ(Effort.AT_ONCE, "bands", bands(before.bands()), bands(after.bands()));
            groups(before, after);
            differ(Effort.AT_ONCE, "grid", grid(before), grid(after));
        }

        private void rules(ScoreModel before, ScoreModel after) {
            Map<String, ScoreRule> old = new LinkedHashMap<>();
            before.rules().forEach(rule -> old.put(rule.id(), rule));
            for (ScoreRule rule : after.rules()) {
                ScoreRule was = old.remove(rule.id());
                if (was == null) {
                    add(Effort.REREAD, "rule " + rule.id() + " is new");
                } else {
                    rule("rule " + rule.id(), was, rule);
                }
            }
            // What a rule gave can be left out without looking at any event.
            old.keySet().forEach(id -> add(Effort.AT_ONCE, "rule " + id + " is gone"));
        }

        private void rule(String name, ScoreRule before, ScoreRule after) {
            if (!before.when().equals(after.when())) {
                add(Effort.REREAD, name + " means other events");
            }
            if (!Objects.equals(before.validFrom(), after.validFrom())
                    || !Objects.equals(before.validTo(), after.validTo())) {
                add(Effort.REREAD, name + " is valid at another time");
            }
            if (!before.points().equals(after.points())) {
                Effort needed = countsTheSame(before.points(), after.points()) ? Effort.AT_ONCE : Effort.REREAD;
                add(needed, name + " gives " + points(after.points()) + " instead of " + points(before.points()));
            }
            differ(Effort.RECOUNT, name + ", caps", before.caps(), after.caps());
            differ(Effort.RECOUNT, name + ", decay", before.decay(), after.decay());
            differ(Effort.RECOUNT, name + ", taken back", before.reversed(), after.reversed());
            differ(Effort.RECOUNT, name + ", group", named(before.group()), named(after.group()));
        }

        /** Whether what the old formula counted is what the new one counts, or nothing is counted. */
        private static boolean countsTheSame(Points before, Points after) {
            if (after instanceof Points.Fixed) {
                return true;
            }
            return before instanceof Points.PerUnit old
                    && after instanceof Points.PerUnit formula
                    && old.field().equals(formula.field())
                    && Objects.equals(old.currency(), formula.currency());
        }

        private void groups(ScoreModel before, ScoreModel after) {
            Map<String, ScoreGroup> old = new LinkedHashMap<>();
            before.groups().forEach(group -> old.put(group.name(), group));
            for (ScoreGroup group : after.groups()) {
                ScoreGroup was = old.remove(group.name());
                if (was == null) {
                    add(Effort.AT_ONCE, "group " + group.name() + " is new");
                } else {
                    String name = "group " + group.name();
                    differ(Effort.AT_ONCE, name + ", floor", limit(was.floor()), limit(group.floor()));
                    differ(Effort.AT_ONCE, name + ", ceiling", limit(was.ceiling()), limit(group.ceiling()));
                    differ(Effort.AT_ONCE, name + ", bands", bands(was.bands()), bands(group.bands()));
                }
            }
            old.keySet().forEach(name -> add(Effort.AT_ONCE, "group " + name + " is gone"));
        }

        private static boolean reverses(ScoreModel model) {
            return model.rules().stream().anyMatch(ScoreRule::reversed);
        }

        private static String zone(ScoreModel model) {
            return model.zone().map(Object::toString).orElse("none");
        }

        private static String named(String group) {
            return group.isEmpty() ? "none" : group;
        }

        private static String limit(long limit) {
            return limit == Long.MIN_VALUE || limit == Long.MAX_VALUE ? "none" : String.valueOf(limit);
        }

        private static String bands(List<Band> bands) {
            List<String> texts = new ArrayList<>();
            for (Band band : bands) {
                texts.add(band.name()
                        + (band.atLeast() == null ? "" : " from " + band.atLeast())
                        + (Objects.equals(band.atLeast(), band.leaveBelow())
                                ? ""
                                : " left below " + band.leaveBelow()));
            }
            return texts.isEmpty() ? "none" : String.join(", ", texts);
        }

        private static String grid(ScoreModel model) {
            return model.grid()
                    .map(grid -> grid.rows() + " by " + grid.columns())
                    .orElse("none");
        }

        private static String points(Points points) {
            if (points instanceof Points.PerUnit formula) {
                return formula.points() + " for each " + formula.unit()
                        + (formula.currency() == null ? "" : " " + formula.currency())
                        + " of " + formula.field()
                        + (formula.rounding() == Points.Rounding.DOWN ? "" : ", rounded " + formula.rounding());
            }
            return String.valueOf(((Points.Fixed) points).points());
        }
    }
}
