package io.enishi.testkit;

import io.enishi.core.Crm;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.spi.CustomerStore.Logged;
import io.enishi.core.spi.StoreCodec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Decisions as they were once made, kept as a fixture: JSON Lines, a decision a line, in commit order. {@link
 * ScenarioHarness#assertDecidesAs} holds later code and definitions against them.
 *
 * <pre>{@code
 * DecisionLog.of(crm).write(Path.of("src/test/resources/win-back.jsonl"));   // once
 *
 * ScenarioHarness.running(winBackVersion2).start()
 *         .assertDecidesAs(DecisionLog.read(Path.of("src/test/resources/win-back.jsonl")));
 * }</pre>
 *
 * <p>A log tells what people did, so one of a live shop is personal data. The ids in it are keyed hashes: a shop with another secret
 * finds nobody in it.
 *
 * @param decisions from the first on
 */
public record DecisionLog(List<DecisionRecord> decisions) {

    private static final int PAGE = 10_000;

    public DecisionLog {
        decisions = List.copyOf(decisions);
    }

    /** What a CRM decided so far. */
    public static DecisionLog of(Crm crm) {
        List<DecisionRecord> decisions = new ArrayList<>();
        long after = 0;
        while (true) {
            List<Logged> page = crm.decisionLog(after, PAGE);
            if (page.isEmpty()) {
                return new DecisionLog(decisions);
            }
            page.forEach(logged -> decisions.add(logged.decision()));
            after = page.get(page.size() - 1).position();
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws io.enishi.core.spi.StoredFormException if a line is no decision, or one of a newer release
     */
    public static DecisionLog read(Path file) {
        StoreCodec codec = new StoreCodec();
        try {
            return new DecisionLog(Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(codec::decision)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the decision log cannot be read: " + file, e);
        }
    }

    /** Writes JSON Lines in UTF-8; equal logs give equal bytes. */
    public void write(Path file) {
        StoreCodec codec = new StoreCodec();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (DecisionRecord decision : decisions) {
                out.write(codec.encode(decision));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the decision log cannot be written: " + file, e);
        }
    }
}
