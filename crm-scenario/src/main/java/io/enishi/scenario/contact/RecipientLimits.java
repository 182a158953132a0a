package io.enishi.scenario.contact;

import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limited recipients that a scenario states itself: at most so many for each occasion, first come, for sends that are tagged {@code
 * tags: {recipients: "20"}}. {@link Stock} limits a whole scenario instead, to a number that the host supplies.
 *
 * <p>One occasion is one entry key: runs that one event of the shop started have the same, and so have runs of one date. So each
 * restock of twenty pieces is announced to twenty people, whatever became of the last one. As long as a place is reserved but not
 * used, others are held for a few minutes; when all are used up they are refused for good.
 *
 * <pre>{@code
 * Crm crm = Crm.builder("shop").quota(RecipientLimits.in(new InMemoryAccounts())) ...
 * }</pre>
 */
public final class RecipientLimits implements Quota {

    /** The campaign tag whose value is the limit, a whole number of at least 0. */
    public static final String TAG = "recipients";

    private static final Duration RECHECK = Duration.ofMinutes(5);
    /** Sorts behind an occasion and before every longer one: no part of a key holds a character as small. */
    private static final String END = "!";

    private final Accounts accounts;

    private RecipientLimits(Accounts accounts) {
        this.accounts = Objects.requireNonNull(accounts, "accounts");
    }

    /** Counts in {@code accounts}. */
    public static RecipientLimits in(Accounts accounts) {
        return new RecipientLimits(accounts);
    }

    @Override
    public String name() {
        return TAG;
    }

    @Override
    public boolean concerns(Draw draw) {
        return draw.tags().containsKey(TAG);
    }

    /**
     * @throws IllegalArgumentException if the tag is no whole number of at least 0
     */
    @Override
    public @Nullable Instant reserve(Draw draw) {
        String tag = draw.tags().get(TAG);
        if (tag == null) {
            return null;
        }
        long most = parsed(tag);
        String occasion = draw.key().journey() + "/" + draw.key().entry() + "/"
                + draw.key().visit();
        if (accounts.reserve(TAG, occasion, draw.key().toString(), 1, most)) {
            return null;
        }
        return accounts.used(TAG, occasion, occasion + END) >= most
                ? Instant.MAX
                : draw.now().plus(RECHECK);
    }

    @Override
    public void confirm(CommandKey key) {
        accounts.confirm(TAG, key.toString());
    }

    @Override
    public void release(CommandKey key) {
        accounts.release(TAG, key.toString());
    }

    private static long parsed(String tag) {
        try {
            long number = Long.parseLong(tag);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, in words
        }
        throw new IllegalArgumentException(
                "tag " + TAG + " must be a whole number of at least 0, but is \"" + tag + '"');
    }
}
