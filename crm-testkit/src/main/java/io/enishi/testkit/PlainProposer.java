package io.enishi.testkit;

import io.enishi.scenario.content.Block;
import io.enishi.scenario.content.Content;
import io.enishi.scenario.content.ContentProposer;
import io.enishi.scenario.content.Form;
import io.enishi.scenario.content.Proposal;
import io.enishi.scenario.content.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A proposer without a model, for tests and demos: the same brief gives the same proposals. For each mail it proposes a variant {@code
 * asking} whose subject is a question, and for each content of several blocks a variant {@code turned} with the blocks in reverse.
 */
public final class PlainProposer implements ContentProposer {

    /** As author of its proposals. */
    public static final String AUTHOR = "plain-proposer";

    /** A proposer that keeps nothing. */
    public PlainProposer() {}

    @Override
    public List<Proposal> propose(Brief brief) {
        List<Proposal> proposals = new ArrayList<>();
        for (Content content : brief.contents()) {
            if (content.form() == Form.MAIL) {
                add(proposals, brief, content, "asking", Variant.subject(content.subject() + "、ご存じですか?"));
            }
            if (content.blocks().size() > 1) {
                List<String> names = new ArrayList<>(
                        content.blocks().stream().map(Block::name).toList());
                Collections.reverse(names);
                add(proposals, brief, content, "turned", Variant.order(names.toArray(String[]::new)));
            }
        }
        return List.copyOf(proposals.subList(0, Math.min(brief.atMost(), proposals.size())));
    }

    private static void add(List<Proposal> to, Brief brief, Content content, String name, Variant variant) {
        to.add(Proposal.of(
                content.id() + "-" + name,
                AUTHOR,
                "none",
                brief.now(),
                new Proposal.NewVariant(content.id(), name, variant)));
    }
}
