package io.enishi.scenario.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Quota.Draw;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipientLimitsTest {

    private static final Instant NOW = Instant.parse("2026-04-01T01:00:00Z");

    private final RecipientLimits limits = RecipientLimits.in(new InMemoryAccounts());

    @Test
    void noMoreThanTheTagSaysForEachOccasion() {
        assertThat(limits.reserve(draw(1, "restock-1", "2"))).isNull();
        assertThat(limits.reserve(draw(2, "restock-1", "2"))).isNull();
        limits.confirm(key(1, "restock-1"));
        limits.confirm(key(2, "restock-1"));

        assertThat(limits.reserve(draw(3, "restock-1", "2"))).isEqualTo(Instant.MAX);
        assertThat(limits.reserve(draw(3, "restock-10", "2"))).isNull();
    }

    @Test
    void aPlaceThatIsGivenBackIsTakenByTheNext() {
        assertThat(limits.reserve(draw(1, "restock-1", "1"))).isNull();
        assertThat(limits.reserve(draw(2, "restock-1", "1"))).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        limits.release(key(1, "restock-1"));

        assertThat(limits.reserve(draw(2, "restock-1", "1"))).isNull();
    }

    @Test
    void sendsWithoutTheTagAreNotLimited() {
        for (int i = 0; i < 10; i++) {
            assertThat(limits.reserve(
                            new Draw(key(i, "restock-1"), "mail", "back", MessageClass.ADVERTISING, Map.of(), NOW)))
                    .isNull();
        }
    }

    @Test
    void aTagThatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> limits.reserve(draw(1, "restock-1", "many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tag recipients must be a whole number of at least 0, but is \"many\"");
    }

    private static Draw draw(int person, String occasion, String tag) {
        return new Draw(
                key(person, occasion), "mail", "back", MessageClass.ADVERTISING, Map.of("recipients", tag), NOW);
    }

    private static CommandKey key(int person, String occasion) {
        return new CommandKey(new OriginId(0, person), "back-in-stock", occasion, "back.1");
    }
}
