package io.enishi.scenario.content;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Suggests variants, contents, segments and changes of scenarios. Implemented by the host on top of whatever writes well: a language
 * model, a colleague's form, a table of tested phrases. What it returns changes nothing: a person approves or rejects each proposal in
 * {@link Proposals}, and nothing else is rendered.
 *
 * <p>Called by the host, outside of claims, so it may do I/O and take its time.
 */
@FunctionalInterface
public interface ContentProposer {

    /** At most {@code brief.atMost()} proposals, best first; none when nothing comes to mind. */
    List<Proposal> propose(Brief brief);

    /**
     * What a proposer is told.
     *
     * @param goal what is wanted, in words
     * @param contents what is there now
     * @param figures sums and rates by name, such as {@code welcome/taps: 3.1 %}; never anything about one person
     * @param now stamps the proposals
     * @param atMost 1 to 100
     */
    record Brief(String goal, List<Content> contents, Map<String, String> figures, Instant now, int atMost) {
        public Brief {
            Objects.requireNonNull(goal, "goal");
            contents = List.copyOf(contents);
            figures = Collections.unmodifiableMap(new TreeMap<>(figures));
            figures.keySet().forEach(name -> Objects.requireNonNull(name, "figure"));
            Objects.requireNonNull(now, "now");
            if (atMost < 1 || atMost > 100) {
                throw new IllegalArgumentException("a brief must ask for 1 to 100 proposals, but asks for " + atMost);
            }
        }
    }
}
