package io.enishi.scenario.contact;

import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limited recipients: first come, first served, and never more than there are pieces (back in stock, early access). One message draws
 * one piece; a message that the channel refuses gives it back.
 *
 * <p>While all pieces are taken but some are only reserved, others are held for a few minutes, so that a piece that is given back
 * finds its next taker; when all are used up, they are refused for good.
 */
public final class Stock implements Quota {

    private static final Duration RECHECK = Duration.ofMinutes(5);
    /** Sorts behind the only period, which is empty. */
    private static final String END = "~";

    private final String name;
    private final String scenario;
    private final LongSupplier pieces;
    private final Accounts accounts;

    private Stock(String name, String scenario, LongSupplier pieces, Accounts accounts) {
        this.name = Names.requireName("limit", name, 64);
        this.scenario = Names.requireName("scenario", scenario, 64);
        this.pieces = Objects.requireNonNull(pieces, "pieces");
        this.accounts = Objects.requireNonNull(accounts, "accounts");
    }

    /**
     * A limit on all messages of one scenario.
     *
     * @param name of the limit; a new name begins anew
     * @param pieces how many messages may leave, at least 0
     */
    public static Stock of(String name, String scenario, long pieces, Accounts accounts) {
        if (pieces < 0) {
            throw new IllegalArgumentException("pieces must not be negative, but were " + pieces);
        }
        return new Stock(name, scenario, () -> pieces, accounts);
    }

    /** The same with a number that may change while the limit is in force, such as the stock of the shop's own system. */
    public static Stock of(String name, String scenario, LongSupplier pieces, Accounts accounts) {
        return new Stock(name, scenario, pieces, accounts);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean concerns(Draw draw) {
        return draw.key().journey().equals(scenario);
    }

    @Override
    public @Nullable Instant reserve(Draw draw) {
        if (!concerns(draw)) {
            return null;
        }
        long most = pieces.getAsLong();
        if (accounts.reserve(name, "", draw.key().toString(), 1, most)) {
            return null;
        }
        return accounts.used(name, "", END) >= most ? Instant.MAX : draw.now().plus(RECHECK);
    }

    @Override
    public void confirm(CommandKey key) {
        accounts.confirm(name, key.toString());
    }

    @Override
    public void release(CommandKey key) {
        accounts.release(name, key.toString());
    }
}
