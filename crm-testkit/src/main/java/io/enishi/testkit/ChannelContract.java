package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Names;
import io.enishi.core.value.OriginId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Channel} has to keep. Extend it in your tests with a channel on a test server. */
public abstract class ChannelContract {

    private Channel channel;

    /** For subclasses. */
    protected ChannelContract() {}

    /** The channel under test, connected to something that takes messages. */
    protected abstract Channel channel();

    /** An address that the other side takes. */
    protected abstract Identifier goodAddress();

    /** How many messages have arrived at the other side so far. */
    protected abstract int delivered();

    @BeforeEach
    void connect() {
        channel = channel();
    }

    private Channel.Message message(String visit) {
        CommandKey key = new CommandKey(new OriginId(1, 2), "contract", "e-1", visit);
        return new Channel.Message(
                key,
                goodAddress(),
                key.origin(),
                "hello",
                Map.of("subject", "s", "body", "b", "content", "hello"),
                Map.of(),
                null);
    }

    @Test
    void itsNameIsATechnicalName() {
        assertThat(Names.isName(channel.name(), 64)).isTrue();
    }

    @Test
    void itsCapabilitiesStayTheSame() {
        assertThat(channel.capabilities()).isEqualTo(channel.capabilities());
    }

    @Test
    void aChannelThatDeduplicatesSaysForHowLong() {
        Channel.Capabilities can = channel.capabilities();
        assertThat(can.keyLifetime().isNegative()).isFalse();
        assertThat(can.deduplicates()).isEqualTo(!can.keyLifetime().isZero());
    }

    @Test
    void itTakesItsOwnAddresses() {
        assertThat(channel.capabilities().addressFamilies())
                .contains(goodAddress().scheme().family());
    }

    @Test
    void aGoodMessageIsAcceptedAndArrives() {
        int before = delivered();
        assertThat(channel.send(message("a.1"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(delivered()).isEqualTo(before + 1);
    }

    @Test
    void aSecondMessageUnderTheSameKeyArrivesOnceWhereTheChannelSaysSo() {
        int before = delivered();
        channel.send(message("b.1"));
        channel.send(message("b.1"));
        assertThat(delivered() - before).isEqualTo(channel.capabilities().deduplicates() ? 1 : 2);
    }

    @Test
    void messagesUnderDifferentKeysAllArrive() {
        int before = delivered();
        channel.send(message("c.1"));
        channel.send(message("c.2"));
        assertThat(delivered() - before).isEqualTo(2);
    }
}
