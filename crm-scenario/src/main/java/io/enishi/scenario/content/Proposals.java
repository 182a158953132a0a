package io.enishi.scenario.content;

import io.enishi.core.internal.doc.Document;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The shop's proposals and what people decided about them: an immutable value that the host keeps as a file or a row. A {@link
 * ContentLibrary} takes what is approved from it and refuses the rest.
 *
 * <pre>{@code
 * Proposals proposals = Proposals.none().with(proposer.propose(brief));
 * proposals = proposals.approve("welcome-short", "suzuki", now, "reads well");
 * ContentLibrary contents = ContentLibrary.builder().directory(folder).proposals(proposals).build();
 * }</pre>
 *
 * @param all by id
 */
public record Proposals(Map<String, Proposal> all) {

    /** @throws IllegalArgumentException if a proposal stands under another id than its own */
    public Proposals {
        all = Collections.unmodifiableMap(new TreeMap<>(all));
        all.forEach((id, proposal) -> {
            if (!id.equals(proposal.id())) {
                throw new IllegalArgumentException("proposal " + proposal.id() + " stands under the id " + id);
            }
        });
    }

    public static Proposals none() {
        return new Proposals(Map.of());
    }

    /**
     * The same with more.
     *
     * @throws IllegalArgumentException if one of them has an id that is there already
     */
    public Proposals with(List<Proposal> more) {
        Map<String, Proposal> together = new TreeMap<>(all);
        for (Proposal proposal : more) {
            if (together.putIfAbsent(proposal.id(), proposal) != null) {
                throw new IllegalArgumentException("there is a proposal " + proposal.id() + " already");
            }
        }
        return new Proposals(together);
    }

    /**
     * The same with one approved.
     *
     * @throws IllegalArgumentException if there is no such proposal, it was judged before, or {@code by} wrote it
     */
    public Proposals approve(String id, String by, Instant at, String note) {
        return judged(id, true, by, at, note);
    }

    /**
     * The same with one rejected.
     *
     * @throws IllegalArgumentException if there is no such proposal, it was judged before, or {@code by} wrote it
     */
    public Proposals reject(String id, String by, Instant at, String note) {
        return judged(id, false, by, at, note);
    }

    private Proposals judged(String id, boolean approved, String by, Instant at, String note) {
        Map<String, Proposal> changed = new TreeMap<>(all);
        Proposal proposal = get(id).orElseThrow(() -> new IllegalArgumentException("there is no proposal " + id));
        changed.put(id, proposal.judged(approved, by, at, note));
        return new Proposals(changed);
    }

    public Optional<Proposal> get(String id) {
        return Optional.ofNullable(all.get(id));
    }

    /** Those that a person approved, in order of id. */
    public List<Proposal> approved() {
        return all.values().stream().filter(Proposal::isApproved).toList();
    }

    /** Those that wait for a person, in order of id. */
    public List<Proposal> pending() {
        return all.values().stream()
                .filter(proposal -> proposal.verdict() == null)
                .toList();
    }

    /**
     * Reads YAML or JSON, whichever it is.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong with it; a proposal that was changed after it
     *     was judged is wrong
     */
    public static Proposals parse(String text) {
        return none().with(ProposalForm.read(Document.parse(text)));
    }

    /** YAML that {@link #parse} reads to equal proposals. */
    public String toYaml() {
        return ProposalForm.write(all.values()).toYaml();
    }

    /** JSON that {@link #parse} reads to equal proposals. */
    public String toJson() {
        return ProposalForm.write(all.values()).toJson();
    }
}
