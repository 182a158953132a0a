package io.enishi.scenario;

import io.enishi.core.process.Decision.End;

/** Ends the run. */
final class Leaving extends Node {
    private final String reason;

    Leaving(String name, String reason) {
        super(name, null, false);
        this.reason = reason;
    }

    @Override
    Node arrive(Run run) {
        run.end(End.Kind.EXIT, reason);
        return this;
    }
}
