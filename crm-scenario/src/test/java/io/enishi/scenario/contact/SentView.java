package io.enishi.scenario.contact;

import io.enishi.core.condition.Selection;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A customer of whom only the sent messages, the time and the zone matter. */
record SentView(List<Dispatched> dispatched, Instant now, ZoneId zone) implements CustomerView {

    @Override
    public CustomerId id() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<OriginId> origins() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean test(String condition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Explanation explain(String condition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nextChange(String condition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Trajectory> metric(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean inSegment(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<AttributeValue> attribute(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Clearance clearance(String channel, String purpose, MessageClass messageClass) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<CustomerEvent> newestFirst(String type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean matches(Selection selection, CustomerEvent event) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OriginId originOf(CustomerEvent event) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<InstanceSummary> instances() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Catalog catalog() {
        throw new UnsupportedOperationException();
    }
}
