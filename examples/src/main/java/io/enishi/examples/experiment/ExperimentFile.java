package io.enishi.examples.experiment;

import io.enishi.core.value.Names;
import io.enishi.examples.csv.CsvTable;
import io.enishi.examples.csv.Fields;
import io.enishi.examples.csv.LineReport;
import io.enishi.scenario.experiment.MeasuredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rows of an experiment in a CSV: one for each person. */
final class ExperimentFile {

    private static final Set<String> YES = Set.of("1", "true", "yes", "y", "1.0");
    private static final Set<String> NO = Set.of("0", "false", "no", "n", "0.0", "");

    private final Map<String, String> writtenByName = new LinkedHashMap<>();
    private final Set<String> alike = new TreeSet<>();
    private final List<MeasuredRun> runs = new ArrayList<>();
    private final String holdout;
    private final Set<String> wanted;

    /**
     * @param holdout how the file calls the people who got nothing; empty for none
     * @param wanted arms to read, as the file writes them; empty for all
     */
    ExperimentFile(String holdout, Set<String> wanted) {
        this.holdout = holdout;
        this.wanted = wanted;
    }

    /** @param columns arm, converted, revenue and cost; the last two may be empty */
    void read(Path file, List<String> columns, LineReport report) throws IOException {
        new CsvTable(file, columns).read(report, (number, texts) -> {
            try {
                String arm = texts[0].strip();
                if (!wanted.isEmpty() && !wanted.contains(arm) && !arm.equals(holdout)) {
                    report.skip(number, "another arm");
                    return;
                }
                runs.add(new MeasuredRun(
                        arm.equals(holdout) && !holdout.isEmpty() ? MeasuredRun.HELD_OUT : name(arm),
                        yes(texts[1].strip().toLowerCase(Locale.ROOT)),
                        amount(texts[2]),
                        amount(texts[3])));
            } catch (IllegalArgumentException e) {
                report.reject(number, "unreadable row", String.valueOf(e.getMessage()));
            }
        });
    }

    /** {@code Mens E-Mail} becomes {@code mens-e-mail}: arms have technical names. */
    private String name(String written) {
        StringBuilder name = new StringBuilder();
        for (char c : written.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean kept =
                    (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (name.length() > 0 && ".:_-".indexOf(c) >= 0);
            if (kept) {
                name.append(c);
            } else if (name.length() > 0 && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        }
        while (name.length() > 0 && name.charAt(name.length() - 1) == '-') {
            name.setLength(name.length() - 1);
        }
        String arm = name.toString();
        if (!Names.isName(arm, 64)) {
            throw new IllegalArgumentException("the arm has no letters a to z and no digits");
        }
        String before = writtenByName.putIfAbsent(arm, written);
        if (before != null && !before.equals(written)) {
            alike.add(before + " and " + written);
        }
        return arm;
    }

    private static boolean yes(String text) {
        if (YES.contains(text)) {
            return true;
        }
        if (NO.contains(text)) {
            return false;
        }
        throw new IllegalArgumentException("whether it converted must be 1 or 0, true or false, yes or no");
    }

    private static double amount(String text) {
        return text.isBlank() ? 0 : Fields.decimal(text);
    }

    List<MeasuredRun> runs() {
        return runs;
    }

    /** Technical names by order of first appearance, with what the file writes. */
    Map<String, String> arms() {
        return writtenByName;
    }

    /** Arms that are written differently and would have one name. */
    Set<String> alike() {
        return alike;
    }
}
