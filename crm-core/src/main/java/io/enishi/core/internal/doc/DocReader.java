package io.enishi.core.internal.doc;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one mapping. A getter that finds something wrong remembers it and returns a placeholder; {@link #build}
 * then builds nothing. A field that no getter asked for is unknown, which is a problem too.
 *
 * <p>Placeholders of {@link #read} are null against the declared type: nothing between the getters and {@code build} may look into
 * what it returned.
 */
public final class DocReader {

    private final DocValue self;
    private final Node.Mapping mapping;
    private final int problemsBefore;
    private final Set<String> known = new LinkedHashSet<>();

    DocReader(DocValue self, Node.Mapping mapping) {
        this.self = self;
        this.mapping = mapping;
        this.problemsBefore = self.problems().count();
    }

    /** The mapping as a value, to remember problems about it as a whole. */
    public DocValue self() {
        return self;
    }

    /** Whether the field is written; it counts as asked for. */
    public boolean has(String field) {
        known.add(field);
        return mapping.fields().containsKey(field);
    }

    /**
     * The one of {@code heads} that this mapping has: what kind of thing it is.
     *
     * @param what names the choice in the problem, such as {@code condition}
     */
    public String head(String what, List<String> heads) {
        List<String> found = new ArrayList<>();
        for (String head : heads) {
            if (mapping.fields().containsKey(head)) {
                found.add(head);
            }
        }
        if (found.size() == 1) {
            known.add(found.get(0));
            return found.get(0);
        }
        if (found.isEmpty()) {
            String written = mapping.fields().isEmpty()
                    ? ""
                    : mapping.fields().keySet().iterator().next();
            throw self.unreadable(
                    "no " + what + " begins with "
                            + (written.isEmpty() ? "nothing" : '"' + DocValue.shown(written) + '"'),
                    Problems.didYouMean(written, heads));
        }
        throw self.unreadable(
                "a " + what + " is one of " + String.join(", ", found) + ", not several",
                "make separate items of them, for example under \"all\"");
    }

    // ------------------------------------------------------------------ values of any kind

    /** A required field. Null, against the type, after a problem: pass it to {@link #build} only. */
    @SuppressWarnings("NullAway") // a placeholder that build() never hands on
    public <T> T read(String field, Function<DocValue, T> rule) {
        DocValue value = required(field);
        return value == null ? null : guarded(value, rule);
    }

    /** An optional field; null where it is not written (or after a problem). */
    public <T> @Nullable T optional(String field, Function<DocValue, T> rule) {
        return has(field) ? read(field, rule) : null;
    }

    /** An optional field with the value it has when it is not written. */
    public <T> T read(String field, T absent, Function<DocValue, T> rule) {
        return has(field) ? read(field, rule) : absent;
    }

    /** A required list; without the items that have a problem. */
    public <T> List<T> list(String field, Function<DocValue, T> rule) {
        List<T> items = read(field, value -> value.items(rule));
        return items == null ? List.of() : items;
    }

    /** A list that is empty when not written. */
    public <T> List<T> listOrEmpty(String field, Function<DocValue, T> rule) {
        return has(field) ? list(field, rule) : List.of();
    }

    /** A list that is empty when not written, for use with {@link #buildOr}: what could be read of it, also after a problem. */
    public <T> List<T> readableItems(String field, Function<DocValue, T> rule) {
        List<T> items = has(field) ? read(field, value -> value.readableItems(rule)) : null;
        return items == null ? List.of() : items;
    }

    /** One item, or a list of them: {@code channel: mail} or {@code channel: [line, mail]}. Required. */
    public <T> List<T> oneOrMore(String field, Function<DocValue, T> rule) {
        List<T> items = read(field, value -> {
            if (!value.isList()) {
                return List.of(rule.apply(value));
            }
            List<T> read = value.items(rule);
            if (read.isEmpty()) {
                throw value.unreadable("lists nothing", "write at least one");
            }
            return read;
        });
        return items == null ? List.of() : items;
    }

    /** A mapping whose field names are data; empty when not written. */
    public <T> Map<String, T> entries(String field, Function<DocValue, T> rule) {
        if (!has(field)) {
            return Map.of();
        }
        Map<String, T> entries = read(field, value -> value.entries(rule));
        return entries == null ? Map.of() : entries;
    }

    // ------------------------------------------------------------------ plain values

    /** Required; any characters, not empty. */
    public String text(String field) {
        String text = read(
                field,
                value -> value.text(written -> written.isEmpty() ? null : written, "says nothing", "write a text"));
        return text == null ? "" : text;
    }

    public String text(String field, String absent) {
        return has(field) ? text(field) : absent;
    }

    /** Required technical name. */
    public String name(String field) {
        String name = read(field, DocValue::name);
        return name == null ? "" : name;
    }

    public String name(String field, String absent) {
        return has(field) ? name(field) : absent;
    }

    /** Required whole number from {@code min} to {@code max}, both inclusive. */
    public long whole(String field, long min, long max) {
        Long number = read(field, value -> {
            long written = value.whole();
            if (written < min || written > max) {
                throw value.unreadable("must be " + min + " to " + max + ", but is " + written, "");
            }
            return written;
        });
        return number == null ? min : number;
    }

    public long whole(String field, long absent, long min, long max) {
        return has(field) ? whole(field, min, max) : absent;
    }

    /** Required whole number of any size. */
    public long whole(String field) {
        return whole(field, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Required whole number from {@code min} to {@code max}, both inclusive. */
    public int integer(String field, int min, int max) {
        return (int) whole(field, min, max);
    }

    public int integer(String field, int absent, int min, int max) {
        return has(field) ? integer(field, min, max) : absent;
    }

    /** Required number with at most 18 decimals. */
    public BigDecimal decimal(String field) {
        BigDecimal number = read(field, DocValue::decimal);
        return number == null ? BigDecimal.ZERO : number;
    }

    public BigDecimal decimal(String field, BigDecimal absent) {
        return has(field) ? decimal(field) : absent;
    }

    /** A required decimal in thousandths: {@code 2.5} is 2500. */
    public int permille(String field, int min, int max) {
        Integer permille = read(field, value -> {
            BigDecimal thousandths = value.decimal().movePointRight(3).stripTrailingZeros();
            if (thousandths.scale() > 0
                    || thousandths.compareTo(BigDecimal.valueOf(min)) < 0
                    || thousandths.compareTo(BigDecimal.valueOf(max)) > 0) {
                throw value.unreadable(
                        "must be " + shownPermille(min) + " to " + shownPermille(max) + " with at most 3 decimals", "");
            }
            return thousandths.intValueExact();
        });
        return permille == null ? min : permille;
    }

    private static String shownPermille(int permille) {
        return BigDecimal.valueOf(permille, 3).stripTrailingZeros().toPlainString();
    }

    public boolean flag(String field) {
        Boolean flag = read(field, DocValue::flag);
        return flag != null && flag;
    }

    public boolean flag(String field, boolean absent) {
        return has(field) ? flag(field) : absent;
    }

    /** One of the constants of an enum, spelled {@code lower-case-with-hyphens}. */
    public <E extends Enum<E>> E choice(String field, Class<E> type) {
        return read(
                field,
                value -> value.text(written -> constant(type, written), "is none of the choices", choices(type)));
    }

    public <E extends Enum<E>> E choice(String field, Class<E> type, E absent) {
        return has(field) ? choice(field, type) : absent;
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String written) {
        for (E constant : type.getEnumConstants()) {
            if (DocWriter.spelled(constant).equals(written)) {
                return constant;
            }
        }
        return null;
    }

    private static <E extends Enum<E>> String choices(Class<E> type) {
        return "use one of "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(DocWriter::spelled)
                                .toList());
    }

    // ------------------------------------------------------------------ time and money

    /** An exact length such as {@code 3 days} or {@code PT1H}; see {@link TimeText}. */
    public Duration duration(String field) {
        return read(
                field,
                value -> value.text(TimeText::duration, "is not an exact length of time", TimeText.EXACT_ADVICE));
    }

    public Duration duration(String field, Duration absent) {
        return has(field) ? duration(field) : absent;
    }

    /** A calendar length such as {@code 3 months}; see {@link TimeText}. */
    public Period period(String field) {
        return read(
                field,
                value -> value.text(TimeText::period, "is not a calendar length of time", TimeText.CALENDAR_ADVICE));
    }

    /** A time of day such as {@code "09:30"}. */
    public LocalTime localTime(String field) {
        return read(
                field,
                value -> value.text(
                        written -> parsed(LocalTime::parse, written), "is not a time of day", "write \"09:30\""));
    }

    /** A day such as {@code 2026-04-01}. */
    public LocalDate localDate(String field) {
        return read(
                field,
                value -> value.text(
                        written -> parsed(LocalDate::parse, written), "is not a day", "write \"2026-04-01\""));
    }

    /** An instant such as {@code 2026-04-01T00:00:00Z} or with an offset, {@code 2026-04-01T09:00:00+09:00}. */
    public Instant instant(String field) {
        return read(field, DocReader::instantOf);
    }

    static Instant instantOf(DocValue value) {
        return value.text(
                written -> parsed(text -> OffsetDateTime.parse(text).toInstant(), written),
                "is not an instant",
                "write \"2026-04-01T00:00:00Z\"");
    }

    /** A zone such as {@code Asia/Tokyo}. */
    public ZoneId zone(String field) {
        return read(
                field,
                value -> value.text(
                        written -> parsed(ZoneId::of, written), "is not a time zone", "write \"Asia/Tokyo\""));
    }

    /** An amount in minor units with its currency: {@code 30000 JPY}. */
    public Money money(String field) {
        return read(
                field,
                value -> value.text(
                        DocReader::parseMoney,
                        "is not an amount of money",
                        "write minor units and currency, such as \"30000 JPY\""));
    }

    private static @Nullable Money parseMoney(String text) {
        int blank = text.indexOf(' ');
        try {
            return blank < 0 ? null : Money.of(Long.parseLong(text.substring(0, blank)), text.substring(blank + 1));
        } catch (IllegalArgumentException e) {
            return null; // no number, or no such currency
        }
    }

    private static <T> @Nullable T parsed(Function<String, T> parse, String text) {
        try {
            return parse.apply(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    // ------------------------------------------------------------------ the end

    /** Remembers a problem about a field, or about the mapping if {@code field} is empty. */
    public void problem(String field, String message, String advice) {
        Node node = mapping.fields().get(field);
        if (node == null) {
            self.problem(message, advice);
        } else {
            self.field(field, node).problem(message, advice);
        }
    }

    /** Whether nothing was wrong with this mapping so far. */
    public boolean isClean() {
        return self.problems().count() == problemsBefore;
    }

    /**
     * Builds the value if every field was right and none is unknown; what the constructor refuses becomes a problem of this
     * mapping. Call it last, once.
     */
    public <T> T build(Supplier<T> constructor) {
        mapping.fields().forEach((name, node) -> {
            if (!known.contains(name)) {
                self.field(name, node).problem("unknown field", Problems.didYouMean(name, known));
            }
        });
        if (!isClean()) {
            throw new DocValue.Unreadable();
        }
        try {
            return constructor.get();
        } catch (DefinitionException e) {
            self.problems().addAll(self.path(), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            self.problem(String.valueOf(e.getMessage()), "");
        }
        throw new DocValue.Unreadable();
    }

    /**
     * Like {@link #build}, but where something was wrong it hands out a stand-in, so that what surrounds it can still be looked
     * at. The definition is refused all the same.
     */
    public <T> T buildOr(Supplier<T> constructor, Supplier<T> broken) {
        try {
            return build(constructor);
        } catch (DocValue.Unreadable e) {
            return broken.get(); // remembered
        }
    }

    private @Nullable DocValue required(String field) {
        known.add(field);
        Node node = mapping.fields().get(field);
        if (node == null) {
            self.problem("field \"" + field + "\" is missing", "");
            return null;
        }
        if (node instanceof Node.Nothing) {
            self.field(field, node).problem("has no value", "write one, or leave the field out");
            return null;
        }
        return self.field(field, node);
    }

    private static <T> @Nullable T guarded(DocValue value, Function<DocValue, T> rule) {
        try {
            return rule.apply(value);
        } catch (DocValue.Unreadable e) {
            return null; // remembered
        }
    }
}
