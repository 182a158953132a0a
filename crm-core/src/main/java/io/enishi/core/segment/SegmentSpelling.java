package io.enishi.core.segment;

import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.spelling.ConditionTree;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Segments as YAML and JSON, lossless both ways.
 *
 * <p>One segment is a mapping of {@code segment} (the name), {@code description}, {@code membership} ({@code live}, the default, or
 * {@code snapshot}) and {@code when}, a condition as {@link io.enishi.core.condition.ConditionSpelling} spells it. Several stand in
 * a list under {@code segments}.
 */
public final class SegmentSpelling {

    private SegmentSpelling() {}

    /**
     * Reads one segment.
     *
     * @throws DefinitionException with everything that is wrong with it
     */
    public static Segment parse(String text) {
        return Document.parse(text).read(value -> value.mapping(SegmentSpelling::segment));
    }

    /**
     * Reads a text with one segment, or with several under {@code segments}.
     *
     * @throws DefinitionException with everything that is wrong with any of them, two of one name included
     */
    public static List<Segment> parseAll(String text) {
        return Document.parse(text)
                .read(value -> value.mapping(in -> in.has("segments") ? several(in) : List.of(segment(in))));
    }

    private static List<Segment> several(DocReader in) {
        List<Segment> segments = in.list("segments", value -> value.mapping(SegmentSpelling::segment));
        return in.build(() -> {
            List<Problem> problems = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (int i = 0; i < segments.size(); i++) {
                if (!names.add(segments.get(i).name())) {
                    problems.add(new Problem(
                            "segments[" + i + "].segment",
                            "a segment is named \"" + segments.get(i).name() + "\" already",
                            "choose another name"));
                }
            }
            if (!problems.isEmpty()) {
                throw new DefinitionException(problems);
            }
            return segments;
        });
    }

    private static Segment segment(DocReader in) {
        String name = in.name("segment");
        String description = in.read("description", "", DocValue::text);
        Segment.Membership membership = in.choice("membership", Segment.Membership.class, Segment.Membership.LIVE);
        var when = ConditionTree.read(in, "when");
        return in.build(() -> new Segment(name, description, membership, when));
    }

    public static String toYaml(Segment segment) {
        return document(segment).toYaml();
    }

    public static String toJson(Segment segment) {
        return document(segment).toJson();
    }

    /** All of them under {@code segments}. */
    public static String toYaml(List<Segment> segments) {
        return Document.of(new DocWriter()
                        .list("segments", segments, SegmentSpelling::node)
                        .node())
                .toYaml();
    }

    static Document document(Segment segment) {
        return Document.of(node(segment));
    }

    private static Node.Mapping node(Segment segment) {
        return new DocWriter()
                .put("segment", segment.name())
                .putUnless("", "description", segment.description())
                .putUnless(Segment.Membership.LIVE, "membership", segment.membership())
                .put("when", ConditionTree.write(segment.when()))
                .node();
    }
}
