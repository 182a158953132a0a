package io.enishi.core.spi;

import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox.
 *
 * @param command what was asked
 * @param status where it stands
 * @param attempts how often the host was called
 * @param leaseUntil until when a worker holds it; null when none does
 * @param message the frozen message of a dispatched send; null for other effects and before the claim
 * @param channel the channel it left on; empty before the claim and for other effects
 * @param dispatchedAt instant of the claim, the "actual send"; null before
 * @param outcome what the host answered last; null before
 * @param mayHaveLeft whether a call before the last one may have taken effect although nobody said so: it threw, did not answer, or its
 *     worker died
 * @param reason why it was dropped, revoked or given up; empty otherwise
 */
public record StoredCommand(
        Command command,
        Status status,
        int attempts,
        @Nullable Instant leaseUntil,
        Channel.@Nullable Message message,
        String channel,
        @Nullable Instant dispatchedAt,
        @Nullable Outcome outcome,
        boolean mayHaveLeft,
        String reason) {

    /** Where a command stands. */
    public enum Status {
        /** Waits to be claimed. */
        PENDING,
        /** Claimed: content frozen, the host is being called or will be called again with the same message. */
        DISPATCHED,
        /** The host took it. */
        DONE,
        /** The host refused it for good. */
        REJECTED,
        /** Dropped at claim: no consent, cap, expired, holdout. */
        DROPPED,
        /** Taken back before its claim: goal, exit, merge, stop. */
        REVOKED,
        /** Given up: a person has to look at it. */
        DEAD
    }

    public StoredCommand {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(reason, "reason");
    }

    public static StoredCommand pending(Command command) {
        return new StoredCommand(command, Status.PENDING, 0, null, null, "", null, null, false, "");
    }

    public CommandKey key() {
        return command.key();
    }

    /** What it will use, as far as that is known before its claim: the channel that it left by or prefers, else the kind of its effect. */
    public String lane() {
        if (!channel.isEmpty()) {
            return channel;
        }
        return command.effect() instanceof Effect.Send send
                ? send.offers().get(0).channel()
                : command.effect().kind();
    }

    /** Whether it may still change. */
    public boolean isOpen() {
        return status == Status.PENDING || status == Status.DISPATCHED;
    }

    /** Whether one of the calls so far may have taken effect: only "come back later" says of its call that it did not. */
    public boolean callsMayHaveLeft() {
        return mayHaveLeft || !(outcome instanceof Outcome.RetryAfter);
    }

    public StoredCommand held(Instant until) {
        return new StoredCommand(
                command.withNotBefore(until), Status.PENDING, attempts, null, null, "", null, outcome, false, "");
    }

    public StoredCommand closed(Status end, String why) {
        return new StoredCommand(
                command, end, attempts, null, message, channel, dispatchedAt, outcome, mayHaveLeft, why);
    }

    /** The same key for another effect: a person does what a message would have done. */
    public StoredCommand handedOver(Effect.Task task) {
        Command changed = new Command(command.key(), task, command.notBefore(), command.notAfter());
        return new StoredCommand(changed, status, attempts, leaseUntil, null, "", null, outcome, false, reason);
    }

    public StoredCommand dispatched(Channel.@Nullable Message frozen, String on, Instant at, Instant lease) {
        return new StoredCommand(command, Status.DISPATCHED, attempts + 1, lease, frozen, on, at, null, false, "");
    }

    /** Claimed again; what the host answered last is used up, a permission to come back included. */
    public StoredCommand leased(Instant lease) {
        return new StoredCommand(
                command,
                Status.DISPATCHED,
                attempts + 1,
                lease,
                message,
                channel,
                dispatchedAt,
                null,
                callsMayHaveLeft(),
                "");
    }

    /** Dispatched before, not to be looked at before {@code until}. */
    public StoredCommand resting(Instant until) {
        return new StoredCommand(
                command, status, attempts, until, message, channel, dispatchedAt, outcome, mayHaveLeft, reason);
    }

    public StoredCommand answered(Status next, Outcome answer, @Nullable Instant retryAt) {
        return new StoredCommand(
                command,
                next,
                attempts,
                retryAt,
                message,
                channel,
                dispatchedAt,
                answer,
                mayHaveLeft,
                next == Status.DEAD ? "gave up" : "");
    }
}
