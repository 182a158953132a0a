package io.enishi.examples.replay;

import io.enishi.core.Crm;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.CustomerId;
import io.enishi.examples.replay.Summary.ScenarioFigures;
import io.enishi.scoring.ScoreModel;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads from the engine what a finished replay came to. */
final class Results {

    private static final int PAGE = 1_000;

    private final Replay replay;
    private final Crm crm;

    Results(Replay replay) {
        this.replay = replay;
        this.crm = replay.crm();
    }

    /** Hands out every customer's card, in order of label. */
    void forEachCard(Consumer<CustomerCard> consumer) {
        CustomerId after = null;
        while (true) {
            List<CustomerId> page = crm.customers(after, PAGE);
            for (CustomerId id : page) {
                crm.customer(id).ifPresent(consumer);
            }
            if (page.size() < PAGE) {
                return;
            }
            after = page.get(page.size() - 1);
        }
    }

    /** Hands out every command of a state, in order of key. */
    void forEachCommand(Status status, Consumer<StoredCommand> consumer) {
        CommandKey after = null;
        while (true) {
            List<StoredCommand> page = crm.commands(status, after, PAGE);
            page.forEach(consumer);
            if (page.size() < PAGE) {
                return;
            }
            after = page.get(page.size() - 1).key();
        }
    }

    Summary summary() {
        Summary summary = new Summary();
        replay.heard().fromLog().forEach((type, count) -> {
            summary.events += count;
            summary.eventsByType.put(type, count);
        });
        summary.reactionsByType.putAll(replay.heard().reactions());
        summary.duplicates = replay.heard().duplicates();
        summary.refusedEvents.putAll(replay.heard().refused());
        summary.rejectedLines.putAll(replay.world().lines().counts());
        summary.firstRejectedLines.putAll(replay.world().lines().firstLines());
        prepare(summary);
        forEachCard(card -> count(card, summary));
        forEachCommand(Status.DROPPED, command -> refuse(command, summary));
        forEachCommand(Status.REJECTED, command -> refuse(command, summary));
        forEachCommand(Status.DEAD, command -> refuse(command, summary));
        return summary;
    }

    /** Everything that the rules name is shown, be it zero. */
    private void prepare(Summary summary) {
        for (ScoreModel model : replay.rules().models()) {
            Map<String, Long> bands = new LinkedHashMap<>();
            model.bands().forEach(band -> bands.put(band.name(), 0L));
            if (!bands.isEmpty()) {
                summary.bands.put(model.name(), bands);
            }
        }
        replay.rules().segments().forEach(segment -> summary.segments.put(segment.name(), 0L));
        replay.rules().scenarios().forEach(scenario -> summary.scenario(scenario.name()));
    }

    private void count(CustomerCard card, Summary summary) {
        summary.people++;
        summary.merges += card.origins().size() - 1;
        card.segments().forEach(segment -> summary.segments.merge(segment, 1L, Long::sum));
        Set<String> entered = new HashSet<>();
        for (InstanceSummary run : card.journeys()) {
            ScenarioFigures figures = summary.scenario(run.key().journey());
            figures.entries++;
            figures.enteredPeople += entered.add(run.key().journey()) ? 1 : 0;
            Decision.End how = run.end();
            String end = how == null ? "running" : how.kind().name().toLowerCase(Locale.ROOT);
            figures.ends.merge(end, 1L, Long::sum);
        }
        for (Dispatched message : card.dispatched()) {
            summary.scenario(message.key().journey()).sends.merge(message.channel(), 1L, Long::sum);
        }
        for (ScoreModel model : replay.rules().models()) {
            String band = bandOf(model, card);
            if (band != null) {
                summary.bands
                        .computeIfAbsent(model.name(), name -> new LinkedHashMap<>())
                        .merge(band, 1L, Long::sum);
            }
        }
    }

    /** The metric {@code <model>.band} is the index of the band; without it the customer stands where nobody did anything. */
    private static @Nullable String bandOf(ScoreModel model, CustomerCard card) {
        if (model.bands().isEmpty()) {
            return null;
        }
        long index = card.metrics().getOrDefault(model.name() + ".band", 0L);
        return model.bands().get((int) index).name();
    }

    private static void refuse(StoredCommand command, Summary summary) {
        if (command.command().effect().kind().equals("send")) {
            summary.refusals.merge(reason(command), 1L, Long::sum);
        }
    }

    /** The stable code at the beginning of the reason. */
    static String reason(StoredCommand command) {
        String reason = command.reason();
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }
}
