package io.enishi.core.condition;

import io.enishi.core.value.Names;
import java.util.List;
import java.util.Objects;

/** A test of one event by its fields; part of a {@link Selection}. */
public sealed interface EventFilter {

    /** Passes every event. */
    static EventFilter any() {
        return new All(List.of());
    }

    static EventFilter field(String name, ValueTest test) {
        return new Field(name, test);
    }

    /** Whether its answer depends on the catalogue of the day. */
    boolean readsCatalogue();

    /** Which of the kinds it is. */
    <R> R fold(Cases<R> cases);

    /** What to make of each kind of filter. */
    interface Cases<R> {
        R all(All all);

        R any(Any any);

        R not(Not not);

        R field(Field field);

        R catalogFact(CatalogFact fact);
    }

    /** All of them; none means every event passes. */
    record All(List<EventFilter> filters) implements EventFilter {
        public All {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean readsCatalogue() {
            return filters.stream().anyMatch(EventFilter::readsCatalogue);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.all(this);
        }
    }

    /** One of them. */
    record Any(List<EventFilter> filters) implements EventFilter {
        public Any {
            filters = List.copyOf(filters);
            if (filters.isEmpty()) {
                throw new IllegalArgumentException("'any' must list at least one filter");
            }
        }

        @Override
        public boolean readsCatalogue() {
            return filters.stream().anyMatch(EventFilter::readsCatalogue);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.any(this);
        }
    }

    /** Not this one. */
    record Not(EventFilter filter) implements EventFilter {
        public Not {
            Objects.requireNonNull(filter, "filter");
        }

        @Override
        public boolean readsCatalogue() {
            return filter.readsCatalogue();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.not(this);
        }
    }

    /**
     * A field of the event passes a test.
     *
     * @param name a field of the event's type (see {@code EventType#fields})
     */
    record Field(String name, ValueTest test) implements EventFilter {
        public Field {
            Names.requireName("field name", name, 64);
            Objects.requireNonNull(test, "test");
        }

        @Override
        public boolean readsCatalogue() {
            return false;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.field(this);
        }
    }

    /**
     * A catalogue fact of one of the event's products passes a test, as the catalogue stands when the event is first seen.
     *
     * @param field the field that holds the product ids, normally {@code product}
     * @param fact name of the fact: {@code category}, {@code price}, {@code stock}, {@code consumable-of}, {@code
     *     compatible-with}, {@code use-period-days} or the host's own
     */
    record CatalogFact(String field, String fact, ValueTest test) implements EventFilter {
        public CatalogFact {
            Names.requireName("field name", field, 64);
            Names.requireName("catalogue fact", fact, 64);
            Objects.requireNonNull(test, "test");
        }

        @Override
        public boolean readsCatalogue() {
            return true;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.catalogFact(this);
        }
    }
}
