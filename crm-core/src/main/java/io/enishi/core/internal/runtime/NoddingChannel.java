package io.enishi.core.internal.runtime;

import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;

/** Stands in for a channel where nothing may be sent: same name and capabilities, takes everything. */
final class NoddingChannel implements Channel {

    static final Outcome NOD = new Outcome.Accepted("recomputed");

    private final String name;
    private final Capabilities capabilities;

    NoddingChannel(Channel real) {
        this.name = real.name();
        this.capabilities = real.capabilities();
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
        return NOD;
    }
}
