package io.enishi.examples.analysis;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.CsvTable;
import io.enishi.examples.csv.Encodings;
import io.enishi.examples.csv.LastDays;
import io.enishi.examples.csv.LineReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What commands over a file have in common: one rule for exit codes, and what becomes of rows that cannot be read.
 *
 * <table>
 * <caption>Exit codes</caption>
 * <tr><td>0</td><td>done</td></tr>
 * <tr><td>1</td><td>done, and everything asked for was written as far as there is any, but not without reservations: rows were left
 *     out because {@code --skip-bad-rows} said so, there was none, or the data say little. Each is told on standard error</td></tr>
 * <tr><td>2</td><td>nothing was written: options, files, columns or rows are not valid. Each is told on standard error</td></tr>
 * </table>
 */
public abstract class Analysis implements Callable<Integer> {

    static final int DONE = 0;
    static final int WITH_RESERVATIONS = 1;
    static final int INVALID = 2;

    private static final int BAD_LINES_SHOWN = 10;

    @Option(
            names = "--skip-bad-rows",
            description = "go on without rows that cannot be read; otherwise they are reported and nothing is written")
    private boolean skipBadRows;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            converter = Encodings.class,
            description = "encoding of CSV files, such as windows-31j; ${DEFAULT-VALUE} unless given")
    private Charset encoding = StandardCharsets.UTF_8;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final List<String> reservations = new ArrayList<>();

    /** Nothing more can be done, and why has been told. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("told on standard error", null, false, false);
        }
    }

    @Override
    public final Integer call() throws Exception {
        try {
            analyse();
            reservations.forEach(err::println);
            return reservations.isEmpty() ? DONE : WITH_RESERVATIONS;
        } catch (Stopped e) {
            return INVALID;
        } catch (DefinitionException e) {
            for (Problem problem : e.problems()) {
                err.println(problem);
            }
        } catch (NoSuchFileException e) {
            err.println(e.getFile() + ": " + (e.getReason() == null ? "no such file" : e.getReason()));
        } catch (IOException e) {
            err.println("cannot be read or written: " + e.getMessage());
        } catch (IllegalArgumentException | ArithmeticException e) { // such as amounts that add up beyond all bounds
            err.println("nothing can be computed from these: " + e.getMessage());
        }
        return INVALID;
    }

    /** Does the work. What is to be told beside the result goes to {@link #reserve}. */
    protected abstract void analyse() throws Exception;

    /** Where results are printed. */
    protected final PrintStream console() {
        return out;
    }

    /** Where progress, and whatever is wrong, is told. */
    protected final PrintStream complaints() {
        return err;
    }

    /** Encoding of CSV files. */
    protected final Charset charset() {
        return encoding;
    }

    /** Tells at the end something that takes away from the result. */
    protected final void reserve(String what) {
        reservations.add(what);
    }

    /** Tells what was wrong with rows, and goes on only where that was asked for. */
    protected final void goOn(LineReport report) {
        report.forEachError(BAD_LINES_SHOWN, (line, reason) -> err.println("line " + line + ": " + reason));
        if (report.errors() == 0) {
            return;
        }
        if (report.counts().containsKey(CsvTable.notIn(encoding))) {
            err.println("--charset names another encoding, such as windows-31j for files of Japanese spreadsheets");
        }
        String count = report.errors() + (report.errors() == 1 ? " row" : " rows") + " cannot be read";
        if (!skipBadRows) {
            err.println(count + "; nothing was written. --skip-bad-rows goes on without them");
            throw new Stopped();
        }
        reserve(count + " and " + (report.errors() == 1 ? "was" : "were") + " left out");
    }

    /**
     * Reserves where there are no rows, or where the last day was taken from them and is doubtful.
     *
     * @param endWasAsked whether the last day was named, and so is beyond doubt
     */
    protected final void lookOver(LastDays days, boolean endWasAsked) {
        if (days.last().isEmpty()) {
            reserve("no row to look at");
        } else if (!endWasAsked) {
            days.doubt().ifPresent(this::reserve);
        }
    }

    /** Checks that options were given, all at once. */
    static void require(@Nullable Object... namesAndValues) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value == null || value.equals("")) {
                problems.add(new Problem(String.valueOf(namesAndValues[i]), "is missing", "see --help"));
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }

    static <T> T given(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    static String orEmpty(@Nullable String column) {
        return column == null ? "" : column;
    }
}
