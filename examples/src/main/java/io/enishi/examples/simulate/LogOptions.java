package io.enishi.examples.simulate;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.CsvMapping;
import io.enishi.examples.replay.Rules;
import io.enishi.examples.replay.RulesFolder;
import io.enishi.examples.replay.TextFile;
import io.enishi.examples.replay.World;
import io.enishi.examples.shop.ShopKnobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which log is read, and how. */
final class LogOptions {

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "log: JSON Lines, or CSV with --map; may be gzipped. Without it, a generated Japanese shop")
    private @Nullable Path events;

    @Option(names = "--map", paramLabel = "MAP.yaml", description = "how to read a CSV log")
    private @Nullable String map;

    @Option(
            names = "--templates",
            description =
                    "all templates of scenarios, unless --rules says otherwise; the generated shop then holds what"
                            + " they live on")
    private boolean templates;

    @Option(
            names = "--consents",
            paramLabel = "FILE",
            description =
                    "what people said about advertising, as CSV (at, scheme, value, channel, granted, route, proof);"
                            + " without it, what the newsletter events of the log tell, which is about mail alone")
    private @Nullable Path consents;

    @Option(names = "--zone", paramLabel = "ZONE", description = "the shop's zone, such as Asia/Tokyo")
    private @Nullable String zone;

    /** @throws DefinitionException if what was asked for cannot be */
    World read() throws IOException {
        Path said = consents;
        if (said != null && !Files.isRegularFile(said)) {
            throw problem("--consents", said + ": no such file", "");
        }
        World log = readLog();
        return said == null ? log : log.withConsents(said);
    }

    private World readLog() throws IOException {
        Path file = events;
        ZoneId asked = zone();
        if (file == null) {
            World shop = templates ? World.shopForTemplates(ShopKnobs.standard()) : World.shop(ShopKnobs.standard());
            return asked == null ? shop : shop.in(asked);
        }
        if (!Files.isRegularFile(file)) {
            throw problem("--events", file + ": no such file", "");
        }
        String mapFile = map;
        if (mapFile != null) {
            World log = World.csv(file, CsvMapping.parse(TextFile.read(mapFile).text()));
            return asked == null ? log : log.in(asked);
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
            throw problem("--events", file + ": CSV needs --map", "write a mapping of its columns");
        }
        return World.jsonLines(file, asked == null ? ShopKnobs.standard().zone() : asked);
    }

    private @Nullable ZoneId zone() {
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw problem("--zone", "no zone is named \"" + zone + '"', "write one such as Asia/Tokyo");
        }
    }

    /** The rules of a folder; those of the generated shop when none is named. */
    Rules rules(String option, @Nullable Path folder) throws IOException {
        if (folder == null) {
            return templates ? Rules.templates() : Rules.shop();
        }
        return folder(option, folder).read();
    }

    /** The rules below {@code path}: a folder in which nothing can be one decides nothing, and was not meant. */
    static RulesFolder folder(String option, Path path) throws IOException {
        if (!Files.exists(path)) {
            throw problem(option, path + ": no such folder", "");
        }
        RulesFolder folder = RulesFolder.of(path);
        if (folder.isEmpty()) {
            throw problem(option, path + ": holds no rules", "name a folder of files that end in .yaml, .yml or .json");
        }
        return folder;
    }

    static DefinitionException problem(String path, String message, String advice) {
        return new DefinitionException(List.of(new Problem(path, message, advice)));
    }
}
