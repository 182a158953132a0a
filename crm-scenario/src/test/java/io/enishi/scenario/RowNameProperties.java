package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A name in numbers knows the texts that its spelling makes, and no others. */
class RowNameProperties {

    private static RowName name(long seed) {
        OriginId origin = new OriginId(seed * 0x9E3779B97F4A7C15L, ~seed);
        return new RowName(origin, "welcome", "shop", new EventId(seed, seed * 31));
    }

    @Property
    void theKeyOfItsMessageIsKnown(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2000) int visit) {
        RowName name = name(seed);
        String message = name.key().command(Run.visit("hello", visit)).toString();
        assertThat(name.isMessage(message, "hello", visit)).isTrue();
        assertThat(new RunName.Spelt(name.key()).isMessage(message, "hello", visit))
                .isTrue();
        assertThat(name.isMessage(message, "hello", visit + 1)).isFalse();
        assertThat(name.isMessage(message, "hell", visit)).isFalse();
    }

    @Property
    void aTextThatDiffersAnywhereIsNot(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int visit,
            @ForAll @IntRange(min = 0, max = 200) int place,
            @ForAll @IntRange(min = 0, max = 2) int how) {
        RowName name = name(seed);
        String message = name.key().command(Run.visit("hello", visit)).toString();
        int at = place % message.length();
        char other = message.charAt(at) == '0' ? '1' : '0';
        String changed = message.substring(0, at)
                + switch (how) {
                    case 0 -> other + message.substring(at + 1);
                    case 1 -> message.substring(at + 1);
                    default -> other + message.substring(at);
                };
        assertThat(name.isMessage(changed, "hello", visit)).isFalse();
        assertThat(name.isMessage(message.substring(0, at), "hello", visit)).isFalse();
    }
}
