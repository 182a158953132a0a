package io.enishi.examples.analysis;

import io.enishi.examples.replay.Table;
import io.enishi.scoring.attribution.Attribution;
import io.enishi.scoring.attribution.ChannelReturn;
import io.enishi.scoring.attribution.Credit;
import io.enishi.scoring.attribution.MarkovChain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code attribution} found, as JSON, as CSV and in words. */
final class AttributionReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final List<Attribution> shares;
    private final MarkovChain chain;
    private final Map<String, Double> costs;

    AttributionReport(List<Attribution> shares, MarkovChain chain, Map<String, Double> costs) {
        this.shares = shares;
        this.chain = chain;
        this.costs = costs;
    }

    void writeJson(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        if (!shares.isEmpty()) {
            credit(root.putObject("total"), shares.get(0).total());
            credit(root.putObject("unattributed"), shares.get(0).unattributed());
        }
        ObjectNode models = root.putObject("models");
        for (Attribution share : shares) {
            ObjectNode model = models.putObject(share.model());
            if (share.model().equals("markov")) {
                model.put("conversionProbability", chain.conversionProbability());
                ObjectNode effects = model.putObject("removalEffects");
                chain.removalEffects().forEach((channel, effect) -> effects.put(channel, effect));
            }
            ObjectNode channels = model.putObject("channels");
            for (ChannelReturn channel : share.returns(costs)) {
                ObjectNode one = channels.putObject(channel.channel());
                one.put("conversions", channel.conversions()).put("value", channel.value());
                if (!costs.isEmpty()) {
                    one.put("cost", channel.cost()).put("profit", channel.profit());
                    channel.returnOnCost().ifPresent(ratio -> one.put("returnOnCost", ratio));
                    channel.costPerConversion().ifPresent(cost -> one.put("costPerConversion", cost));
                }
            }
        }
        Files.writeString(file, JSON.writeValueAsString(root) + System.lineSeparator());
    }

    private static void credit(ObjectNode into, Credit credit) {
        into.put("conversions", credit.conversions()).put("value", credit.value());
    }

    void writeCsv(Path file) throws IOException {
        try (Table table = new Table(
                file, "model", "channel", "conversions", "value", "cost", "return_on_cost", "cost_per_conversion")) {
            for (Attribution share : shares) {
                for (ChannelReturn channel : share.returns(costs)) {
                    table.row(
                            share.model(),
                            channel.channel(),
                            channel.conversions(),
                            channel.value(),
                            channel.cost(),
                            cell(channel.returnOnCost()),
                            cell(channel.costPerConversion()));
                }
            }
        }
    }

    private static Object cell(OptionalDouble number) {
        return number.isPresent() ? (Object) number.getAsDouble() : "";
    }

    void print(PrintStream out) {
        for (Attribution share : shares) {
            Credit total = share.total();
            out.printf(
                    Locale.ROOT,
                    "%s: %.6g conversions worth %.6g%n",
                    share.model(),
                    total.conversions(),
                    total.value());
            for (ChannelReturn channel : share.returns(costs)) {
                out.printf(
                        Locale.ROOT,
                        "  %-20s %12.3f %14.3f",
                        channel.channel(),
                        channel.conversions(),
                        channel.value());
                channel.returnOnCost().ifPresent(ratio -> out.printf(Locale.ROOT, "  returns %.2f", ratio));
                out.println();
            }
            if (!share.unattributed().equals(Credit.NONE)) {
                out.printf(
                        Locale.ROOT,
                        "  (no contact)         %12.3f%n",
                        share.unattributed().conversions());
            }
        }
    }
}
