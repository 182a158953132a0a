package io.enishi.scenario.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.CommandKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However messages are divided among workers, and however many put them in order: the order is by time, then key. */
class SendOrderProperties {

    @Property
    void theOrderIsThatOfOneSort(
            @ForAll("parts") List<List<Sent>> parts, @ForAll @IntRange(min = 1, max = 5) int count) {
        List<Sent> expected = new ArrayList<>();
        parts.forEach(expected::addAll);
        expected.sort(Comparator.comparing(Sent::at).thenComparing(Sent::key));
        parts.forEach(SendOrder::sort);
        SendOrder order = new SendOrder(parts);
        List<Sent> found = new ArrayList<>();
        order.stretches(count).forEach(stretch -> found.addAll(order.in(stretch)));
        assertThat(found).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<List<Sent>>> parts() {
        Arbitrary<Sent> sent = Combinators.combine(
                        Arbitraries.longs().between(0, 9), Arbitraries.longs().between(1, 5))
                .as((at, origin) -> new Sent(
                        Instant.ofEpochMilli(at),
                        new CommandKey(new OriginId(0, origin), "news", "entry", "offer.1"),
                        "mail",
                        "news",
                        MessageClass.ADVERTISING,
                        null));
        return sent.list()
                .ofMaxSize(12)
                .map(list -> (List<Sent>) new ArrayList<>(list))
                .list()
                .ofMaxSize(5);
    }
}
