package io.enishi.core.condition;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventType;
import io.enishi.core.event.Initiator;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.DefinitionException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A selection made ready for the hot path: fields are found once per event type, a test is one map look-up and a few comparisons
 * and allocates nothing (unless the host's catalogue does).
 *
 * <p>It judges an event by itself. That a {@linkplain Selection#net net} selection drops orders which were cancelled later is the
 * affair of the columns that count them.
 *
 * <p>Immutable and thread-safe as far as the catalogue is.
 */
public final class CompiledFilter {

    private final Selection selection;
    /** By type name: standard types, and those of the host's shop events that are named. */
    private final Map<String, BodyTest> standard;

    private final Map<String, BodyTest> custom;
    private final @Nullable BodyTest otherCustom;

    CompiledFilter(
            Selection selection,
            Map<String, BodyTest> standard,
            Map<String, BodyTest> custom,
            @Nullable BodyTest otherCustom) {
        this.selection = selection;
        this.standard = Map.copyOf(standard);
        this.custom = Map.copyOf(custom);
        this.otherCustom = otherCustom;
    }

    /** @throws DefinitionException with every field that does not exist or does not suit its test */
    public static CompiledFilter of(Selection selection, ConditionContext context) {
        Problems problems = new Problems();
        CompiledFilter filter = new FilterCompiler(context, problems).compile(selection, "where");
        problems.throwIfAny();
        return filter;
    }

    /** Compiles without checking metrics and segments, which selections do not name, and with an empty catalogue. */
    public static CompiledFilter of(Selection selection) {
        return of(selection, ConditionContext.open());
    }

    public Selection selection() {
        return selection;
    }

    /** Whether the selection is of this event. */
    public boolean test(EventBody body) {
        BodyTest test;
        if (body instanceof EventBody.Custom event) {
            test = otherCustom == null ? custom.get(event.name()) : otherCustom;
            if (selection.kind() == Selection.Kind.ACTIONS && event.initiator() != Initiator.CUSTOMER) {
                return false;
            }
        } else {
            test = standard.get(body.type());
            if (test == null && selection.kind() == Selection.Kind.ALL && EventType.isCustom(body)) {
                test = otherCustom;
            }
        }
        return test != null && test.test(body);
    }

    public boolean test(CustomerEvent event) {
        return test(event.body());
    }

    /**
     * The test for events of one type, without the look-up; null if no event of that type passes. The answer for events of another
     * type is meaningless.
     */
    public @Nullable Predicate<EventBody> forType(String type) {
        if (!EventType.isCustom(type)) {
            return standard.get(type);
        }
        if (EventType.isCustomOfShop(type)) {
            BodyTest named = standard.get(type);
            return named == null && selection.kind() == Selection.Kind.ALL ? otherCustom : named;
        }
        BodyTest test =
                otherCustom == null ? custom.get(type.substring(EventBody.Custom.PREFIX.length())) : otherCustom;
        if (test == null) {
            return null;
        }
        return selection.kind() == Selection.Kind.ACTIONS ? this::test : test;
    }

    /** The types of which an event may pass: standard ones and named custom ones. */
    public Set<String> types() {
        TreeSet<String> types = new TreeSet<>(standard.keySet());
        custom.keySet().forEach(name -> types.add(EventBody.Custom.PREFIX + name));
        return Collections.unmodifiableSet(types);
    }

    /** Whether events of any custom type may pass. */
    public boolean coversAllCustomTypes() {
        return otherCustom != null;
    }

    @Override
    public String toString() {
        return "CompiledFilter" + selection;
    }
}
