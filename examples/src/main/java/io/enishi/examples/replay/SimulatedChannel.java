package io.enishi.examples.replay;

import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A channel that sends nothing. It takes every message once and tells {@link SimulatedAudience} about it, whose members may react.
 */
public final class SimulatedChannel implements Channel {

    private final String name;
    private final Capabilities capabilities;
    private final SimulatedAudience audience;

    private SimulatedChannel(String name, Capabilities capabilities, SimulatedAudience audience) {
        this.name = name;
        this.capabilities = capabilities;
        this.audience = audience;
    }

    /**
     * The shop's channels: mail reports opens, LINE does not, postal mail goes to whoever is a member and reports nothing; nobody is asked
     * for a leaflet in a parcel or a code on a receipt.
     */
    static List<Channel> all(SimulatedAudience audience) {
        return List.of(
                new SimulatedChannel("mail", capabilities(List.of("email"), true, true), audience),
                new SimulatedChannel("line", capabilities(List.of("line"), false, false), audience),
                new SimulatedChannel("sms", capabilities(List.of("phone"), false, true), audience),
                new SimulatedChannel("push", capabilities(List.of("app"), false, false), audience),
                new SimulatedChannel("dm", capabilities(List.of("member", "pos-card"), false, true), audience),
                new SimulatedChannel("insert", capabilities(List.of("member"), false, false), audience),
                new SimulatedChannel("receipt", capabilities(List.of("pos-card"), false, false), audience));
    }

    /** The same channels where nobody listens: for their names and capabilities. */
    public static List<Channel> silent() {
        return all(new SimulatedAudience(new ReplayClock(Instant.EPOCH), origin -> Optional.empty()));
    }

    private static Capabilities capabilities(List<String> families, boolean individualOpens, boolean optOutByAddress) {
        Set<String> ordered = new LinkedHashSet<>(families);
        return new Capabilities(ordered, individualOpens, true, Duration.ofDays(30), optOutByAddress);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Outcome send(Message message) {
        audience.receive(name, message);
        return new Outcome.Accepted("");
    }
}
