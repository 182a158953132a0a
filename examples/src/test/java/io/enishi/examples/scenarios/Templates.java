package io.enishi.examples.scenarios;

import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.segment.Segment;
import io.enishi.core.segment.SegmentSpelling;
import io.enishi.core.spi.Channel;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import io.enishi.scenario.contact.RecipientLimits;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.content.LegalFooter;
import io.enishi.scoring.ScoreModel;
import io.enishi.testkit.RecordingChannel;
import io.enishi.testkit.ScenarioHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The scenarios that ship, and the segments, score models and channels that they need. */
final class Templates {

    private static final Path FOLDER = Path.of("scenarios");

    /** The texts of all templates: whatever a test of a template sends is rendered. */
    static final ContentLibrary CONTENTS = contents();

    private Templates() {}

    private static ContentLibrary contents() {
        try {
            return ContentLibrary.builder()
                    .directory(FOLDER.resolve("contents"))
                    .footer(LegalFooter.parse(text(Path.of("rules", "shop", "legal-footer.yaml"))))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an ordinary shop has. */
    static ScenarioContext shop() {
        return ScenarioContext.standard()
                .withChannels(channels())
                .withSegments(segments().stream().map(Segment::name).toList())
                .withMetrics(metrics())
                .withContents(CONTENTS);
    }

    static Scenario read(String name) {
        return Scenario.parse(text(FOLDER.resolve(name + ".yaml")));
    }

    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shop that runs these templates, with all segments, score models and channels. */
    static ScenarioHarness.Builder running(String... names) {
        ScenarioHarness.Builder builder = ScenarioHarness.running(
                Arrays.stream(names).map(Templates::read).toArray(Scenario[]::new));
        segments().forEach(builder::segment);
        return builder.channel(receipt())
                .wiring(crm -> crm.renderer(CONTENTS))
                .wiring(crm -> models().forEach(model -> crm.fold(model.fold())))
                .wiring(crm -> crm.quota(RecipientLimits.in(new InMemoryAccounts())));
    }

    static List<Segment> segments() {
        return Stream.of("shop", "templates")
                .map(rules -> Path.of("rules", rules, "segments.yaml"))
                .flatMap(file -> SegmentSpelling.parseAll(text(file)).stream())
                .toList();
    }

    static List<ScoreModel> models() {
        return Stream.of(
                        Path.of("rules", "shop", "engagement.yaml"),
                        Path.of("rules", "templates", "points-balance.yaml"))
                .map(file -> ScoreModel.parse(text(file)))
                .toList();
    }

    static List<String> metrics() {
        return models().stream()
                .flatMap(model -> model.fold().publishes().stream())
                .toList();
    }

    static List<Channel> channels() {
        return List.of(
                RecordingChannel.mail(),
                RecordingChannel.line(),
                RecordingChannel.sms(),
                RecordingChannel.push(),
                RecordingChannel.dm(),
                RecordingChannel.insert(),
                receipt());
    }

    /** The till prints a line on the receipt of whoever shows a card; here it knows them by the phone number of the card. */
    static RecordingChannel receipt() {
        return RecordingChannel.of(
                "receipt", new Channel.Capabilities(Set.of("phone"), false, true, Duration.ofDays(30), false));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
