package io.enishi.examples.analysis;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.LineReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands over a file have in common: exit codes, and what becomes of lines that cannot be read. */
abstract class Analysis implements Callable<Integer> {

    static final int DONE = 0;
    /** Done without some lines, or the data determine no model. */
    static final int WITH_RESERVATIONS = 1;

    static final int INVALID = 2;

    private static final int BAD_LINES_SHOWN = 10;

    @Option(
            names = "--skip-bad-rows",
            description = "go on without rows that cannot be read; otherwise they are reported and nothing is written")
    private boolean skipBadRows;

    final PrintStream console = System.out;
    final PrintStream complaints = System.err;

    @Override
    public final Integer call() throws Exception {
        try {
            return analyse();
        } catch (DefinitionException e) {
            for (Problem problem : e.problems()) {
                complaints.println(problem);
            }
        } catch (NoSuchFileException e) {
            complaints.println(e.getFile() + ": " + (e.getReason() == null ? "no such file" : e.getReason()));
        } catch (IOException e) {
            complaints.println("cannot be read or written: " + e.getMessage());
        }
        return INVALID;
    }

    abstract int analyse() throws Exception;

    /**
     * Tells what was wrong with lines.
     *
     * @return whether to go on
     */
    final boolean goesOn(LineReport report) {
        report.forEachError(BAD_LINES_SHOWN, (line, reason) -> complaints.println("line " + line + ": " + reason));
        if (report.errors() == 0) {
            return true;
        }
        complaints.println(report.errors() + " rows cannot be read"
                + (skipBadRows
                        ? "; going on without them"
                        : "; nothing was written. --skip-bad-rows goes on without them"));
        return skipBadRows;
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
        return java.util.Objects.requireNonNull(value);
    }
}
