package io.enishi.examples.simulate;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Names;
import io.enishi.core.value.Scheme;
import io.enishi.examples.replay.Replay;
import io.enishi.examples.replay.Rules;
import io.enishi.examples.replay.SimulatedChannel;
import io.enishi.examples.replay.World;
import io.enishi.scenario.ExplanationText;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.rehearsal.History;
import io.enishi.scenario.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code why CUSTOMER SCENARIO}: why somebody is in a scenario or is not. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells why a customer is in a scenario, or is not: every rule, exit, consent and cap with its value at a"
                    + " moment, and what",
            "was decided before. Exit code: 0; 1 told, and some lines of the log were rejected; 2 invalid input,"
                    + " definitions, or nobody of that name."
        })
public final class WhyCommand implements Callable<Integer> {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "an identifier such as member:m-00048")
    private String customer = "";

    @Parameters(index = "1", paramLabel = "SCENARIO", description = "its name")
    private String scenario = "";

    @Mixin
    private LogOptions log = new LogOptions();

    @Option(names = "--rules", paramLabel = "DIR", description = "the rules; the shop's unless given")
    private @Nullable Path rules;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "when, such as 2026-03-01T00:00:00Z; the end of the log")
    private @Nullable String at;

    @Option(names = "--lang", paramLabel = "en|ja", description = "English or Japanese")
    private String language = "en";

    @Option(names = "--json", description = "as data")
    private boolean json;

    private final PrintStream console = System.out;

    @Override
    public Integer call() throws IOException {
        if (!language.equals("en") && !language.equals("ja")) {
            throw LogOptions.problem("--lang", "must be en or ja, but was \"" + language + '"', "");
        }
        Rules read = log.rules("--rules", rules);
        List<Channel> channels = SimulatedChannel.silent();
        List<String> names =
                read.scenarios().stream().map(Scenario::name).sorted().toList();
        if (!names.contains(scenario)) {
            throw LogOptions.problem(
                    "SCENARIO", "no scenario is named \"" + scenario + '"', Names.didYouMean(scenario, names));
        }
        World world = log.read();
        world.lines().forEachError(5, (line, reason) -> System.err.println("line " + line + ": " + reason));
        AddressNormaliser normaliser = new JapaneseAddressNormaliser();
        List<ConsentStatement> statements = world.statements().stream()
                .flatMap(said -> Replay.consent(said, normaliser).stream())
                .toList();
        History history = History.of(world.events(), statements).with(world.shopEvents());
        Rehearsal rehearsal = Rehearsal.of(read.compile(channels))
                .channels(channels)
                .wiring(crm -> {
                    read.wireAround(crm);
                    crm.catalog(world.catalog());
                })
                .identity(read.identity())
                .normaliser(normaliser)
                .zone(world.zone());
        Instant when = when(history);
        for (Identifier candidate : candidates(world)) {
            Optional<Crm> around = rehearsal.around(history, candidate, when);
            CustomerId found = around.flatMap(crm -> crm.find(candidate)).orElse(null);
            if (found != null) {
                tell(around.orElseThrow(), found, world);
                return world.lines().errors() > 0 ? 1 : 0;
            }
        }
        throw LogOptions.problem(
                "CUSTOMER",
                "nobody is known as \"" + customer + "\" by then",
                "write an identifier such as member:m-00048");
    }

    private Instant when(History history) {
        String asked = at;
        if (asked == null) {
            List<CustomerEvent> events = history.events();
            return events.isEmpty()
                    ? Instant.EPOCH
                    : events.get(events.size() - 1).occurredAt();
        }
        try {
            return Instant.parse(asked);
        } catch (DateTimeParseException e) {
            throw LogOptions.problem(
                    "--at", "is no instant: \"" + asked + '"', "write one such as 2026-03-01T00:00:00Z");
        }
    }

    private List<Identifier> candidates(World world) {
        List<Identifier> candidates = new ArrayList<>();
        for (int colon = customer.indexOf(':'); colon >= 0; colon = customer.indexOf(':', colon + 1)) {
            String scheme = customer.substring(0, colon);
            String value = customer.substring(colon + 1);
            if (Names.isName(scheme, 64) && !value.isBlank()) {
                candidates.add(Identifier.of(Scheme.of(scheme), value));
            }
        }
        if (candidates.isEmpty() && !customer.isBlank()) {
            world.events().stream()
                    .map(event -> event.identifiers().get(0).scheme())
                    .distinct()
                    .sorted()
                    .forEach(scheme -> candidates.add(Identifier.of(scheme, customer)));
        }
        return candidates;
    }

    private void tell(Crm crm, CustomerId id, World world) {
        Explanation why = crm.why(id, scenario);
        List<DecisionRecord> decisions = crm.decisions(id).stream()
                .filter(record -> record.journeys().stream()
                        .anyMatch(journey -> journey.journey().equals(scenario)))
                .toList();
        if (json) {
            ObjectNode root = JSON.createObjectNode();
            root.put("customer", id.toString());
            root.put("scenario", scenario);
            data(root.putObject("why"), why);
            ArrayNode history = root.putArray("decisions");
            decisions.forEach(record -> history.add(record.toText().strip()));
            console.println(JSON.writeValueAsString(root));
            return;
        }
        boolean japanese = language.equals("ja");
        Locale locale = japanese ? Locale.JAPANESE : Locale.ENGLISH;
        console.print(ExplanationText.of(why, locale, world.zone()));
        console.println();
        console.println(japanese ? "これまでの判断" : "decided so far");
        decisions.forEach(record ->
                console.print(ExplanationText.of(record, locale, world.zone()).indent(2)));
        if (decisions.isEmpty()) {
            console.println(japanese ? "  なし" : "  nothing");
        }
    }

    private static void data(ObjectNode node, Explanation part) {
        node.put("asked", part.asked());
        node.put("holds", part.holds());
        if (!part.found().isEmpty()) {
            node.put("found", part.found());
        }
        if (part.until() != Long.MAX_VALUE) {
            node.put("until", Instant.ofEpochMilli(part.until()).toString());
        }
        if (!part.parts().isEmpty()) {
            ArrayNode parts = node.putArray("parts");
            part.parts().forEach(inner -> data(parts.addObject(), inner));
        }
    }
}
