package io.enishi.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.examples.shop.ShopKnobs;
import io.enishi.examples.shop.Statement;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.funnel.Funnel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All templates at once in the generated shop, eighteen months of 300 people: laws that hold whatever the scenarios say. */
class AllTemplatesTest {

    private static final ShopKnobs KNOBS = ShopKnobs.standard().withPeople(300);

    private static World world;
    private static Rules rules;
    private static Replay replay;
    private static final List<CustomerCard> CARDS = new ArrayList<>();

    @BeforeAll
    static void run() throws IOException {
        world = World.shopForTemplates(KNOBS);
        rules = Rules.templates();
        replay = new Replay(world, rules, new Stopwatch());
        replay.run(done -> {});
        new Results(replay).forEachCard(CARDS::add);
    }

    @Test
    void allScenariosRunTogetherAndAreEnteredByWhatTheShopTells() throws IOException {
        Map<String, Integer> entries = new TreeMap<>();
        CARDS.forEach(
                card -> card.journeys().forEach(run -> entries.merge(run.key().journey(), 1, Integer::sum)));

        assertThat(rules.scenarios()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(rules.scenarios().stream().map(Scenario::name))
                .as("every shipped template but the one that stands in for another")
                .containsExactlyInAnyOrderElementsOf(shipped());
        assertThat(shipped()).filteredOn(name -> !entries.containsKey(name)).isEmpty();
    }

    private static List<String> shipped() throws IOException {
        List<String> names = new ArrayList<>();
        for (TextFile file : RulesFolder.of(Path.of("scenarios")).files()) {
            boolean isText = file.name().contains("contents");
            if (!isText
                    && !file.name()
                            .contains("dormant-any-action")) { // stands in for 17-dormant on logs of purchases alone
                names.add(Scenario.parse(file.text()).name());
            }
        }
        return names;
    }

    @Test
    void noAdvertisingAfterARefusalOfItsAddress() {
        Map<Address, List<Statement>> said = new HashMap<>();
        for (Statement statement : world.statements()) {
            Address about = address(statement.channel(), statement.address());
            said.computeIfAbsent(about, absent -> new ArrayList<>()).add(statement);
        }
        int looked = 0;
        for (CustomerCard card : CARDS) {
            for (Dispatched sent : card.dispatched()) {
                StoredCommand row = replay.crm().command(sent.key()).orElseThrow();
                var message = row.message();
                if (sent.messageClass() != MessageClass.ADVERTISING || message == null) {
                    continue;
                }
                Statement last = null;
                for (Statement statement : said.getOrDefault(address(sent.channel(), message.to()), List.of())) {
                    last = statement.at().isAfter(sent.at()) ? last : statement;
                }
                if (last != null) {
                    looked++;
                    assertThat(last.granted())
                            .as(sent.key() + " by " + sent.channel() + " at " + sent.at() + " after " + last)
                            .isTrue();
                }
            }
        }
        assertThat(looked)
                .as("messages to addresses that somebody stated something about")
                .isGreaterThan(500);
    }

    private record Address(String channel, MatchKey key) {}

    private static Address address(String channel, Identifier address) {
        return new Address(
                channel, new JapaneseAddressNormaliser().matchKey(address).orElseThrow());
    }

    /** One advertisement a day, three in seven days, two in thirty days on LINE: rules/shop/contact.yaml, counted by hand. */
    @Test
    void theCapsOfTheShopHoldOverAllScenarios() {
        for (CustomerCard card : CARDS) {
            if (card.origins().size() > 1) {
                continue; // what two accounts got before they were known to be one person counts for both
            }
            List<Instant> all = new ArrayList<>();
            List<Instant> line = new ArrayList<>();
            Set<LocalDate> days = new HashSet<>();
            for (Dispatched sent : card.dispatched()) {
                if (sent.messageClass() == MessageClass.ADVERTISING && !sent.refused()) {
                    all.add(sent.at());
                    if (sent.channel().equals("line")) {
                        line.add(sent.at());
                    }
                    assertThat(days.add(sent.at().atZone(KNOBS.zone()).toLocalDate()))
                            .as("a second advertisement of a day: " + sent.key())
                            .isTrue();
                }
            }
            assertAtMost(3, Duration.ofDays(7), all);
            assertAtMost(2, Duration.ofDays(30), line);
        }
    }

    private static void assertAtMost(int most, Duration span, List<Instant> sent) {
        sent.sort(null);
        for (int i = most; i < sent.size(); i++) {
            assertThat(Duration.between(sent.get(i - most), sent.get(i))).isGreaterThanOrEqualTo(span);
        }
    }

    @Test
    void everyRunEndsOnceOrGoesOn() {
        Set<String> keys = new HashSet<>();
        for (CustomerCard card : CARDS) {
            for (InstanceSummary run : card.journeys()) {
                assertThat(keys.add(run.key().toString()))
                        .as("one run: " + run.key())
                        .isTrue();
                assertThat(run.endedAt() == null)
                        .as("an end with its time: " + run)
                        .isEqualTo(run.end() == null);
            }
        }
    }

    @Test
    void theFunnelOfTheLogAgreesWithTheCards() {
        Map<String, Long> entered = new TreeMap<>();
        Map<String, Long> sent = new TreeMap<>();
        for (CustomerCard card : CARDS) {
            card.journeys().forEach(run -> entered.merge(run.key().journey(), 1L, Long::sum));
            card.dispatched().stream()
                    .filter(message -> !message.refused())
                    .forEach(message -> sent.merge(message.key().journey(), 1L, Long::sum));
        }
        Funnel funnel = Funnel.of(replay.crm());

        Map<String, Long> counted = new TreeMap<>();
        Map<String, Long> left = new TreeMap<>();
        funnel.paths().forEach((path, figures) -> {
            assertThat(path.version()).as(path.scenario()).isNotEmpty();
            assertThat(figures.running()
                            + figures.ends().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                    .isEqualTo(figures.entered());
            counted.merge(path.scenario(), figures.entered(), Long::sum);
            long messages = figures.steps().values().stream()
                    .mapToLong(Funnel.Step::messages)
                    .sum();
            if (messages > 0) {
                left.merge(path.scenario(), messages, Long::sum);
            }
        });
        assertThat(counted).isEqualTo(entered);
        assertThat(left).isEqualTo(sent);
    }

    @Test
    void nothingIsLeftBehind() {
        List<StoredCommand> dead = new ArrayList<>();
        new Results(replay).forEachCommand(Status.DEAD, dead::add);
        assertThat(dead).isEmpty();
        assertThat(replay.crm().verify().isIdentical()).isTrue();
    }
}
