package io.enishi.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.spi.Channel.Capabilities;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChannelCapabilitiesTest {

    @Test
    void aChannelPromisesNothingUnlessItSays() {
        assertThat(Capabilities.addressedBy("email"))
                .isEqualTo(new Capabilities(Set.of("email"), false, false, Duration.ZERO, true));
    }

    @Test
    void addressFamiliesKeepTheirOrder() {
        assertThat(Capabilities.addressedBy("phone", "email", "app").addressFamilies())
                .containsExactly("phone", "email", "app");
    }

    @Test
    void eachPromiseIsAddedToTheOthers() {
        Duration day = Duration.ofDays(1);
        assertThat(Capabilities.addressedBy("line")
                        .reportingOpens()
                        .deduplicatingFor(day)
                        .permittedUntilBlocked())
                .isEqualTo(new Capabilities(Set.of("line"), true, true, day, false));
    }

    @Test
    void keysAreRememberedForSomeTime() {
        assertThatThrownBy(() -> Capabilities.addressedBy("line").deduplicatingFor(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key lifetime must be positive, but was PT0S");
    }
}
