package io.enishi.scenario.funnel;

import io.enishi.core.Crm;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.TraceLine;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.value.CustomerId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Funnels as operational figures, while they happen: reads on in the decision log whenever it is asked to and counts what came.
 *
 * <p>Counters, labelled {@code scenario@version}, with {@code /experiment: arm} behind it once the run was assigned, and with the step
 * and channel behind a {@code #}; a version is the first {@value #VERSION_LENGTH} characters of the definition hash. No label tells of a
 * person.
 *
 * <ul>
 *   <li>{@code funnel.entered}: runs that began; {@code funnel.assigned}: runs that came to their arm; {@code funnel.held-out}: runs from
 *       which something was withheld;
 *   <li>{@code funnel.reached} ({@code #step}): runs that came to a step, several visits counted once;
 *   <li>{@code funnel.sent} and {@code funnel.rejected} ({@code #step channel}): messages that left, and those of them that the channel
 *       refused after all;
 *   <li>{@code funnel.opened}, {@code funnel.tapped}, {@code funnel.replied} ({@code #step}): reactions, each as often as it was heard of;
 *   <li>{@code funnel.ended} ({@code #goal}, {@code #exit}, ...): runs that ended, by kind.
 * </ul>
 *
 * <p>It begins with the first decision of the log, as a counter that begins at zero with its process should, and takes some hundred bytes
 * for each run that goes on and for the latest {@value #ENDED} that ended: a reaction later than that is not counted. One in a shop is
 * enough; each of several JVMs would count everything. For one thread.
 */
public final class FunnelMeters {

    private static final int PAGE = 1_000;
    private static final int VERSION_LENGTH = 8;
    private static final int ENDED = 100_000;

    private final Crm crm;
    private final MeterListener meters;
    private final Map<InstanceKey, RunSoFar> open = new HashMap<>();
    private final Map<InstanceKey, RunSoFar> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InstanceKey, RunSoFar> eldest) {
            return size() > ENDED;
        }
    };

    private long position;

    private FunnelMeters(Crm crm, MeterListener meters) {
        this.crm = Objects.requireNonNull(crm, "crm");
        this.meters = Objects.requireNonNull(meters, "meters");
    }

    /** What a run did so far, as far as labels tell. */
    private static final class RunSoFar {
        private final String version;
        private final Set<String> arms = new TreeSet<>();
        private final Set<String> reached = new HashSet<>();
        private boolean heldOut;

        RunSoFar(String version) {
            this.version = version;
        }

        String label() {
            return arms.isEmpty() ? version : version + "/" + String.join(", ", arms);
        }
    }

    /** Meters of a shop; nothing is read before the first {@link #turn}. */
    public static FunnelMeters of(Crm crm, MeterListener meters) {
        return new FunnelMeters(crm, meters);
    }

    /**
     * Counts what was decided since the last turn.
     *
     * @return how many decisions that were
     */
    public long turn() {
        long read = 0;
        List<CustomerStore.Logged> page = crm.decisionLog(position, PAGE);
        while (!page.isEmpty()) {
            for (CustomerStore.Logged logged : page) {
                decided(logged.decision());
                position = logged.position();
                read++;
            }
            page = crm.decisionLog(position, PAGE);
        }
        return read;
    }

    private void decided(DecisionRecord decision) {
        for (JourneyDecision journey : decision.journeys()) {
            InstanceKey key = journey.instance();
            if (key == null) {
                continue;
            }
            if (journey.started()) {
                RunSoFar begun = new RunSoFar(version(key, decision.customer()));
                if (open.putIfAbsent(key, begun) == null) {
                    meters.count("funnel.entered", begun.label(), 1);
                }
            }
            RunSoFar run = open.get(key);
            if (run != null) {
                decided(run, key, journey);
            }
        }
        if (decision.about() instanceof About.Events about) {
            about.events().forEach(this::happened);
        }
    }

    private String version(InstanceKey run, CustomerId customer) {
        String hash = crm.customer(customer).stream()
                .flatMap(card -> card.journeys().stream())
                .filter(summary -> summary.key().equals(run))
                .map(InstanceSummary::definitionHash)
                .findFirst()
                .orElse("");
        return run.journey() + "@" + hash.substring(0, Math.min(VERSION_LENGTH, hash.length()));
    }

    private void decided(RunSoFar run, InstanceKey key, JourneyDecision decision) {
        for (TraceLine line : decision.trace()) {
            if (line.code().equals(FunnelCounter.ARM) && run.arms.add(line.text())) {
                meters.count("funnel.assigned", run.label(), 1);
            }
            if (line.code().equals(FunnelCounter.HOLDOUT) && !run.heldOut) {
                run.heldOut = true;
                meters.count("funnel.held-out", run.label(), 1);
            }
            String step = line.where();
            if (!step.isEmpty() && !step.equals(FunnelCounter.ENTRY) && run.reached.add(step)) {
                meters.count("funnel.reached", run.label() + "#" + step, 1);
            }
        }
        Decision.End end = decision.end();
        if (end != null) {
            meters.count("funnel.ended", run.label() + "#" + end.kind().name().toLowerCase(Locale.ROOT), 1);
            open.remove(key);
            run.reached.clear();
            ended.put(key, run);
        }
    }

    private void happened(CustomerEvent event) {
        if (!(event.body() instanceof EventBody.MessageEvent message)) {
            return;
        }
        CommandKey key = FunnelCounter.keyOf(message.message());
        RunSoFar run = key == null ? null : runOf(key);
        if (key == null || run == null) {
            return;
        }
        String label = run.label() + "#" + FunnelCounter.stepOf(key);
        switch (message.step()) {
            case SENT -> meters.count("funnel.sent", label + " " + message.channel(), 1);
            case REJECTED -> meters.count("funnel.rejected", label + " " + message.channel(), 1);
            case OPENED -> meters.count("funnel.opened", label, 1);
            case TAPPED -> meters.count("funnel.tapped", label, 1);
            case REPLIED -> meters.count("funnel.replied", label, 1);
            default -> {}
        }
    }

    private @Nullable RunSoFar runOf(CommandKey key) {
        InstanceKey run = new InstanceKey(key.origin(), key.journey(), key.entry());
        RunSoFar found = open.get(run);
        return found == null ? ended.get(run) : found;
    }
}
