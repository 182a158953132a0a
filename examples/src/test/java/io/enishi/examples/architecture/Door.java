package io.enishi.examples.architecture;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows Jackson to hosts in every way that {@link HouseRules#noForeignTypeInAPublicSignature()} has to find. */
public class Door {
    public JsonMapper field = new JsonMapper();
    private final JsonMapper hiddenField = new JsonMapper();

    public Door() {}

    public Door(JsonNode parameter) {}

    public Map<String, List<JsonNode>> returned() {
        return Map.of();
    }

    public <T extends JsonNode> void bounded(T parameter) {}

    public void declared() throws JacksonException {}

    protected JsonNode forSubclasses() {
        return hiddenMethod();
    }

    JsonNode hiddenMethod() {
        return hiddenField.createObjectNode();
    }
}
