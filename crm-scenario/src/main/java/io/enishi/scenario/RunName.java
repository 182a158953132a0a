package io.enishi.scenario;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.InstanceKey;

/** What tells a run from others, spelt out only for who needs the text. */
interface RunName {

    InstanceKey key();

    /** Whether {@code event} started the run. */
    boolean isStartedBy(CustomerEvent event);

    /** Whether {@code message} is the text by which reactions refer to what that visit of a send sent. */
    boolean isMessage(String message, String send, int visit);

    /** The name of a run whose key is at hand. */
    record Spelt(InstanceKey key) implements RunName {

        @Override
        public boolean isStartedBy(CustomerEvent event) {
            return key.entry().equals(Candidates.entryKey(event));
        }

        @Override
        public boolean isMessage(String message, String send, int visit) {
            return message.equals(key.command(Run.visit(send, visit)).toString());
        }
    }
}
