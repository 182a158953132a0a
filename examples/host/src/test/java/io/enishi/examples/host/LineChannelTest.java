package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.Channel;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.examples.host.line.LineChannel;
import io.enishi.testkit.ChannelContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineChannelTest extends ChannelContract {

    private final LineStandIn line = standIn();

    private static LineStandIn standIn() {
        try {
            return new LineStandIn(Set.of());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    protected Channel channel() {
        return new LineChannel(line.uri(), "token", Duration.ofMinutes(1));
    }

    @Override
    protected Identifier goodAddress() {
        return Identifier.of(Scheme.line("enishi-shop"), "Uhanako");
    }

    @Override
    protected int delivered() {
        return line.pushed().size();
    }

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void itPromisesNoMoreThanLineKeepsAndNoOpens() {
        assertThat(channel().capabilities().keyLifetime())
                .isLessThan(LineChannel.RETRY_KEY_LIFETIME)
                .isGreaterThan(Duration.ofHours(23));
        assertThat(channel().capabilities().individualOpens()).isFalse();
        assertThat(channel().capabilities().optOutByAddress()).isFalse();
    }
}
