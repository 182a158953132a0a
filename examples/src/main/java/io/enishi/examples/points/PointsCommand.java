package io.enishi.examples.points;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.analysis.Analysis;
import io.enishi.examples.csv.LastDays;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.replay.Progress;
import io.enishi.scoring.ChangeReport;
import io.enishi.scoring.Outlook;
import io.enishi.scoring.Ranking;
import io.enishi.scoring.Score;
import io.enishi.scoring.ScoreBook;
import io.enishi.scoring.quality.MetricQuality;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code points}: scores people from a file of what they did. */
@Command(
        name = "points",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Scores people by rules, from a file of what they did, and writes them as a list with reasons, the highest"
                    + " first.",
            "Lines may be in any order, late or repeated: every event counts once and where it belongs.",
            "Exit code: 0 done; 1 done with reservations, told on standard error: rows skipped, none there, a doubtful"
                    + " last day; 2 invalid input, nothing written."
        })
public final class PointsCommand extends Analysis {

    @Option(
            names = {"--events", "--log"},
            required = true,
            paramLabel = "FILE",
            description =
                    "CSV with a header line: customer, type, time (or ts_ms), event_id, and fields of the events; or a"
                            + " JSON Lines log (.jsonl). May be gzipped")
    private Path events = Path.of("");

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "FILE",
            description = "score model as YAML or JSON, or a JSON table of rules with caps, decay and tiers")
    private Path rules = Path.of("");

    @Option(
            names = {"--at", "--until"},
            paramLabel = "TIME",
            description =
                    "as of when: 2026-05-01 (its first moment), 2026-05-01T09:00:00+09:00 or epoch milliseconds; the"
                            + " last event unless given")
    private @Nullable String at;

    @Option(names = "--out", paramLabel = "FILE", description = "where to write the list as CSV; else it is printed")
    private @Nullable Path out;

    @Option(names = "--top", paramLabel = "N", description = "list so many only")
    private int top = Integer.MAX_VALUE;

    @Option(names = "--by-rule", paramLabel = "FILE", description = "write customer,rule,points as CSV there, too")
    private @Nullable Path byRule;

    @Option(
            names = "--merges",
            paramLabel = "FILE",
            description = "CSV of two columns: customers who are one person (a header from,to is skipped)")
    private @Nullable Path merges;

    @Option(names = "--merged", description = "merge the customers that the rules file lists under merge_from_to")
    private boolean merged;

    @Option(
            names = "--why",
            paramLabel = "CUSTOMER",
            description = "tell one customer's score with its reasons, and what would change it")
    private List<String> why = List.of();

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "other rules: tell what is different and who would move between bands")
    private @Nullable Path compare;

    @Option(
            names = "--outcome",
            paramLabel = "TYPE",
            description = "an event type: tell how well the score at TIME told who would have one within --within")
    private @Nullable String outcome;

    @Option(names = "--within", paramLabel = "DAYS", description = "days after TIME, ${DEFAULT-VALUE} unless given")
    private int within = 30;

    @Option(names = "--customer", paramLabel = "COLUMN", description = "column of the customer, ${DEFAULT-VALUE}")
    private String customerColumn = "customer";

    @Option(names = "--id", paramLabel = "COLUMN", description = "column of the event's id, ${DEFAULT-VALUE}")
    private String idColumn = "event_id";

    @Option(names = "--type", paramLabel = "COLUMN", description = "column of the event's type, ${DEFAULT-VALUE}")
    private String typeColumn = "type";

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "column of the time; ts_ms, time or date unless given")
    private String timeColumn = "";

    @Option(
            names = "--decimals",
            paramLabel = "N",
            description = "a score model counts numbers with so many decimals: with 2, 12.5 is 1250 in its rules."
                    + " ${DEFAULT-VALUE} unless given")
    private int decimals;

    @Option(names = "--zone", paramLabel = "ZONE", description = "zone of times without one, ${DEFAULT-VALUE}")
    private String zone = "UTC";

    @Override
    protected void analyse() throws IOException {
        try {
            score();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw e instanceof DefinitionException told
                    ? told
                    : new DefinitionException(new Problem("points", String.valueOf(e.getMessage()), "see --help"));
        }
    }

    private void score() throws IOException {
        ZoneId local = ZoneId.of(zone);
        if (top < 1) {
            throw new IllegalArgumentException("--top must be at least 1, but was " + top);
        }
        RulesFile read = RulesFile.read(rules, decimals);
        RulesFile other = compare == null ? null : RulesFile.read(compare, decimals);
        Instant asked = at == null ? null : ActionFile.instant(at, local, false);
        ActionFile file = new ActionFile(
                events,
                charset(),
                new ActionFile.Columns(
                        customerColumn, idColumn, typeColumn, timeColumn, local, read.decimals(), read.texts()));

        ScoreBook<String> book = new ScoreBook<>(read.model());
        // Only what asks for events again keeps them: the book itself does not.
        Map<String, List<CustomerEvent>> kept = outcome == null && other == null ? null : new LinkedHashMap<>();
        Instant[] last = {Instant.EPOCH};
        LastDays days = new LastDays();
        LineReport report = new LineReport();
        try (Progress progress = new Progress("Reading", -1, complaints())) {
            file.read(report, (customer, event) -> {
                book.take(customer, event);
                if (kept != null) {
                    kept.computeIfAbsent(customer, absent -> new ArrayList<>()).add(event);
                }
                if (event.occurredAt().isAfter(last[0])) {
                    last[0] = event.occurredAt();
                }
                days.add(event.occurredAt().atZone(local).toLocalDate());
                progress.at(file.lines());
            });
        }
        goOn(report);
        lookOver(days, asked != null);
        Instant now = asked == null ? last[0] : asked;
        int people = merge(book, kept, read.merges());
        write(book, now, people);
        tell(book, read, other, kept, now);
    }

    /** Merges who is one person and answers how many people there are. */
    private int merge(
            ScoreBook<String> book, @Nullable Map<String, List<CustomerEvent>> kept, Map<String, String> listed)
            throws IOException {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (merged) {
            pairs.putAll(listed);
        }
        if (merges != null) {
            try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(merges, charset())) {
                for (CsvRecord pair : reader) {
                    boolean header = pair.getStartingLineNumber() == 1
                            && pair.getField(0).strip().equals("from");
                    if (pair.getFieldCount() < 2) {
                        throw new IllegalArgumentException(
                                "--merges, line " + pair.getStartingLineNumber() + ": needs two columns");
                    }
                    if (!header) {
                        pairs.put(pair.getField(0).strip(), pair.getField(1).strip());
                    }
                }
            }
        }
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            book.merge(pair.getValue(), pair.getKey());
            if (kept != null) {
                List<CustomerEvent> moved = kept.remove(pair.getKey());
                if (moved != null) {
                    kept.computeIfAbsent(pair.getValue(), absent -> new ArrayList<>())
                            .addAll(moved);
                }
            }
        }
        return book.people().size();
    }

    private void write(ScoreBook<String> book, Instant now, int people) throws IOException {
        List<Ranking.Ranked<String>> list;
        try (Progress progress = new Progress("Explaining", Math.min(top, people), complaints())) {
            long[] done = {0};
            list = people == 0 ? List.of() : book.top(now, Math.min(top, people), place -> progress.at(++done[0]));
        }
        Path target = out;
        if (target == null) {
            Ranking.writeCsv(list, console());
        } else {
            try (BufferedWriter writer = Files.newBufferedWriter(target)) {
                Ranking.writeCsv(list, writer);
            }
            console().printf("%d people as of %s written to %s%n", list.size(), now, target);
        }
        if (byRule != null) {
            try (BufferedWriter writer = Files.newBufferedWriter(byRule)) {
                writer.write("customer,rule,points\r\n");
                for (Ranking.Ranked<String> place : list) {
                    for (Map.Entry<String, BigDecimal> rule :
                            place.score().byRule().entrySet()) {
                        writer.write(Ranking.csvCell(place.who()) + ',' + rule.getKey() + ','
                                + rule.getValue().toPlainString() + "\r\n");
                    }
                }
            }
        }
    }

    private void tell(
            ScoreBook<String> book,
            RulesFile read,
            @Nullable RulesFile other,
            @Nullable Map<String, List<CustomerEvent>> kept,
            Instant now) {
        Set<String> known = why.isEmpty() ? Set.of() : book.customers();
        for (String customer : why) {
            if (!known.contains(customer)) {
                complaints().println("--why: nobody is called \"" + customer + '"');
                continue;
            }
            Score score = book.score(customer, now);
            console().print(customer + "  " + score.why());
            console().print(Outlook.of(book, customer, now).toText());
        }
        if (other != null && kept != null) {
            console()
                    .print(ChangeReport.of(read.model(), other.model(), kept, now)
                            .toText());
        }
        if (outcome != null && kept != null) {
            boolean standard = io.enishi.core.event.EventType.isKnown(outcome);
            Selection hoped = Selection.of(standard ? outcome : "custom:" + outcome);
            console()
                    .print(MetricQuality.of(
                                    read.model().fold(), read.model().name(), kept, now, hoped, Duration.ofDays(within))
                            .toText());
        }
    }
}
