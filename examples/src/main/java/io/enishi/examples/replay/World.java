package io.enishi.examples.replay;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventLog;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.Catalog;
import io.enishi.examples.csv.CsvLog;
import io.enishi.examples.csv.CsvMapping;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.shop.Assortment;
import io.enishi.examples.shop.ShopGenerator;
import io.enishi.examples.shop.ShopKnobs;
import io.enishi.examples.shop.ShopLog;
import io.enishi.examples.shop.Statement;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What a replay starts from.
 *
 * @param name of the shop, a technical name
 * @param events in event time, ties in the order of the log; second deliveries included
 * @param shopEvents what happened to the shop, as the log has it
 * @param statements what people said about advertising, in time order
 * @param catalog what the shop sells
 * @param zone where the shop keeps its clocks
 * @param lines lines of the log that became no event
 */
public record World(
        String name,
        List<CustomerEvent> events,
        List<ShopEvent> shopEvents,
        List<Statement> statements,
        Catalog catalog,
        ZoneId zone,
        LineReport lines) {

    private static final int BUFFER = 1 << 16;

    /** The generated shop. */
    public static World shop(ShopKnobs knobs) {
        return shop(knobs, ShopGenerator.generate(knobs));
    }

    /** The generated shop with everything in it that the templates live on. */
    public static World shopForTemplates(ShopKnobs knobs) {
        return shop(knobs, ShopGenerator.generateWithSideStories(knobs));
    }

    private static World shop(ShopKnobs knobs, ShopLog log) {
        return new World(
                "shop",
                inEventTime(log.events()),
                log.shopEvents(),
                log.statements(),
                Assortment.catalog(),
                knobs.zone(),
                new LineReport());
    }

    /** A purchase log in CSV, gzipped or not. */
    public static World csv(Path file, CsvMapping mapping) throws IOException {
        CsvLog log = CsvLog.read(Files.newInputStream(file), mapping);
        return new World(
                mapping.source(), log.events(), List.of(), List.of(), Catalog.empty(), mapping.zone(), log.report());
    }

    /** An event log in JSON Lines, gzipped or not; what people said about advertising is read from their newsletter events. */
    public static World jsonLines(Path file, ZoneId zone) throws IOException {
        List<CustomerEvent> events = new ArrayList<>();
        List<ShopEvent> shopEvents = new ArrayList<>();
        LineReport lines = new LineReport();
        try (InputStream in = gunzipped(Files.newInputStream(file))) {
            EventLog.Sink sink = new EventLog.Sink() {
                @Override
                public void event(long line, CustomerEvent event) {
                    events.add(event);
                }

                @Override
                public void shopEvent(long line, ShopEvent event) {
                    shopEvents.add(event);
                }

                @Override
                public void setAside(EventLog.SetAside line) {
                    lines.reject(line.line(), line.reason().key(), line.detail());
                }
            };
            EventLog.read(in, sink, Runtime.getRuntime().availableProcessors());
        }
        List<CustomerEvent> ordered = inEventTime(events);
        return new World(
                "log", ordered, shopEvents, NewsletterStatements.of(ordered), Assortment.catalog(), zone, lines);
    }

    public World in(ZoneId changed) {
        return new World(name, events, shopEvents, statements, catalog, changed, lines);
    }

    /** The same with what people said about advertising from elsewhere; lines that could not be read of it are counted with the log's. */
    public World withConsents(Path file) throws IOException {
        List<Statement> said = ConsentFile.read(file, lines);
        return new World(name, events, shopEvents, said, catalog, zone, lines);
    }

    private static List<CustomerEvent> inEventTime(List<CustomerEvent> arrived) {
        return arrived.stream()
                .sorted(Comparator.comparing(CustomerEvent::occurredAt))
                .toList();
    }

    private static InputStream gunzipped(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
        buffered.mark(2);
        boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return zipped ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }
}
