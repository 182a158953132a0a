package io.enishi.scenario.funnel;

import io.enishi.core.Crm;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.CustomerId;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far runs came.
 *
 * @param paths figures by scenario, version and arm
 */
public record Funnel(SortedMap<Path, Figures> paths) {

    private static final int PAGE = 1_000;

    public Funnel {
        paths = sorted(paths);
    }

    /**
     * Which runs.
     *
     * @param scenario name
     * @param version definition hash of the runs; empty where it is not known
     * @param arm {@code experiment: arm}, several after each other; empty for runs that came to no test
     */
    public record Path(String scenario, String version, String arm) implements Comparable<Path> {
        private static final Comparator<Path> ORDER = Comparator.comparing(Path::scenario)
                .thenComparing(Path::version)
                .thenComparing(Path::arm);

        public Path {
            Objects.requireNonNull(scenario, "scenario");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(arm, "arm");
        }

        @Override
        public int compareTo(Path other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Runs of one path.
     *
     * @param entered runs that began
     * @param heldOut runs from which something was withheld because somebody of the person is held out
     * @param running runs that go on
     * @param goal runs that reached the goal
     * @param ends how runs ended, with the reason where there is one: {@code exit: bought}
     * @param steps by name
     */
    public record Figures(
            long entered,
            long heldOut,
            long running,
            long goal,
            SortedMap<String, Long> ends,
            SortedMap<String, Step> steps) {
        public Figures {
            ends = sorted(ends);
            steps = sorted(steps);
        }

        /** The steps that most runs reached first, equal ones by name: the order in which a funnel is read. */
        public List<Map.Entry<String, Step>> inOrder() {
            return steps.entrySet().stream()
                    .sorted(Comparator.<Map.Entry<String, Step>>comparingLong(
                                    step -> -step.getValue().reached())
                            .thenComparing(Map.Entry::getKey))
                    .toList();
        }
    }

    /**
     * One step.
     *
     * @param reached runs that came to it, several visits counted once
     * @param sent messages that left, by channel
     * @param opened messages that were opened at least once, on channels that can tell
     * @param tapped messages of which a link was followed at least once
     * @param replied messages that were answered at least once
     */
    public record Step(long reached, SortedMap<String, Long> sent, long opened, long tapped, long replied) {
        public Step {
            sent = sorted(sent);
        }

        /** Messages in all. */
        public long messages() {
            return sent.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static <K, V> SortedMap<K, V> sorted(SortedMap<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** Reads the whole decision log of a shop: minutes for a large one, and some hundred bytes of memory for each run. */
    public static Funnel of(Crm crm) {
        Map<InstanceKey, String> versions = versions(crm);
        FunnelCounter counter = new FunnelCounter(run -> versions.getOrDefault(run, ""));
        List<CustomerStore.Logged> page = crm.decisionLog(0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(logged -> counter.decided(logged.decision()));
            page = crm.decisionLog(page.get(page.size() - 1).position(), PAGE);
        }
        return counter.funnel();
    }

    private static Map<InstanceKey, String> versions(Crm crm) {
        Map<InstanceKey, String> versions = new HashMap<>();
        List<CustomerId> page = crm.customers(PAGE);
        while (!page.isEmpty()) {
            for (CustomerId id : page) {
                crm.customer(id).ifPresent(card -> {
                    for (InstanceSummary run : card.journeys()) {
                        versions.put(run.key(), run.definitionHash());
                    }
                });
            }
            page = crm.customers(page.get(page.size() - 1), PAGE);
        }
        return versions;
    }

    /** The funnel as a table, in Japanese where the locale is, else in English. */
    public String toText(Locale locale) {
        return FunnelText.of(this, locale);
    }
}
