package io.enishi.core.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be kept about the events of one selection so that all atoms over it can be answered. Filled while conditions are
 * compiled, read afterwards.
 */
final class SelectionPlan {

    /** Values added up, over the selection's events. */
    record Value(FieldAccess field) {}

    /** Exits that need an array: by the calendar, or of what may drop out. {@code values}: slots whose totals stand beside. */
    record Exits(Window window, WindowRule rule, List<Integer> values) {}

    /** Whether a field passes a test, event by event. */
    record Passes(String field, ValueTest test, BodyTest compiled) {}

    /** Stands for the day an event occurred on, which no body holds. */
    static final int DAYS = -1;

    /** Different values of a field in a window; {@code objects} is {@link #DAYS} for different days. */
    record Distinct(String field, int objects, Window window, WindowRule rule) {}

    private final int index;
    private final CompiledFilter filter;
    private final boolean net;
    private final boolean mayDropOut;
    private final Lasting lasting;
    private final List<Value> values = new ArrayList<>();
    private final List<Exits> exits = new ArrayList<>();
    private final List<Passes> passes = new ArrayList<>();
    private final List<FieldAccess> objects = new ArrayList<>();
    private final List<Distinct> distincts = new ArrayList<>();
    private boolean intervals;
    private boolean tieOrder;

    SelectionPlan(int index, CompiledFilter filter) {
        this.index = index;
        this.filter = filter;
        this.net = filter.selection().net();
        this.mayDropOut = filter.selection().mayDropOut();
        this.lasting = new Lasting(filter.selection());
    }

    int index() {
        return index;
    }

    CompiledFilter filter() {
        return filter;
    }

    /** Whether its events are orders that drop out. */
    boolean net() {
        return net;
    }

    /** Whether any of its events may cease to count when something else becomes known: orders, or messages. */
    boolean mayDropOut() {
        return mayDropOut;
    }

    Lasting lasting() {
        return lasting;
    }

    List<Value> values() {
        return values;
    }

    List<Exits> exits() {
        return exits;
    }

    List<Passes> passes() {
        return passes;
    }

    List<FieldAccess> objects() {
        return objects;
    }

    List<Distinct> distincts() {
        return distincts;
    }

    boolean intervals() {
        return intervals;
    }

    /** Whether events of one instant must stand in the timeline's order. */
    boolean tieOrder() {
        return tieOrder;
    }

    // ------------------------------------------------------------------ filling

    int value(FieldAccess field) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).field().name().equals(field.name())) {
                return i;
            }
        }
        values.add(new Value(field));
        return values.size() - 1;
    }

    /** The slot of explicit exits for a window; -1 if the window needs none. */
    int exits(Window window, WindowRule rule) {
        if (!mayDropOut && (rule.isForGood() || rule.isShift())) {
            return -1;
        }
        for (int i = 0; i < exits.size(); i++) {
            if (exits.get(i).window().equals(window)) {
                return i;
            }
        }
        exits.add(new Exits(window, rule, new ArrayList<>()));
        return exits.size() - 1;
    }

    /** The position of a value's totals beside the exits in slot {@code exit}. */
    int valueBesideExits(int exit, int value) {
        List<Integer> beside = exits.get(exit).values();
        int at = beside.indexOf(value);
        if (at < 0) {
            beside.add(value);
            at = beside.size() - 1;
        }
        return at;
    }

    int passes(String field, ValueTest test, BodyTest compiled) {
        tieOrder = true;
        for (int i = 0; i < passes.size(); i++) {
            if (passes.get(i).field().equals(field) && passes.get(i).test().equals(test)) {
                return i;
            }
        }
        passes.add(new Passes(field, test, compiled));
        return passes.size() - 1;
    }

    int objects(FieldAccess field) {
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).name().equals(field.name())) {
                return i;
            }
        }
        objects.add(field);
        return objects.size() - 1;
    }

    int distinctDays(Window window, WindowRule rule) {
        return distinct(Condition.LOCAL_DAY, DAYS, window, rule);
    }

    int distinct(FieldAccess field, Window window, WindowRule rule) {
        return distinct(field.name(), objects(field), window, rule);
    }

    private int distinct(String field, int slot, Window window, WindowRule rule) {
        for (int i = 0; i < distincts.size(); i++) {
            if (distincts.get(i).field().equals(field)
                    && distincts.get(i).window().equals(window)) {
                return i;
            }
        }
        distincts.add(new Distinct(field, slot, window, rule));
        return distincts.size() - 1;
    }

    void keepIntervals() {
        intervals = true;
    }
}
