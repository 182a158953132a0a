package io.enishi.core.internal.runtime;

import io.enishi.core.process.Timer;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs whose definition is not wired: forgotten at a release, or known to the JVMs of the next one only. They stand still here and
 * nothing of theirs may get lost: what was due stays due, and is looked at again every now and then, since the definition may be back.
 */
final class Standstill {

    private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);
    /** As often as it is looked whether what is paused goes on. */
    static final Duration RECHECK = Switches.RECHECK;
    /** More than these are not told: then it is no slip, and the log is full enough. */
    private static final int MOST_TOLD = 1000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Says of each definition once that it is missed. */
    void tell(StoredInstance run) {
        String definition = run.key().journey() + "@" + run.definitionHash();
        if (run.endedAt() == null && told.size() < MOST_TOLD && told.add(definition)) {
            LOG.warn(
                    "runs of scenario {} stand still: their definition {} is not wired; add it by CrmBuilder.retired,"
                            + " or move them by a migration",
                    run.key().journey(),
                    run.definitionHash());
        }
    }

    /** When a customer has to be looked at because of such runs, in epoch milliseconds; {@link Hot#NEVER} when never. */
    static long nextLook(Hot hot) {
        long next = Hot.NEVER;
        List<Instance> running = hot.instances.running();
        for (int i = 0; i < running.size(); i++) { // asked at every commit: an iterator would be an object
            if (running.get(i).journey == null) {
                for (Timer timer : running.get(i).timers) {
                    next = Math.min(next, timer.due().toEpochMilli());
                }
            }
        }
        long looked = Math.max(hot.lookedAt, hot.lastDecided);
        return next > looked ? next : Math.min(looked, Hot.NEVER - RECHECK.toMillis()) + RECHECK.toMillis();
    }
}
