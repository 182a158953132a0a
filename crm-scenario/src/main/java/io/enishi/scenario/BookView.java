package io.enishi.scenario;

import io.enishi.core.condition.CompiledFilter;
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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a decision of a {@link RunBook} sees: the time, what just happened, and what is remembered of the customer. Of everything else
 * {@link BookCheck} made sure that nobody asks. One for all decisions, which come one after the other.
 */
final class BookView implements CustomerView {

    private final ZoneId zone;
    private final IdentityHashMap<Selection, CompiledFilter> filters =
            new IdentityHashMap<>(); // a definition's are few and stay the same

    private OriginId origin = new OriginId(0, 0);
    private Instant now = Instant.EPOCH;
    private @Nullable CustomerEvent happening;
    private List<CustomerEvent> remembered = List.of();

    BookView(ZoneId zone) {
        this.zone = zone;
    }

    void look(OriginId at, long when, @Nullable CustomerEvent what, List<CustomerEvent> before) {
        origin = at;
        now = Instant.ofEpochMilli(when);
        happening = what;
        remembered = before;
    }

    @Override
    public CustomerId id() {
        return new CustomerId(origin);
    }

    @Override
    public Set<OriginId> origins() {
        return Set.of(origin);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public boolean test(String condition) {
        throw unknown("conditions");
    }

    @Override
    public Explanation explain(String condition) {
        throw unknown("conditions");
    }

    @Override
    public long nextChange(String condition) {
        throw unknown("conditions");
    }

    @Override
    public Optional<Trajectory> metric(String name) {
        throw unknown("metrics");
    }

    @Override
    public boolean inSegment(String name) {
        throw unknown("segments");
    }

    @Override
    public Optional<AttributeValue> attribute(String name) {
        throw unknown("attributes");
    }

    @Override
    public Clearance clearance(String channel, String purpose, MessageClass messageClass) {
        throw unknown("consents; the desk has the word when a message is about to leave");
    }

    @Override
    public Iterable<CustomerEvent> newestFirst(String type) {
        CustomerEvent latest = happening;
        boolean counts = latest != null && latest.type().equals(type);
        if (remembered.isEmpty()) {
            return counts && latest != null ? List.of(latest) : List.of();
        }
        List<CustomerEvent> found = new ArrayList<>(2);
        for (CustomerEvent event : remembered) {
            if (event.type().equals(type)) {
                insert(event, found);
            }
        }
        if (counts && latest != null) {
            insert(latest, found);
        }
        return found;
    }

    /** Of events of one instant the one that came last is the newest. */
    private static void insert(CustomerEvent event, List<CustomerEvent> newestFirst) {
        int at = 0;
        while (at < newestFirst.size() && newestFirst.get(at).occurredAt().isAfter(event.occurredAt())) {
            at++;
        }
        newestFirst.add(at, event);
    }

    @Override
    public boolean matches(Selection selection, CustomerEvent event) {
        CompiledFilter filter = filters.get(selection);
        if (filter == null) {
            filter = CompiledFilter.of(selection);
            filters.put(selection, filter);
        }
        return filter.test(event);
    }

    @Override
    public OriginId originOf(CustomerEvent event) {
        return origin;
    }

    @Override
    public List<InstanceSummary> instances() {
        throw unknown("other runs");
    }

    @Override
    public List<Dispatched> dispatched() {
        throw unknown("earlier messages");
    }

    @Override
    public Catalog catalog() {
        return Catalog.empty();
    }

    private static IllegalStateException unknown(String what) {
        return new IllegalStateException("a run book knows no " + what);
    }
}
