package io.enishi.core.internal.runtime;

import io.enishi.core.condition.CompiledCondition;
import io.enishi.core.condition.Facts;
import io.enishi.core.condition.Selection;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.process.Journey;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A customer as one decision sees them, frozen at one instant; {@link #facts} is the same for conditions. */
final class View implements CustomerView {

    private final Environment environment;
    private final Hot hot;
    private final long now;
    private final List<EventBody> happening;
    private final Facts facts = new Known();
    private @Nullable Instant instant;
    /** Whose condition names are meant; null outside a journey. */
    private @Nullable Journey<Object> journey;

    View(Environment environment, Hot hot, long now, List<CustomerEvent> happening) {
        this.environment = environment;
        this.hot = hot;
        this.now = now;
        this.happening = happening.isEmpty()
                ? List.of()
                : happening.size() == 1
                        ? List.of(happening.get(0).body())
                        : happening.stream().map(CustomerEvent::body).toList();
    }

    Facts facts() {
        return facts;
    }

    /** What conditions ask. */
    private final class Known implements Facts {
        @Override
        public @Nullable Trajectory metric(String name) {
            Integer index = hot.definitions.metricIndex.get(name);
            return index == null ? null : hot.folds.metric(index);
        }

        @Override
        public boolean inSegment(String name) {
            return View.this.inSegment(name);
        }

        @Override
        public @Nullable AttributeValue attribute(String name) {
            return hot.attribute(name);
        }

        @Override
        public boolean isPermitted(String purpose, String channel) {
            return clearance(channel, purpose, MessageClass.ADVERTISING) instanceof Clearance.Cleared;
        }

        @Override
        public boolean isReachable(String channel) {
            return environment.isReachable(hot, channel);
        }

        @Override
        public boolean isLinked(String scheme) {
            return hot.isLinked(scheme);
        }

        @Override
        public boolean isKnownTo(String source) {
            return hot.isKnownTo(source);
        }

        @Override
        public List<EventBody> happening() {
            return happening;
        }

        @Override
        public boolean host(String function, Map<String, AttributeValue> arguments) {
            return environment.host(function).test(View.this, arguments);
        }
    }

    View as(@Nullable Journey<Object> asking) {
        this.journey = asking;
        return this;
    }

    // ---- what journeys ask

    @Override
    public CustomerId id() {
        return hot.id;
    }

    @Override
    public Set<OriginId> origins() {
        return new HashSet<>(hot.originIds());
    }

    @Override
    public boolean keepsReasons() {
        return environment.keepsReasons();
    }

    @Override
    public Instant now() {
        Instant known = instant;
        if (known == null) { // asked for many times over by every scenario
            known = Instant.ofEpochMilli(now);
            instant = known;
        }
        return known;
    }

    @Override
    public ZoneId zone() {
        return hot.zone();
    }

    @Override
    public boolean test(String condition) {
        return compiled(condition).test(hot.columns, facts, now);
    }

    @Override
    public Explanation explain(String condition) {
        return compiled(condition).explain(hot.columns, facts, now);
    }

    @Override
    public long nextChange(String condition) {
        return compiled(condition).nextChange(hot.columns, facts, now);
    }

    private CompiledCondition compiled(String condition) {
        Journey<Object> asking = journey;
        if (asking == null) {
            throw new IllegalStateException("only a journey has conditions by name");
        }
        return hot.definitions.conditionOf(asking, condition);
    }

    @Override
    public Optional<Trajectory> metric(String name) {
        Integer index = hot.definitions.metricIndex.get(name);
        return index == null ? Optional.empty() : Optional.ofNullable(hot.folds.metric(index));
    }

    @Override
    public boolean inSegment(String name) {
        Integer bit = hot.definitions.bitOfSegment.get(name);
        return bit != null && hot.isMember(bit);
    }

    @Override
    public Optional<AttributeValue> attribute(String name) {
        return Optional.ofNullable(hot.attribute(name));
    }

    @Override
    public Clearance clearance(String channel, String purpose, MessageClass messageClass) {
        return environment.contact(hot, channel, purpose, messageClass, now).clearance();
    }

    @Override
    public Iterable<CustomerEvent> newestFirst(String type) {
        int most = type.isEmpty() ? Integer.MAX_VALUE : hot.mostOf(type);
        return most == 0 ? List.of() : () -> new NewestFirst(hot, now, type, most);
    }

    @Override
    public boolean matches(Selection selection, CustomerEvent event) {
        return hot.columns.counts(
                hot.definitions.filter(selection), event.occurredAt().toEpochMilli(), event.body(), now);
    }

    @Override
    public OriginId originOf(CustomerEvent event) {
        OriginId origin = hot.originOf(event);
        if (origin != null) {
            return origin;
        }
        throw new IllegalArgumentException("not an event of this customer: " + event);
    }

    @Override
    public List<InstanceSummary> instances() {
        return hot.instances.summaries();
    }

    @Override
    public List<Dispatched> dispatched() {
        for (Dispatched message : hot.dispatched) {
            if (message.refused()) {
                return hot.dispatched.stream().filter(each -> !each.refused()).toList();
            }
        }
        return List.copyOf(hot.dispatched);
    }

    @Override
    public Catalog catalog() {
        return environment.catalog;
    }
}
