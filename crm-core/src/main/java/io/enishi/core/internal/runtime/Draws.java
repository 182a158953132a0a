package io.enishi.core.internal.runtime;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.Quota;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What commands draw from the host's shared limits: reserved by a claim, then used up or given back. */
final class Draws {

    private final List<Quota> quotas;
    private final CustomerStore store;

    Draws(Collection<Quota> quotas, CustomerStore store) {
        this.quotas = List.copyOf(quotas);
        this.store = store;
    }

    /** A quota that lets nothing leave before {@code until}. */
    record Full(String quota, Instant until) {}

    /** Draws from all limits, or from none: then the first that is used up. */
    @Nullable
    Full reserve(Effect.Send send, Effect.Offer offer, CommandKey key, Instant now) {
        if (quotas.isEmpty()) {
            return null;
        }
        Quota.Draw draw = new Quota.Draw(key, offer.channel(), offer.content(), send.messageClass(), send.tags(), now);
        for (int i = 0; i < quotas.size(); i++) {
            Instant wait = quotas.get(i).reserve(draw);
            if (wait != null) {
                for (int j = 0; j < i; j++) {
                    quotas.get(j).release(key);
                }
                return new Full(quotas.get(i).name(), wait);
            }
        }
        return null;
    }

    /** What a command drew is free again. */
    void release(CommandKey key) {
        quotas.forEach(quota -> quota.release(key));
    }

    /** Releases what a claim of ours reserved and did not use, unless another worker dispatched the command: the key is the same. */
    void giveBack(Hot hot, CommandKey key) {
        StoredCommand open = hot.openCommands.get(key);
        Status status = (open == null ? store.command(key) : Optional.of(open))
                .map(StoredCommand::status)
                .orElse(null);
        if (status != Status.DISPATCHED && status != Status.DONE) {
            release(key);
        }
    }

    /**
     * The customer of these commands was erased. What was not taken is given back, what may have left is used up; a call that is
     * under way tells when it comes back.
     */
    void erased(Collection<StoredCommand> open, Instant now) {
        for (StoredCommand row : open) {
            if (row.status() == Status.PENDING || !row.callsMayHaveLeft()) {
                release(row.key());
            } else if (row.outcome() != null || !Precedence.isLeased(row, now)) {
                confirm(row.key());
            }
        }
    }

    /** What a command drew is used up: it left, or may have left. */
    void confirm(CommandKey key) {
        quotas.forEach(quota -> quota.confirm(key));
    }
}
