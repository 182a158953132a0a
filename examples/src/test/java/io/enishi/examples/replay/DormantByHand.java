package io.enishi.examples.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * Counts how often people fall dormant (three calendar months without an action, UTC) straight from the files, in a loop over
 * java.time: the engine is not asked, nor is the mapping.
 *
 * <p>A person is dormant once the three months after each of their actions are over, and enters at that instant unless they act
 * again by then. {@code plusMonths} is not monotone, so the latest end counts, not the last action's. Nobody enters after the
 * log's last action.
 */
final class DormantByHand {

    private final Map<String, TreeSet<LocalDateTime>> actions = new HashMap<>();

    /** Every invoice of a known customer is an action at its first line's time, cancellations included. */
    static DormantByHand onlineRetail(Path file) throws IOException {
        Map<String, LocalDateTime> firstLine = new HashMap<>();
        DormantByHand byHand = new DormantByHand();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1); // the file quotes nothing
                String customer = fields[5];
                if (!customer.isEmpty()) {
                    LocalDateTime time = LocalDateTime.parse(fields[3].replace(' ', 'T'));
                    firstLine.putIfAbsent(fields[0] + "/" + customer, time);
                }
            }
        }
        firstLine.forEach((invoice, time) -> byHand.act(invoice.substring(invoice.indexOf('/') + 1), time));
        return byHand;
    }

    /** Every line is an action. */
    static DormantByHand cdnow(Path file) throws IOException {
        DormantByHand byHand = new DormantByHand();
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            String[] fields = line.split(",", -1);
            byHand.act(fields[0], LocalDateTime.parse(fields[1] + "T00:00"));
        }
        return byHand;
    }

    private void act(String customer, LocalDateTime time) {
        actions.computeIfAbsent(customer, key -> new TreeSet<>()).add(time);
    }

    int people() {
        return actions.size();
    }

    /** Entries of all people. */
    int entries() {
        LocalDateTime lastOfLog = lastOfLog();
        return actions.values().stream()
                .mapToInt(times -> entries(times, lastOfLog))
                .sum();
    }

    /** People who entered at least once. */
    int enteredPeople() {
        LocalDateTime lastOfLog = lastOfLog();
        return (int) actions.values().stream()
                .filter(times -> entries(times, lastOfLog) > 0)
                .count();
    }

    private LocalDateTime lastOfLog() {
        return actions.values().stream()
                .map(TreeSet::last)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private int entries(TreeSet<LocalDateTime> times, LocalDateTime lastOfLog) {
        int entries = 0;
        LocalDateTime dormantAt = LocalDateTime.MIN;
        for (LocalDateTime time : times) {
            LocalDateTime end = time.plusMonths(3);
            dormantAt = end.isAfter(dormantAt) ? end : dormantAt;
            LocalDateTime next = times.higher(time);
            boolean actsBefore = next != null && !next.isAfter(dormantAt);
            if (!actsBefore && !dormantAt.isAfter(lastOfLog)) {
                entries++;
            }
        }
        return entries;
    }
}
