package io.enishi.scenario.contact;

import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Quota;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * At most so many recipients, first come: for sends that a scenario tags with {@link #TAG}, such as {@code tags: {recipients: "20"}}.
 *
 * <p>All runs with the same scenario, entry key and step draw from one count. Runs that one event of the shop started have the same
 * entry key, and so have runs of one date: a restock of twenty pieces is announced to twenty people. Who comes too late is refused
 * for good, even if a place becomes free later.
 *
 * <pre>{@code
 * Crm crm = Crm.builder("shop").quota(new RecipientLimits()) ...
 * }</pre>
 *
 * <p>The count is kept in memory: after a restart, and in several processes, it begins anew. A host that needs more keeps it in its
 * database behind a {@link Quota} of its own. Safe for use by several threads.
 */
public final class RecipientLimits implements Quota {

    /** The campaign tag whose value is the limit, a whole number of at least 0. */
    public static final String TAG = "recipients";

    private final Map<String, Set<CommandKey>> drawn = new HashMap<>();

    @Override
    public String name() {
        return TAG;
    }

    /**
     * @throws IllegalArgumentException if the tag is no whole number of at least 0
     */
    @Override
    public synchronized @Nullable Instant reserve(Draw draw) {
        String limit = draw.tags().get(TAG);
        if (limit == null) {
            return null;
        }
        Set<CommandKey> taken = drawn.computeIfAbsent(occasion(draw.key()), occasion -> new HashSet<>());
        if (taken.contains(draw.key())) {
            return null;
        }
        if (taken.size() >= parsed(limit)) {
            return Instant.MAX;
        }
        taken.add(draw.key());
        return null;
    }

    @Override
    public void confirm(CommandKey key) {
        // what was reserved stays taken
    }

    @Override
    public synchronized void release(CommandKey key) {
        Set<CommandKey> taken = drawn.get(occasion(key));
        if (taken != null) {
            taken.remove(key);
        }
    }

    private static String occasion(CommandKey key) {
        return key.journey() + "/" + key.entry() + "/" + key.visit();
    }

    private static int parsed(String limit) {
        try {
            int number = Integer.parseInt(limit);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, in words
        }
        throw new IllegalArgumentException(
                "tag " + TAG + " must be a whole number of at least 0, but is \"" + limit + '"');
    }
}
