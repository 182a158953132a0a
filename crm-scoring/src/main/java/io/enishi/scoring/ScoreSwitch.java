package io.enishi.scoring;

import io.enishi.core.Crm;
import io.enishi.core.SwitchReport;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Another score model on a running {@code Crm}: first what it would change, then the change.
 *
 * <pre>{@code
 * ScoreSwitch change = ScoreSwitch.to(changed);
 * change.tryOn(crm, now).byMove();   // {high -> top=12, low -> high=340}; nothing has changed
 * change.on(crm);                    // from here on everything is by the changed model
 * }</pre>
 *
 * <p>The changed model takes the place of the one with its name. It is counted over everybody's timeline, so that the scores are those of
 * a model that had always counted; until the switch every answer is by the running one, after it every answer is by the changed one. The
 * segments of its bands take the place of those of the running model's, unless this one has bands and the {@code Crm} was built without
 * their segments.
 */
public final class ScoreSwitch {

    private final ScoreModel changed;

    private ScoreSwitch(ScoreModel changed) {
        this.changed = changed;
    }

    public static ScoreSwitch to(ScoreModel changed) {
        return new ScoreSwitch(changed);
    }

    /**
     * Who would stand elsewhere at an instant. Reads a page of customers at a time and changes nothing.
     *
     * @throws IllegalArgumentException if no score model of that name is running
     */
    public ChangeReport<CustomerId> tryOn(Crm crm, Instant at) {
        return ChangeReport.of(running(crm), changed, crm, at);
    }

    /**
     * Switches; see {@link Crm#switchFold} for what happens to whom, and what the host has to see to.
     *
     * @throws IllegalArgumentException if no score model of that name is running
     * @throws io.enishi.core.value.DefinitionException if other definitions read what the changed model does not publish
     */
    public SwitchReport on(Crm crm) {
        Set<String> before = running(crm).segments().stream().map(Segment::name).collect(Collectors.toSet());
        boolean wired =
                before.isEmpty() || crm.segments().stream().anyMatch(segment -> before.contains(segment.name()));
        return crm.switchFold(changed.fold(), before, wired ? changed.segments() : List.of());
    }

    private ScoreModel running(Crm crm) {
        return crm.fold(changed.name())
                .filter(ScoreFold.class::isInstance)
                .map(fold -> ((ScoreFold) fold).model())
                .orElseThrow(() ->
                        new IllegalArgumentException("no score model named \"" + changed.name() + "\" is running"));
    }
}
