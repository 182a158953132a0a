package io.enishi.core.condition;

import io.enishi.core.spi.Catalog;
import io.enishi.core.value.MoneyConverter;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What conditions are compiled against: the shop's catalogue and rates, and the names that exist. A kind of name that is not
 * stated here is not checked.
 *
 * <p>Immutable; each {@code withX} returns a changed copy.
 */
public final class ConditionContext {

    private static final ConditionContext OPEN = new ConditionContext(Catalog.empty(), null, null, null, null, null);

    private final Catalog catalog;
    private final @Nullable MoneyConverter converter;
    private final @Nullable Set<String> metrics;
    private final @Nullable Set<String> segments;
    private final @Nullable Set<String> attributes;
    private final @Nullable Set<String> hostFunctions;

    private ConditionContext(
            Catalog catalog,
            @Nullable MoneyConverter converter,
            @Nullable Set<String> metrics,
            @Nullable Set<String> segments,
            @Nullable Set<String> attributes,
            @Nullable Set<String> hostFunctions) {
        this.catalog = catalog;
        this.converter = converter;
        this.metrics = metrics;
        this.segments = segments;
        this.attributes = attributes;
        this.hostFunctions = hostFunctions;
    }

    /** Checks no names; an empty catalogue; no converter. */
    public static ConditionContext open() {
        return OPEN;
    }

    /**
     * Facts of products for {@link EventFilter.CatalogFact}, asked when an event is taken into columns: when it is first seen, and
     * again whenever the columns are rebuilt.
     */
    public ConditionContext withCatalog(Catalog changed) {
        return new ConditionContext(
                Objects.requireNonNull(changed, "catalog"), converter, metrics, segments, attributes, hostFunctions);
    }

    /** Lets amounts of several currencies be compared and added. Without it a sum over several currencies is refused. */
    public ConditionContext withConverter(MoneyConverter changed) {
        return new ConditionContext(
                catalog, Objects.requireNonNull(changed, "converter"), metrics, segments, attributes, hostFunctions);
    }

    /** The metrics that exist; a condition over another one is refused. */
    public ConditionContext withMetrics(Set<String> names) {
        return new ConditionContext(catalog, converter, Set.copyOf(names), segments, attributes, hostFunctions);
    }

    /** The segments that exist beside those compiled together; a condition over another one is refused. */
    public ConditionContext withSegments(Set<String> names) {
        return new ConditionContext(catalog, converter, metrics, Set.copyOf(names), attributes, hostFunctions);
    }

    /** The profile attributes that exist; a condition over another one is refused. */
    public ConditionContext withAttributes(Set<String> names) {
        return new ConditionContext(catalog, converter, metrics, segments, Set.copyOf(names), hostFunctions);
    }

    /** The host functions that are registered; a condition over another one is refused. */
    public ConditionContext withHostFunctions(Set<String> names) {
        return new ConditionContext(catalog, converter, metrics, segments, attributes, Set.copyOf(names));
    }

    Catalog catalog() {
        return catalog;
    }

    @Nullable
    MoneyConverter converter() {
        return converter;
    }

    @Nullable
    Set<String> metrics() {
        return metrics;
    }

    @Nullable
    Set<String> segments() {
        return segments;
    }

    @Nullable
    Set<String> attributes() {
        return attributes;
    }

    @Nullable
    Set<String> hostFunctions() {
        return hostFunctions;
    }
}
