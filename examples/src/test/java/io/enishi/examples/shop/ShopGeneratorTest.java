package io.enishi.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopGeneratorTest {

    private static final ShopLog SHOP = ShopGenerator.generate(ShopKnobs.standard());

    @Test
    void sameKnobsGiveTheSameLog() {
        assertThat(ShopGenerator.generate(ShopKnobs.standard()).events()).isEqualTo(SHOP.events());
    }

    /** Pinned: a change of this digest means that the shipped replay tells another story, and its figures in the README move. */
    @Test
    void shippedShopIsTheOneThatWasPublished() {
        Map<String, Long> byType = SHOP.events().stream()
                .collect(Collectors.groupingBy(CustomerEvent::type, TreeMap::new, Collectors.counting()));
        assertThat(EventId.named(byType.toString()))
                .as(byType.toString())
                .hasToString("677c3cef-653c-bae0-b3d7-165f7c3c8b6b");
    }

    @Test
    void eventsComeInOrderOfArrival() {
        assertThat(SHOP.events()).isSortedAccordingTo(Comparator.comparing(CustomerEvent::receivedAt));
    }

    @Test
    void everythingHappensWithinTheLog() {
        ShopKnobs knobs = ShopKnobs.standard();
        assertThat(SHOP.events()).allSatisfy(event -> {
            assertThat(event.occurredAt()).isBefore(knobs.end());
            assertThat(event.occurredAt())
                    .isAfterOrEqualTo(
                            knobs.firstDay().atStartOfDay(knobs.zone()).toInstant());
        });
    }

    @Test
    void someEventsArriveLateAndSomeTwice() {
        long late = SHOP.events().stream()
                .filter(event -> event.receivedAt().isAfter(event.occurredAt()))
                .count();
        Set<String> ids = new HashSet<>();
        long twice = SHOP.events().stream()
                .filter(event -> !ids.add(event.source() + "/" + event.id()))
                .count();
        assertThat(late).isBetween(1_000L, 5_000L);
        assertThat(twice).isBetween(300L, 1_500L);
    }

    @Test
    void relativesShareMailButNotNames() {
        Map<String, Set<String>> namesByMail = new HashMap<>();
        for (Person person : SHOP.people()) {
            namesByMail.computeIfAbsent(person.email(), mail -> new HashSet<>()).add(person.name());
        }
        assertThat(namesByMail.values().stream()
                        .filter(names -> names.size() > 1)
                        .count())
                .isGreaterThan(50);
    }

    @Test
    void storeCustomersWhoRegisterOnTheSiteShowTheirCard() {
        assertThat(SHOP.events())
                .filteredOn(event -> event.type().equals("custom:card-linked"))
                .hasSizeGreaterThan(50)
                .allSatisfy(event -> assertThat(event.identifiers()).hasSize(2).allMatch(who -> who.verified()));
    }

    @Test
    void inkFollowsPrinters() {
        List<String> printersThenInk = SHOP.events().stream()
                .filter(event -> event.body() instanceof EventBody.OrderPlaced)
                .map(event -> ((EventBody.OrderPlaced) event.body()).order())
                .flatMap(order -> order.lines().stream())
                .map(line -> line.category())
                .filter(category -> category.equals("ink") || category.equals("printer"))
                .toList();
        assertThat(printersThenInk).filteredOn("ink"::equals).hasSizeGreaterThan(300);
        assertThat(printersThenInk).filteredOn("printer"::equals).hasSizeGreaterThan(300);
    }

    @Test
    void nobodySpendsPointsThatWereNotEarned() {
        Map<Long, Long> balances = new HashMap<>();
        Set<String> seen = new HashSet<>();
        SHOP.events().stream()
                .filter(event -> seen.add(event.source() + "/" + event.id()))
                .sorted(Comparator.comparing(CustomerEvent::occurredAt))
                .forEach(event -> {
                    long person = event.id().low() >> 20;
                    if (event.body() instanceof EventBody.PointsGranted granted) {
                        balances.merge(person, granted.points(), Long::sum);
                    } else if (event.body() instanceof EventBody.PointsUsed used) {
                        assertThat(balances.merge(person, -used.points(), Long::sum))
                                .isNotNegative();
                    }
                });
        assertThat(balances).hasSizeGreaterThan(500);
    }

    @Test
    void personsHideWhatIsPersonal() {
        Person person = SHOP.people().get(0);
        assertThat(person.toString()).doesNotContain(person.email()).doesNotContain(person.phone());
    }
}
