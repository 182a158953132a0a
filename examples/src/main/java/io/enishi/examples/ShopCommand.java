package io.enishi.examples;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import io.enishi.core.event.ShopEvent;
import io.enishi.examples.replay.ConsentFile;
import io.enishi.examples.shop.ShopGenerator;
import io.enishi.examples.shop.ShopKnobs;
import io.enishi.examples.shop.ShopLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shop FILE}: writes the generated shop's event log, to look at or to replay with other rules. */
@Command(
        name = "shop",
        mixinStandardHelpOptions = true,
        description = "Writes the generated shop's events as JSON Lines, in the order in which the shop heard of them.")
final class ShopCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "where to write; gzipped if it ends in .gz")
    private Path file = Path.of("shop.jsonl.gz");

    @Option(names = "--people", paramLabel = "N", description = "number of people, ${DEFAULT-VALUE} unless given")
    private int people = ShopKnobs.standard().people();

    @Option(
            names = "--templates",
            description =
                    "with what the templates of scenarios live on: stock, prices, launches, samples, surveys, the app")
    private boolean templates;

    @Option(
            names = "--consents",
            paramLabel = "FILE",
            description = "write what the people said about advertising there, as CSV: the log has no room for it, and"
                    + " simulate takes it under the same name")
    private @Nullable Path consents;

    @Override
    public Integer call() throws IOException {
        EventCodec codec = new EventCodec();
        ShopKnobs knobs = ShopKnobs.standard().withPeople(people);
        ShopLog log = templates ? ShopGenerator.generateWithSideStories(knobs) : ShopGenerator.generate(knobs);
        try (BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out(), StandardCharsets.UTF_8))) {
            for (ShopEvent event : log.shopEvents()) {
                writer.write(codec.encode(event));
                writer.write('\n');
            }
            for (CustomerEvent event : log.events()) {
                writer.write(codec.encode(event));
                writer.write('\n');
            }
        }
        if (consents != null) {
            ConsentFile.write(consents, log.statements());
        }
        return 0;
    }

    private OutputStream out() throws IOException {
        OutputStream plain = Files.newOutputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain;
    }
}
