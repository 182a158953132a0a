package io.enishi.core.internal.spelling;

import io.enishi.core.condition.Span;
import io.enishi.core.condition.Window;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.doc.TimeText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Spans and windows.
 *
 * <p>Spans: {@code 90 days}, {@code 24 hours}, {@code 3 months}, {@code 3 months in Asia/Tokyo}. Windows: a span, or {@code this
 * month}, {@code this week in Asia/Tokyo}, or a mapping {@code {from: ..., to: ...}}.
 */
public final class TimeSpelling {

    private static final String IN = " in ";

    private TimeSpelling() {}

    public static Span readSpan(DocValue value) {
        String text = value.text();
        ZoneId zone = zone(value, text);
        String length = withoutZone(text);
        Duration exact = TimeText.duration(length);
        Period calendar = TimeText.period(length);
        if (exact == null && calendar == null) {
            throw value.unreadable(
                    '"' + shown(text) + "\" is not a length of time",
                    "write \"90 days\" or \"24 hours\" (a day is 24 hours), or by the calendar \"3 months\"");
        }
        if (exact != null && zone != null) {
            throw value.unreadable("an exact length has no zone", "leave the zone out, or write \"calendar days\"");
        }
        try {
            return exact != null ? Span.of(exact) : new Span.Calendar(Objects.requireNonNull(calendar), zone);
        } catch (IllegalArgumentException e) {
            throw value.unreadable(String.valueOf(e.getMessage()), "");
        }
    }

    public static Node write(Span span) {
        return new Node.Text(text(span));
    }

    /** The span as people write it; also used in explanations. */
    public static String text(Span span) {
        if (span instanceof Span.Exact exact) {
            return TimeText.of(exact.duration());
        }
        Span.Calendar calendar = (Span.Calendar) span;
        return TimeText.of(calendar.period()) + suffix(calendar.zone());
    }

    public static Window readWindow(DocValue value) {
        if (value.isMapping()) {
            return value.mapping(in -> {
                Instant from = in.instant("from");
                Instant to = in.instant("to");
                return in.build(() -> new Window.Between(from, to));
            });
        }
        String text = value.text();
        if (!text.startsWith("this ")) {
            return Window.last(readSpan(value));
        }
        ZoneId zone = zone(value, text);
        String word = withoutZone(text).substring("this ".length());
        for (Window.Unit unit : Window.Unit.values()) {
            if (DocWriter.spelled(unit).equals(word)) {
                return new Window.Current(unit, zone);
            }
        }
        throw value.unreadable(
                '"' + shown(text) + "\" is not a window",
                "write \"this day\", \"this week\", \"this month\" or \"this year\"");
    }

    /** Nothing is written for {@link Window.Ever}: it is the default. */
    public static void write(DocWriter out, String field, Window window) {
        window.fold(new Writing(out, field));
    }

    /** Writes each kind of window. */
    private record Writing(DocWriter out, String field) implements Window.Cases<DocWriter> {

        @Override
        public DocWriter ever(Window.Ever ever) {
            return out;
        }

        @Override
        public DocWriter last(Window.Last last) {
            return out.put(field, text(last));
        }

        @Override
        public DocWriter between(Window.Between between) {
            DocWriter bounds = new DocWriter()
                    .put("from", between.from().toString())
                    .put("to", between.to().toString());
            return out.put(field, bounds.node());
        }

        @Override
        public DocWriter current(Window.Current current) {
            return out.put(field, text(current));
        }
    }

    /** The window as people write it, empty for all time; also used in explanations. */
    public static String text(Window window) {
        return window.fold(new Spelled());
    }

    /** Each kind of window as people write it. */
    private record Spelled() implements Window.Cases<String> {

        @Override
        public String ever(Window.Ever ever) {
            return "";
        }

        @Override
        public String last(Window.Last last) {
            return text(last.span());
        }

        @Override
        public String between(Window.Between between) {
            return between.from() + " to " + between.to();
        }

        @Override
        public String current(Window.Current current) {
            return "this " + DocWriter.spelled(current.unit()) + suffix(current.zone());
        }
    }

    private static String suffix(@Nullable ZoneId zone) {
        return zone == null ? "" : IN + zone.getId();
    }

    private static String withoutZone(String text) {
        int in = text.indexOf(IN);
        return in < 0 ? text : text.substring(0, in);
    }

    private static @Nullable ZoneId zone(DocValue value, String text) {
        int in = text.indexOf(IN);
        if (in < 0) {
            return null;
        }
        try {
            return ZoneId.of(text.substring(in + IN.length()));
        } catch (DateTimeException e) {
            throw value.unreadable(
                    '"' + shown(text.substring(in + IN.length())) + "\" is not a time zone",
                    "write a zone such as Asia/Tokyo");
        }
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
