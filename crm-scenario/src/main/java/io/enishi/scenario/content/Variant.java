package io.enishi.scenario.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different in a variant of a content; all else is as the content says.
 *
 * @param subject null for the content's
 * @param preheader null for the content's
 * @param order names of the blocks in order, each at most once; blocks that are not named are left out; empty for the content's
 * @param blocks take the place of the content's blocks of the same name
 */
public record Variant(@Nullable String subject, @Nullable String preheader, List<String> order, List<Block> blocks) {

    public Variant {
        order = List.copyOf(order);
        blocks = List.copyOf(blocks);
    }

    /** Another subject. */
    public static Variant subject(String subject) {
        return new Variant(subject, null, List.of(), List.of());
    }

    /** Another order of blocks. */
    public static Variant order(String... names) {
        return new Variant(null, null, List.of(names), List.of());
    }

    /** Other blocks in place of those of the same name. */
    public static Variant blocks(Block... blocks) {
        return new Variant(null, null, List.of(), List.of(blocks));
    }
}
