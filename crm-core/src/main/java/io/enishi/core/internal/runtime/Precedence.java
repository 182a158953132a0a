package io.enishi.core.internal.runtime;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of a customer's open commands goes before which. */
final class Precedence {

    private Precedence() {}

    /**
     * The advertising send that draws on the customer's caps before this one: what may leave now contends by priority, then by the
     * time since which it waits, then by key, and not by the order in which workers come to it.
     */
    static @Nullable CommandKey moreImportant(
            Hot hot, StoredCommand row, Instance run, Instant now, Set<CommandKey> passed) {
        if (!advertises(row.command()) || hot.openCommands.size() == 1) {
            return null;
        }
        StoredCommand first = row;
        int highest = priority(run);
        for (StoredCommand other : hot.openCommands.values()) {
            if (other.status() != Status.PENDING
                    || !advertises(other.command())
                    || other.command().notBefore().isAfter(now)
                    || passed.contains(other.key())
                    || waitsForEarlier(hot, other)) {
                continue;
            }
            Instance rival = hot.instances.get(runOf(other.key()));
            if (rival == null || !rival.isRunning() || rival.journey == null) {
                continue;
            }
            int order = Integer.compare(priority(rival), highest);
            if (order == 0) {
                order = first.command().notBefore().compareTo(other.command().notBefore());
            }
            if (order > 0 || (order == 0 && other.key().compareTo(first.key()) < 0)) {
                first = other;
                highest = priority(rival);
            }
        }
        return first.key().equals(row.key()) ? null : first.key();
    }

    /** One run's effects are done in the order in which it asked for them. */
    static boolean waitsForEarlier(Hot hot, StoredCommand row) {
        for (StoredCommand other : hot.openCommands.values()) {
            CommandKey key = other.key();
            if (key.equals(row.key())) {
                return false;
            }
            if (key.origin().equals(row.key().origin())
                    && key.journey().equals(row.key().journey())
                    && key.entry().equals(row.key().entry())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a worker is calling the host with it. */
    static boolean isLeased(StoredCommand row, Instant clock) {
        return row.leaseUntil() != null && row.leaseUntil().isAfter(clock);
    }

    private static int priority(Instance run) {
        return run.journey == null ? 0 : run.journey.priority();
    }

    private static boolean advertises(Command command) {
        return command.effect() instanceof Effect.Send send && send.messageClass() == MessageClass.ADVERTISING;
    }

    /** The run that asked for a command. */
    static InstanceKey runOf(CommandKey key) {
        return new InstanceKey(key.origin(), key.journey(), key.entry());
    }
}
