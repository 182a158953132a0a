package io.enishi.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventCodec;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.examples.shop.ShopKnobs;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {

    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void writtenShopReadsBackAsItself() throws IOException {
        ShopKnobs knobs = ShopKnobs.standard().withPeople(50);
        World shop = World.shop(knobs);
        Path file = folder.resolve("shop.jsonl.gz");
        EventCodec codec = new EventCodec();
        try (Writer writer =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (CustomerEvent event : shop.events()) {
                writer.write(codec.encode(event) + "\n");
            }
        }
        World read = World.jsonLines(file, knobs.zone());
        assertThat(read.events()).isEqualTo(shop.events());
        assertThat(read.lines().counts()).isEmpty();
    }

    @Test
    void shopEventsOfALogAreReadBesideThoseOfCustomers() throws IOException {
        EventCodec codec = new EventCodec();
        ShopEvent restocked =
                new ShopEvent("pim", EventId.of(9), APRIL.plusSeconds(60), new ShopEvent.Restocked("tea", 5));
        CustomerEvent favourited =
                event(1, List.of(Identifier.member("m-1")), new EventBody.ProductFavourited("tea", ""));
        Path file = Files.writeString(
                folder.resolve("log.jsonl"), codec.encode(restocked) + "\n" + codec.encode(favourited) + "\n");

        World world = World.jsonLines(file, ZoneOffset.UTC);

        assertThat(world.shopEvents()).containsExactly(restocked);
        assertThat(world.events()).containsExactly(favourited);
        assertThat(world.lines().counts()).isEmpty();
    }

    @Test
    void logIsReplayedInEventTime() {
        assertThat(World.shop(ShopKnobs.standard().withPeople(50)).events())
                .isSortedAccordingTo(Comparator.comparing(CustomerEvent::occurredAt));
    }

    @Test
    void badLinesAreLeftOutAndCounted() throws IOException {
        Path file = Files.writeString(folder.resolve("log.jsonl"), "{nonsense\n\n{\"format\":99}\n");
        World world = World.jsonLines(file, ZoneOffset.UTC);
        assertThat(world.events()).isEmpty();
        assertThat(world.lines().errors()).isEqualTo(2);
        assertThat(world.lines().counts()).contains(entry("malformed", 1));
    }

    @Test
    void newsletterEventsAreStatementsAboutTheLastMailGiven() {
        Identifier member = Identifier.member("m-1");
        Identifier mail = Identifier.email("hanako@mail.example");
        List<CustomerEvent> events = List.of(
                event(1, List.of(member, mail), new EventBody.Registered("web")),
                event(2, List.of(member), new EventBody.NewsletterSubscribed("mail")),
                event(3, List.of(member), new EventBody.NewsletterUnsubscribed("mail")),
                event(4, List.of(Identifier.member("m-2")), new EventBody.NewsletterSubscribed("mail")));

        assertThat(NewsletterStatements.of(events))
                .extracting(statement -> statement.address() + " " + statement.granted())
                .containsExactly(mail + " true", mail + " false");
    }

    private static CustomerEvent event(int number, List<Identifier> who, EventBody body) {
        return CustomerEvent.of("ec", EventId.of(number), who, APRIL.plusSeconds(number), body);
    }
}
