package io.enishi.core.internal.doc;

import io.enishi.core.value.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Writes one mapping, field after field; {@code putUnless} leaves a default out. */
public final class DocWriter {

    private final Map<String, Node> fields = new LinkedHashMap<>();

    public DocWriter put(String field, Node value) {
        if (fields.putIfAbsent(field, value) != null) {
            throw new IllegalArgumentException("field " + field + " is written already");
        }
        return this;
    }

    public DocWriter put(String field, String text) {
        return put(field, new Node.Text(text));
    }

    public DocWriter put(String field, long number) {
        return put(field, new Node.Whole(number));
    }

    public DocWriter put(String field, boolean flag) {
        return put(field, new Node.Flag(flag));
    }

    public DocWriter put(String field, BigDecimal number) {
        return put(field, number(number));
    }

    public DocWriter put(String field, Duration duration) {
        return put(field, TimeText.of(duration));
    }

    public DocWriter put(String field, Period period) {
        return put(field, TimeText.of(period));
    }

    public DocWriter put(String field, Enum<?> constant) {
        return put(field, spelled(constant));
    }

    /** Minor units and currency: {@code 30000 JPY}. */
    public DocWriter put(String field, Money money) {
        return put(field, money.minorUnits() + " " + money.currency().getCurrencyCode());
    }

    /** Counterpart of {@link DocReader#permille}. */
    public DocWriter putPermille(String field, int permille) {
        return put(field, number(BigDecimal.valueOf(permille, 3)));
    }

    public DocWriter putUnless(String absent, String field, String text) {
        return text.equals(absent) ? this : put(field, text);
    }

    public DocWriter putUnless(long absent, String field, long number) {
        return number == absent ? this : put(field, number);
    }

    public DocWriter putUnless(boolean absent, String field, boolean flag) {
        return flag == absent ? this : put(field, flag);
    }

    public DocWriter putUnless(Enum<?> absent, String field, Enum<?> constant) {
        return constant == absent ? this : put(field, constant);
    }

    public <T> DocWriter list(String field, Collection<T> items, Function<T, Node> written) {
        return put(field, new Node.Items(items.stream().map(written).toList()));
    }

    /** Writes nothing if there are no items. */
    public <T> DocWriter listUnlessEmpty(String field, Collection<T> items, Function<T, Node> written) {
        return items.isEmpty() ? this : list(field, items, written);
    }

    /** Counterpart of {@link DocReader#oneOrMore}: one item stands alone. */
    public <T> DocWriter oneOrMore(String field, Collection<T> items, Function<T, Node> written) {
        return items.size() == 1 ? put(field, written.apply(items.iterator().next())) : list(field, items, written);
    }

    public Node.Mapping node() {
        return new Node.Mapping(fields);
    }

    /** How an enum's constant is written: {@code lower-case-with-hyphens}. */
    public static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A whole number where the value is whole, else a decimal. */
    public static Node number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0 ? new Node.Whole(plain.longValueExact()) : new Node.Decimal(plain);
    }
}
