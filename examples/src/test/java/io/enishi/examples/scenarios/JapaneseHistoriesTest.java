package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.SERUM;
import static io.enishi.examples.scenarios.Happenings.answered;
import static io.enishi.examples.scenarios.Happenings.cart;
import static io.enishi.examples.scenarios.Happenings.custom;
import static io.enishi.examples.scenarios.Happenings.grantedPoints;
import static io.enishi.examples.scenarios.Happenings.launched;
import static io.enishi.examples.scenarios.Happenings.leaves;
import static io.enishi.examples.scenarios.Happenings.order;
import static io.enishi.examples.scenarios.Happenings.priceChanged;
import static io.enishi.examples.scenarios.Happenings.restocked;
import static io.enishi.examples.scenarios.Happenings.subscription;
import static io.enishi.examples.scenarios.Happenings.subscriptionOrder;
import static io.enishi.examples.scenarios.Happenings.usedPoints;
import static io.enishi.examples.scenarios.Happenings.viewed;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.SubscriptionChanged.State;
import io.enishi.core.event.EventType;
import io.enishi.core.segment.Segment;
import io.enishi.core.segment.SegmentSpelling;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.examples.shop.Assortment;
import io.enishi.scenario.ExplanationText;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is told in Japanese of people in all templates is Japanese, apart from the names that the shop gave. */
class JapaneseHistoriesTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z-]*");
    /** Ids, types of events, places of steps, and what else holds digits or signs that no word of English has. */
    private static final Pattern CODE =
            Pattern.compile("[A-Za-z0-9_-]*[.:/_0-9][A-Za-z0-9.:/_#-]*|[A-Za-z0-9]+-[A-Za-z0-9-]+");
    /** Words of the language of rules: where they stand in a rule they are no names. */
    private static final Set<String> NO_NAMES = Set.of(
            "actions",
            "orders",
            "all",
            "any",
            "not",
            "always",
            "first",
            "last",
            "sum",
            "count",
            "average",
            "happening",
            "before",
            "after",
            "entry",
            "goal",
            "exit",
            "yes",
            "no",
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "months",
            "year",
            "years",
            "once",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday");
    /** What Japanese shops write in Latin letters, too. */
    /** The sources of events, and what the harness writes down as the reason of a merge. */
    private static final List<String> OF_THE_HARNESS =
            List.of("(enishi)", "(shop)", "(stock)", "(harness)", "the same person");

    private static final Set<String> USED_IN_JAPANESE = Set.of("LINE", "SMS", "UTC", "Webhook");

    @Test
    void historiesOfAllTemplatesAreToldInJapanese() throws IOException {
        List<Scenario> scenarios =
                Templates.names().stream().map(Templates::read).toList();
        Told told = new Told(scenarios);
        try (ScenarioHarness shop = Templates.running(Templates.names().toArray(String[]::new))
                .from("2026-04-01T10:00")
                .catalog(JapaneseHistoriesTest::facts)
                .contactRules(ContactRules.parse(Files.readString(Path.of("rules/shop/contact.yaml"))))
                .start()) {
            List<Someone> people = lives(shop);
            for (Someone someone : people) {
                CustomerId id = someone.id();
                for (Scenario scenario : scenarios) {
                    told.hear(ExplanationText.of(shop.crm().why(id, scenario.name()), Locale.JAPANESE, TOKYO));
                }
                for (DecisionRecord decision : shop.crm().decisions(id)) {
                    told.hear(ExplanationText.of(decision, Locale.JAPANESE, TOKYO));
                }
            }
            Set<String> started = new TreeSet<>();
            for (Scenario scenario : scenarios) {
                if (people.stream().anyMatch(someone -> someone.entries(scenario.name()) > 0)) {
                    started.add(scenario.name());
                }
            }
            assertThat(started)
                    .containsAll(scenarios.stream().map(Scenario::name).toList());
        }
        assertThat(told.leftovers()).isEmpty();
    }

    private static List<AttributeValue> facts(String product, String fact) {
        if (fact.equals(Catalog.CONSUMABLE_OF) && product.startsWith("INK")) {
            return List.of(AttributeValue.of("printer"));
        } else if (fact.equals("sample-of") && product.equals("BT-30-TRIAL")) {
            return List.of(AttributeValue.of(SERUM));
        } else if (fact.equals(Catalog.STOCK)) {
            return List.of(AttributeValue.of(20));
        }
        return Assortment.catalog().facts(product, fact);
    }

    /** A year and a half in which each template is entered by somebody, and left in different ways. */
    private static List<Someone> lives(ScenarioHarness shop) {
        List<Someone> people = new ArrayList<>();
        Someone novice = someone(shop, people, "novice");
        novice.states("knowledge-level", "novice");
        novice.states("prefecture", "北海道");
        novice.states("birth-date", LocalDate.of(1988, 7, 20));
        novice.registers();
        Someone silent = someone(shop, people, "silent");
        silent.does(new EventBody.Registered("store"));
        Someone looks = someone(shop, people, "looks");
        looks.does(new EventBody.ProductFavourited("cup", ""));
        looks.does(new EventBody.RestockRequested("pot", ""));
        looks.does(viewed("pan"));
        Someone fills = someone(shop, people, "fills");
        fills.does(cart("pan"));
        Someone leavesTheCart = someone(shop, people, "leaves-the-cart");
        leavesTheCart.refuses("newsletter", "line");
        leavesTheCart.does(cart("pot"));
        Someone subscriber = someone(shop, people, "subscriber");
        subscriber.does(subscription(State.STARTED));
        subscriber.orders(subscriptionOrder("first"));
        subscriber.does(leaves(shop, "2026-05-01T10:00"));
        subscriber.does(subscription(State.CANCEL_PAGE_VIEWED));
        Someone steady = someone(shop, people, "steady");
        steady.does(subscription(State.STARTED));
        steady.orders(subscriptionOrder("first-of-steady"));
        steady.does(leaves(shop, "2026-05-20T10:00"));
        Someone climbs = someone(shop, people, "climbs");
        climbs.orders("climb", 85_000);
        Someone golden = someone(shop, people, "golden");
        golden.states("rank", "gold");
        golden.orders("gold-1", 3_000);
        Someone collects = someone(shop, people, "collects");
        collects.does(grantedPoints(shop, "lot-1", 1_200, "2026-12-01T00:00"));
        collects.does(new EventBody.PaymentFailed("invoice-1", 1, "card expired"));
        Someone vip = someone(shop, people, "vip");
        vip.orders("big", 160_000);
        Someone ranked = someone(shop, people, "ranked");
        ranked.orders("much", 85_000);
        Someone inTheStore = someone(shop, people, "in-the-store").comesWith("pos-card", "line");
        inTheStore.orders(order("P-1", "store:shibuya", "pan", 6_600));
        inTheStore.does(new EventBody.StoreVisited("shibuya"));
        Someone friend = someone(shop, people, "friend").comesWith("line");
        friend.unblocks("line");
        Someone serum = someone(shop, people, "serum");
        serum.orders(order("trial", "ec", "BT-30-TRIAL", 500));
        serum.receives("trial");
        Someone prints = someone(shop, people, "prints");
        prints.orders("printer", "PR-100", "printer", 24_800);
        prints.receives("printer");
        Someone mill = someone(shop, people, "mill");
        mill.orders("mill", "CF-MILL", "kitchen", 7_800);
        mill.receives("mill");
        Someone complains = someone(shop, people, "complains");
        complains.orders("broken", 12_000);
        complains.complains("case-1");
        complains.does(answered("nps", 3));
        shop.advance(days(1));

        looks.does(viewed("pan"));
        looks.does(viewed("pan"));
        restocked(shop, "cup", 40);
        restocked(shop, "pot", 3);
        launched(shop, "new-cup", "2026-05-10T10:00");
        fills.orders(order("bought", "ec", "pan", 3_000));
        complains.does(new EventBody.CaseResolved("case-1", 60));
        subscriber.does(subscription(State.CANCELLED));
        shop.advance(days(5));
        priceChanged(shop, "pan", 5_000, 4_000);
        novice.taps("second-step");
        mill.returns("mill");
        silent.blocks("line");
        fills.receives("bought");
        inTheStore.does(custom("near-store", "store", "shibuya"));
        vip.complains("case-2");
        for (int i = 0; i < 3; i++) {
            shop.advance(days(40));
            prints.orders(order("ink-" + i, "ec", "INK-4C", 4_980));
            serum.orders(order("serum-" + i, "ec", SERUM, 5_500));
            collects.orders("often-" + i, 2_000);
        }
        vip.does(new EventBody.CaseResolved("case-2", -10));
        collects.does(usedPoints(100));
        shop.advance(months(3));
        vip.returns("big");
        ranked.cancels("much");
        shop.merge(ranked, silent);
        shop.advanceTo("2027-10-01T10:00");
        return people;
    }

    private static Someone someone(ScenarioHarness shop, List<Someone> people, String name) {
        Someone someone = shop.given(name);
        people.add(someone);
        return someone;
    }

    /** What was told, and what is left of it in English. */
    private static final class Told {
        private final List<String> authored;
        private final Set<String> names = new TreeSet<>(USED_IN_JAPANESE);
        private final TreeMap<String, String> leftovers = new TreeMap<>();

        Told(List<Scenario> scenarios) {
            Set<String> texts = new TreeSet<>();
            scenarios.forEach(scenario -> texts(scenario.toJson(), texts));
            for (Segment segment : Templates.segments()) {
                texts(SegmentSpelling.toJson(segment), texts);
            }
            texts.removeIf(text -> text.matches("[0-9].*"));
            authored = texts.stream()
                    .filter(text -> text.contains(" ") || text.contains("-"))
                    .sorted(Comparator.comparing(String::length).reversed())
                    .toList();
            texts.stream().filter(text -> !NO_NAMES.contains(text)).forEach(names::add);
            EventType.all().forEach(type -> names.addAll(type.fields().keySet()));
            names.addAll(Templates.metrics());
        }

        private static void texts(String json, Set<String> into) {
            Matcher text = TEXT.matcher(json);
            while (text.find()) {
                boolean isKey = json.startsWith(":", text.end());
                if (!isKey) {
                    into.add(text.group(1));
                }
            }
        }

        void hear(String story) {
            story.lines().forEach(line -> {
                String rest = line;
                for (String text : OF_THE_HARNESS) {
                    rest = rest.replace(text, "");
                }
                for (String text : authored) {
                    rest = rest.replace(text, "");
                }
                Matcher word = WORD.matcher(CODE.matcher(rest).replaceAll(""));
                while (word.find()) {
                    if (!names.contains(word.group())) {
                        leftovers.putIfAbsent(word.group(), line.strip());
                    }
                }
            });
        }

        List<String> leftovers() {
            return leftovers.entrySet().stream()
                    .map(each -> each.getKey() + " in: " + each.getValue())
                    .toList();
        }
    }
}
