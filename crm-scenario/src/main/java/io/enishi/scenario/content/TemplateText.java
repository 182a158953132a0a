package io.enishi.scenario.content;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.enishi.core.internal.doc.Problems;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A compiled template: variables, sections and inverted sections of Mustache and nothing else. Values are escaped as the place wants
 * it; unescaped tags, partials, other delimiters and lambdas are refused, and data are plain maps, lists and texts, so a template
 * can neither reach into objects nor load another.
 *
 * <p>Bounded against template bombs: {@value #MAX_SOURCE} characters, {@value #MAX_NESTING} nested sections, and when it runs {@value
 * Budget#MAX_OUTPUT} characters and {@value Budget#MAX_TURNS} turns of sections over all templates of a message.
 */
final class TemplateText {

    static final int MAX_SOURCE = 20_000;
    static final int MAX_NESTING = 6;

    /** What a variable may begin with outside of sections. */
    static final Set<String> ROOTS = new TreeSet<>(List.of(
            "profile",
            "event",
            "coupon",
            "recommendation",
            "metric",
            "segment",
            "tag",
            "today",
            "today-date",
            "today-day",
            "today-time"));

    private static final List<String> TODAY = List.of("today", "today-date", "today-day", "today-time");

    static final Set<String> COUPON = new TreeSet<>(
            List.of("code", "campaign", "terms", "expires", "expires-date", "expires-day", "expires-time", "last-day"));
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9:_-]*(\\.[a-z0-9][a-z0-9:_-]*)*");
    private static final Set<String> OF_SECTIONS = Set.of(".", "this", "-first", "-last", "-index");

    private static final Mustache.Compiler PLAIN = Mustache.compiler()
            .withCollector(new PlainCollector())
            .emptyStringIsFalse(true)
            .withLoader(name -> {
                throw new IllegalStateException("templates load nothing");
            });
    private static final Map<Escaping, Mustache.Compiler> COMPILERS = compilers();

    private final Template template;
    private final Set<String> variables;
    private final Set<String> unguarded;

    private TemplateText(Template template, Set<String> variables, Set<String> unguarded) {
        this.template = template;
        this.variables = Set.copyOf(variables);
        this.unguarded = Set.copyOf(unguarded);
    }

    private static Map<Escaping, Mustache.Compiler> compilers() {
        Map<Escaping, Mustache.Compiler> compilers = new EnumMap<>(Escaping.class);
        for (Escaping escaping : Escaping.values()) {
            compilers.put(escaping, PLAIN.withEscaper(escaping::escape));
        }
        return compilers;
    }

    /** The variables that begin with a root, sections included. */
    Set<String> variables() {
        return variables;
    }

    /** Those of them that are written outside of sections: without a value there is no text. */
    Set<String> unguarded() {
        return unguarded;
    }

    /** @throws MustacheException.Context if a variable is missing; {@link TooMuch} if a bound is exceeded */
    String run(Map<String, Object> data, Budget budget) {
        StringBuilder out = new StringBuilder();
        template.execute(data, budget.writer(out));
        return out.toString();
    }

    /** Compiles; null after a problem, which is remembered at {@code path}. */
    static @Nullable TemplateText compile(String source, Escaping escaping, String path, Problems problems) {
        int before = problems.count();
        if (source.length() > MAX_SOURCE) {
            problems.add(path, "has " + source.length() + " characters, at most " + MAX_SOURCE + " are allowed", "");
            return null;
        }
        Scan scan = new Scan(source, escaping, path, problems);
        scan.read();
        if (problems.count() > before) {
            return null;
        }
        try {
            return new TemplateText(
                    Objects.requireNonNull(COMPILERS.get(escaping)).compile(source), scan.found, scan.unguarded);
        } catch (MustacheException wrong) {
            problems.add(path, "is no template: " + wrong.getMessage(), "");
            return null;
        }
    }

    /** The words of a variable's name. */
    static String[] split(String variable) {
        return variable.split("\\.", -1);
    }

    /** Reads the tags before the template engine does, to refuse what must not be there and to know the variables. */
    private static final class Scan {
        private final String source;
        private final Escaping escaping;
        private final String path;
        private final Problems problems;
        private final Set<String> found = new TreeSet<>();
        private final Set<String> unguarded = new TreeSet<>();
        private final Deque<TemplateFields.Scope> open = new ArrayDeque<>();

        Scan(String source, Escaping escaping, String path, Problems problems) {
            this.source = source;
            this.escaping = escaping;
            this.path = path;
            this.problems = problems;
        }

        void read() {
            int at = source.indexOf("{{");
            while (at >= 0) {
                int end = source.indexOf("}}", at + 2);
                if (end < 0) {
                    problem("a tag begins with {{ and does not end", "write }} behind it");
                    return;
                }
                tag(source.substring(at + 2, end).strip(), at);
                at = source.indexOf("{{", end + 2);
            }
            open.forEach(scope ->
                    problem("section {{#" + scope.section() + "}} does not end", "write {{/" + scope.section() + "}}"));
        }

        private void tag(String tag, int at) {
            if (tag.isEmpty()) {
                problem("a tag is empty", "");
                return;
            }
            String name = tag.substring(1).strip();
            switch (tag.charAt(0)) {
                case '!' -> {}
                case '{', '&' ->
                    problem("{{{...}}} and {{&...}} would put values in unescaped", "write {{...}} with two braces");
                case '>', '<', '$', '=' ->
                    problem("{{" + shown(tag) + "}} is not allowed: contents stand alone", "write the text out");
                case '#', '^' -> {
                    variable(name, at, true);
                    open.push(TemplateFields.scope(name, tag.charAt(0) == '^', open));
                    if (open.size() == MAX_NESTING + 1) {
                        problem("sections nest deeper than " + MAX_NESTING + " levels", "");
                    }
                }
                case '/' -> {
                    if (open.isEmpty() || !open.pop().section().equals(name)) {
                        problem("{{/" + shown(name) + "}} ends a section that is not open here", "");
                    }
                }
                default -> variable(tag, at, false);
            }
        }

        private void variable(String name, int at, boolean section) {
            place(at);
            boolean inside = !open.isEmpty();
            if (inside && OF_SECTIONS.contains(name)) {
                return;
            }
            if (!NAME.matcher(name).matches()) {
                problem(
                        "\"" + shown(name) + "\" is not the name of a variable",
                        "write lower-case words joined by points, such as profile.name");
                return;
            }
            String[] parts = split(name);
            if (!ROOTS.contains(parts[0])) {
                if (inside) {
                    TemplateFields.checkInside(name, open, path, problems);
                } else {
                    problem("there is no variable " + shown(name), Problems.didYouMean(parts[0], ROOTS));
                }
                return;
            }
            if (inside && parts.length == 1 && !section && !TODAY.contains(parts[0])) {
                return; // a field of the list's items that is called like a root, such as an item's coupon
            }
            found.add(name);
            if (!inside && !section) {
                unguarded.add(name);
            }
            switch (parts[0]) {
                case "profile", "metric", "segment", "tag" -> {
                    if (parts.length != 2) {
                        problem("{{" + name + "}} does not say which", "write " + parts[0] + ".NAME");
                    }
                }
                case "coupon" -> {
                    if (parts.length > 2 || (parts.length == 2 && !COUPON.contains(parts[1]))) {
                        problem(
                                "a coupon has no " + shown(name),
                                "use one of coupon." + String.join(", coupon.", COUPON));
                    } else if (parts.length == 1 && !section) {
                        problem("{{coupon}} does not say what of it", "write coupon.code");
                    }
                }
                case "event", "recommendation" -> TemplateFields.check(name, section, path, problems);
                default -> {
                    if (parts.length > 1) {
                        problem("there is no variable " + shown(name), "use one of " + String.join(", ", TODAY));
                    }
                }
            }
        }

        /** In HTML a value may stand between tags only: quotes and schemes of attributes have rules of their own. */
        private void place(int at) {
            if (escaping == Escaping.HTML && source.lastIndexOf('<', at) > source.lastIndexOf('>', at)) {
                problem(
                        "a variable stands inside of an HTML tag",
                        "put values between tags, and links with variables into a button");
            }
            if (escaping == Escaping.LINK) {
                int host = source.indexOf("://");
                int end = host < 0 ? source.indexOf(':') : source.indexOf('/', host + 3);
                if (end < 0 || at < end) {
                    problem("a variable stands where a link says where it leads", "write scheme and host out");
                }
            }
        }

        private void problem(String message, String advice) {
            problems.add(path, message, advice);
        }

        private static String shown(String text) {
            return text.length() <= 60 ? text : text.substring(0, 60) + "...";
        }
    }

    /** Maps, and lists of this package; nothing is read by reflection. */
    private static final class PlainCollector extends BasicCollector {
        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }

    /** What one message may cost. */
    static final class Budget {
        static final int MAX_OUTPUT = 200_000;
        static final int MAX_TURNS = 10_000;

        private int written;
        private int turns;

        void turn() {
            if (++turns > MAX_TURNS) {
                throw new TooMuch("its sections take more than " + MAX_TURNS + " turns");
            }
        }

        Writer writer(StringBuilder out) {
            return new Writer() {
                @Override
                public void write(char[] buffer, int offset, int length) {
                    written += length;
                    if (written > MAX_OUTPUT) {
                        throw new TooMuch("it becomes longer than " + MAX_OUTPUT + " characters");
                    }
                    out.append(buffer, offset, length);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
        }
    }

    /** A bound was exceeded. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch(String why) {
            super(why);
        }
    }
}
