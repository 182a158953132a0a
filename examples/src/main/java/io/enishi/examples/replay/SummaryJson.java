package io.enishi.examples.replay;

import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A summary as {@code summary.json}; without times, so that the same log and rules give the same file. */
final class SummaryJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private SummaryJson() {}

    static String write(Summary summary) {
        ObjectNode root = JSON.createObjectNode();
        root.put("events", summary.events);
        counts(root.putObject("events_by_type"), summary.eventsByType);
        root.put("duplicates", summary.duplicates);
        counts(root.putObject("reactions_by_type"), summary.reactionsByType);
        counts(root.putObject("refused_events"), summary.refusedEvents);
        root.put("people", summary.people);
        root.put("merges", summary.merges);
        ObjectNode bands = root.putObject("bands");
        summary.bands.forEach((model, sizes) -> counts(bands.putObject(model), sizes));
        counts(root.putObject("segments"), summary.segments);
        ObjectNode scenarios = root.putObject("scenarios");
        summary.scenarios.forEach((name, figures) -> {
            ObjectNode scenario = scenarios.putObject(name);
            scenario.put("entries", figures.entries);
            scenario.put("entered_people", figures.enteredPeople);
            counts(scenario.putObject("sends"), figures.sends);
            counts(scenario.putObject("ends"), figures.ends);
        });
        counts(root.putObject("refusals"), summary.refusals);
        counts(root.putObject("rejected_lines"), summary.rejectedLines);
        return JSON.writeValueAsString(root) + System.lineSeparator();
    }

    private static void counts(ObjectNode object, Map<String, ? extends Number> counts) {
        counts.forEach((name, count) -> object.put(name, count.longValue()));
    }
}
