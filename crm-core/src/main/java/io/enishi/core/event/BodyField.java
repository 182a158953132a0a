package io.enishi.core.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A field that a function reads from bodies of one class. */
abstract class BodyField<B extends EventBody> extends EventField {

    private final Class<B> bodyClass;

    private BodyField(Class<B> bodyClass, String name, Kind kind) {
        super(name, kind);
        this.bodyClass = bodyClass;
    }

    /** {@code body} as what it has to be. */
    final B cast(EventBody body) {
        return bodyClass.cast(body);
    }

    static final class Whole<B extends EventBody> extends BodyField<B> {
        private final ToLongFunction<B> reader;

        Whole(Class<B> bodyClass, String name, ToLongFunction<B> reader) {
            super(bodyClass, name, Kind.NUMBER);
            this.reader = reader;
        }

        @Override
        public boolean isAlwaysPresent() {
            return true;
        }

        @Override
        public long number(EventBody body) {
            return reader.applyAsLong(cast(body));
        }
    }

    static final class Money<B extends EventBody> extends BodyField<B> {
        private final ToLongFunction<B> minorUnits;
        private final Function<B, Currency> currency;

        Money(Class<B> bodyClass, String name, ToLongFunction<B> minorUnits, Function<B, Currency> currency) {
            super(bodyClass, name, Kind.MONEY);
            this.minorUnits = minorUnits;
            this.currency = currency;
        }

        @Override
        public boolean isAlwaysPresent() {
            return true;
        }

        @Override
        public long number(EventBody body) {
            return minorUnits.applyAsLong(cast(body));
        }

        @Override
        public String currency(EventBody body) {
            return currency.apply(cast(body)).getCurrencyCode();
        }
    }

    static final class Text<B extends EventBody> extends BodyField<B> {
        private final Function<B, String> reader;

        Text(Class<B> bodyClass, String name, Function<B, String> reader) {
            super(bodyClass, name, Kind.TEXT);
            this.reader = reader;
        }

        @Override
        public boolean isPresent(EventBody body) {
            return !text(body).isEmpty();
        }

        @Override
        public String text(EventBody body) {
            return reader.apply(cast(body));
        }

        @Override
        public boolean anyText(EventBody body, Predicate<? super String> passes) {
            String text = text(body);
            return !text.isEmpty() && passes.test(text);
        }
    }

    /** One text of each line; lines without one are skipped. */
    static final class Lines<B extends EventBody> extends BodyField<B> {
        private final Function<B, List<OrderLine>> lines;
        private final Function<OrderLine, String> part;

        Lines(Class<B> bodyClass, String name, Function<B, List<OrderLine>> lines, Function<OrderLine, String> part) {
            super(bodyClass, name, Kind.TEXTS);
            this.lines = lines;
            this.part = part;
        }

        @Override
        public boolean isPresent(EventBody body) {
            return anyText(body, text -> true);
        }

        @Override
        public Collection<String> texts(EventBody body) {
            List<OrderLine> all = lines.apply(cast(body));
            List<String> texts = new ArrayList<>(all.size());
            for (int i = 0; i < all.size(); i++) {
                String text = part.apply(all.get(i));
                if (!text.isEmpty() && !texts.contains(text)) { // orders have few lines
                    texts.add(text);
                }
            }
            return texts;
        }

        @Override
        public boolean anyText(EventBody body, Predicate<? super String> passes) {
            List<OrderLine> all = lines.apply(cast(body));
            for (int i = 0; i < all.size(); i++) {
                String text = part.apply(all.get(i));
                if (!text.isEmpty() && passes.test(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    static final class Texts<B extends EventBody> extends BodyField<B> {
        private final Function<B, ? extends Collection<String>> reader;

        Texts(Class<B> bodyClass, String name, Function<B, ? extends Collection<String>> reader) {
            super(bodyClass, name, Kind.TEXTS);
            this.reader = reader;
        }

        @Override
        public boolean isPresent(EventBody body) {
            return !texts(body).isEmpty();
        }

        @Override
        public Collection<String> texts(EventBody body) {
            return reader.apply(cast(body));
        }
    }

    static final class Moment<B extends EventBody> extends BodyField<B> {
        private final Function<B, @Nullable Instant> reader;

        Moment(Class<B> bodyClass, String name, Function<B, @Nullable Instant> reader) {
            super(bodyClass, name, Kind.INSTANT);
            this.reader = reader;
        }

        @Override
        public boolean isPresent(EventBody body) {
            return reader.apply(cast(body)) != null;
        }

        @Override
        public long number(EventBody body) {
            Instant instant = reader.apply(cast(body));
            if (instant == null) {
                throw new IllegalStateException("field " + name() + " is absent");
            }
            return instant.toEpochMilli();
        }
    }
}
