package io.enishi.examples.yaml;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** YAML text as a tree. */
public final class YamlTree {

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(1_000_000)
                    .maxNestingDepth(64)
                    .build())
            .build());

    private YamlTree() {}

    /**
     * The object that {@code text} is.
     *
     * @throws DefinitionException if it is no YAML object, or holds anchors, aliases or duplicate fields
     */
    public static JsonNode object(String text) {
        try {
            refuseAnchors(text);
            JsonNode root = YAML.readTree(text);
            if (root == null || !root.isObject()) {
                throw refused("must be an object with fields", "");
            }
            return root;
        } catch (JacksonException e) {
            throw refused(place(e) + "this is not YAML that can be read: " + firstLine(e.getOriginalMessage()), "");
        }
    }

    /** An alias would come back as the anchor's name instead of its value. */
    private static void refuseAnchors(String text) {
        try (JsonParser parser = YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.getObjectId() != null || ((YAMLParser) parser).isCurrentAlias()) {
                    throw refused("has an anchor or alias", "write the value out");
                }
            }
        }
    }

    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1 ? "" : "line " + location.getLineNr() + ": ";
    }

    /** The rest draws the place with an arrow. */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static DefinitionException refused(String message, String advice) {
        return new DefinitionException(new Problem("", message, advice));
    }
}
