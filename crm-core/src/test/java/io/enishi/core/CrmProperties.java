package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The laws of the runtime (design: timeline, folds, journeys, runtime), on small random worlds. */
class CrmProperties {

    private static final List<Identifier> PEOPLE = List.of(
            Identifier.email("a@example.jp"),
            Identifier.email("b@example.jp"),
            Identifier.email("c@example.jp"),
            Identifier.email("d@example.jp"));

    private static Crm crm(Toys.Clock clock, Channel mail) {
        return Crm.builder("shop")
                .clock(clock)
                .fold(new Toys.OrderChain())
                .journey(new Toys.Welcome())
                .channel(mail)
                .hotCustomers(2) // so that working memory is dropped and built again all the time
                .build();
    }

    private static ConsentStatement consent(Identifier who, boolean granted, Instant at) {
        var key = new JapaneseAddressNormaliser().matchKey(who).orElseThrow();
        return granted
                ? ConsentStatement.granted(key, "newsletter", "mail", at, "web-form", "v1")
                : ConsentStatement.refused(key, "newsletter", "mail", at, "one-click");
    }

    private static List<CustomerEvent> world(Random random, int size) {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Identifier who = PEOPLE.get(random.nextInt(PEOPLE.size()));
            Instant at = START.plus(Duration.ofHours(random.nextInt(24 * 8)));
            events.add(
                    random.nextInt(3) == 0
                            ? Toys.registered("r" + i, who, at)
                            : Toys.order("o" + i, who, at, 100 + random.nextInt(900)));
        }
        return events;
    }

    private static Map<OriginId, CustomerCard> cards(Crm crm) {
        Map<OriginId, CustomerCard> cards = new TreeMap<>();
        for (CustomerId id : crm.customers(null, 100)) {
            CustomerCard card = crm.customer(id).orElseThrow();
            card.origins().forEach(origin -> cards.put(origin, card));
        }
        return cards;
    }

    @Property(tries = 60)
    void foldsAndTimelinesDoNotDependOnTheOrderOfArrivalOrOnRepetition(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 25) int size) {
        List<CustomerEvent> events = world(random, size);
        Toys.Clock clock = new Toys.Clock();
        clock.now = START.plus(Duration.ofDays(30));
        Crm inOrder = crm(clock, new Toys.Mail());
        List<CustomerEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(CustomerEvent::occurredAt).thenComparing(CustomerEvent::id));
        inOrder.acceptAll(sorted);
        Crm shuffled = crm(clock, new Toys.Mail());
        List<CustomerEvent> mixed = new ArrayList<>(events);
        mixed.addAll(events.subList(0, size / 2));
        Collections.shuffle(mixed, random);
        mixed.forEach(shuffled::accept);
        for (Identifier who : PEOPLE) {
            var one = inOrder.find(who).flatMap(inOrder::customer);
            var other = shuffled.find(who).flatMap(shuffled::customer);
            assertThat(other.map(CustomerCard::metrics)).isEqualTo(one.map(CustomerCard::metrics));
            assertThat(other.map(CustomerCard::purchases)).isEqualTo(one.map(CustomerCard::purchases));
        }
        assertThat(shuffled.verify().differences()).isEmpty();
        assertThat(shuffled.recompute().foldDifferences()).isEmpty();
    }

    @Property(tries = 80)
    void everyHistoryVerifiesAndNoAdvertisingLeavesAgainstARefusal(
            @ForAll Random random, @ForAll @IntRange(min = 5, max = 40) int steps) {
        Toys.Clock clock = new Toys.Clock();
        Toys.Mail mail = new Toys.Mail();
        Crm crm = crm(clock, mail);
        Map<Identifier, Boolean> latest = new HashMap<>();
        mail.answer = message -> {
            assertThat(latest.getOrDefault(message.to(), false))
                    .as("consent at the claim")
                    .isTrue();
            return switch (random.nextInt(5)) {
                case 0 -> new Outcome.RetryAfter(Duration.ofMinutes(30), "busy");
                case 1 -> new Outcome.Unknown("timeout");
                case 2 -> new Outcome.Rejected("bad address");
                default -> new Outcome.Accepted("ok");
            };
        };
        for (int i = 0; i < steps; i++) {
            Identifier who = PEOPLE.get(random.nextInt(PEOPLE.size()));
            Identifier other = PEOPLE.get(random.nextInt(PEOPLE.size()));
            Instant at = clock.now.plus(Duration.ofHours(random.nextInt(60) - 48));
            switch (random.nextInt(9)) {
                case 0, 1 -> crm.accept(Toys.registered("r" + i, who, at));
                case 2, 3 -> crm.accept(Toys.order("o" + i, who, at, 10 + i));
                case 4 -> {
                    boolean granted = random.nextInt(3) > 0;
                    crm.consent(consent(who, granted, clock.now));
                    latest.put(who, granted);
                }
                case 5 -> judge(crm, who, other, random.nextBoolean());
                case 6 -> crm.runDue();
                case 7 -> crm.deliver();
                default -> clock.now = clock.now.plus(Duration.ofMinutes(1 + random.nextInt(3000)));
            }
        }
        clock.now = clock.now.plus(Duration.ofDays(20));
        crm.advanceTo(clock.now);
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(crm.recompute().foldDifferences()).isEmpty();
        Map<CommandKey, Long> perKey = new HashMap<>();
        Set<String> visits = new HashSet<>();
        mail.sent.forEach(message -> perKey.merge(message.key(), 1L, Long::sum));
        perKey.keySet().forEach(key -> assertThat(visits.add(key.toString())).isTrue());
        cards(crm)
                .values()
                .forEach(card -> assertThat(card.journeys())
                        .allSatisfy(run -> assertThat(run.endedAt() == null).isEqualTo(run.end() == null)));
    }

    private static void judge(Crm crm, Identifier who, Identifier other, boolean same) {
        Set<OriginId> origins = new HashSet<>();
        for (Identifier one : List.of(who, other)) {
            crm.find(one).flatMap(crm::customer).ifPresent(card -> origins.addAll(card.origins()));
        }
        if (origins.size() < 2) {
            return;
        }
        List<OriginId> pair = origins.stream().sorted().toList();
        if (same) {
            crm.merge(pair.get(0), pair.get(pair.size() - 1), "staff", "same");
        } else {
            crm.unmerge(pair.get(0), pair.get(pair.size() - 1), "staff", "not the same");
        }
    }

    @Property(tries = 40)
    void undoingAMergeIsAsIfItNeverHadBeen(@ForAll Random random, @ForAll @IntRange(min = 2, max = 20) int size) {
        List<CustomerEvent> events = world(random, size);
        Toys.Clock clock = new Toys.Clock();
        clock.now = START.plus(Duration.ofDays(30));
        Crm merged = crm(clock, new Toys.Mail());
        Crm never = crm(clock, new Toys.Mail());
        events.forEach(merged::accept);
        events.forEach(never::accept);
        List<OriginId> origins = new ArrayList<>(cards(never).keySet());
        if (origins.size() < 2) {
            return;
        }
        OriginId a = origins.get(random.nextInt(origins.size()));
        OriginId b = origins.get(random.nextInt(origins.size()));
        if (a.equals(b)) {
            return;
        }
        merged.merge(a, b, "staff", "same");
        CustomerEvent between = Toys.order("late", PEOPLE.get(0), START.plusSeconds(7), 5);
        merged.accept(between);
        never.accept(between);
        merged.withdraw(a, b, "staff", "a mistake");
        assertThat(cards(merged).keySet()).isEqualTo(cards(never).keySet());
        cards(merged).forEach((origin, card) -> {
            CustomerCard other = cards(never).get(origin);
            assertThat(card.metrics()).isEqualTo(other.metrics());
            assertThat(card.purchases()).isEqualTo(other.purchases());
            assertThat(card.origins()).isEqualTo(other.origins());
        });
        assertThat(merged.verify().differences()).isEmpty();
    }

    @Property(tries = 15)
    void parallelInputsComeToWhatTheSerialRunOfTheCommitOrderComesTo(@ForAll Random random) throws Exception {
        Toys.Clock clock = new Toys.Clock();
        clock.now = START.plus(Duration.ofDays(30));
        Toys.Mail mail = new Toys.Mail();
        Channel guarded = new Channel() {
            @Override
            public String name() {
                return mail.name();
            }

            @Override
            public Capabilities capabilities() {
                return mail.capabilities();
            }

            @Override
            public Outcome send(Message message) {
                synchronized (mail) {
                    return mail.send(message);
                }
            }
        };
        Crm crm = crm(clock, guarded);
        PEOPLE.forEach(who -> crm.consent(consent(who, true, START.minusSeconds(1))));
        List<CustomerEvent> events = world(random, 60);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int part = 0; part < 4; part++) {
                int mine = part;
                work.add(threads.submit(() -> {
                    for (int i = mine; i < events.size(); i += 3) { // overlapping shares: duplicates race too
                        crm.accept(events.get(i));
                        if (i % 7 == 0) {
                            crm.deliver();
                        }
                        if (i % 11 == 0) {
                            crm.runDue();
                        }
                    }
                }));
            }
            for (Future<?> one : work) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        crm.deliver();
        assertThat(crm.verify().differences()).isEmpty();
        long total = events.stream()
                .filter(event -> event.type().equals("order.placed"))
                .map(CustomerEvent::id)
                .distinct()
                .count();
        long counted = crm.customers(null, 100).stream()
                .mapToLong(id -> crm.customer(id).orElseThrow().purchases().orders())
                .sum();
        assertThat(counted).isEqualTo(total);
        assertThat(mail.sent.stream().map(Channel.Message::key).distinct().count())
                .isEqualTo(mail.sent.size());
    }
}
