package io.enishi.core.internal.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import io.enishi.core.internal.origin.OriginIds;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.value.CustomerId;
import java.time.ZoneId;

/**
 * What engines share that are at work on one store in one JVM, whatever definitions each decides under.
 *
 * @param resolver says who is who
 * @param shopZone the zone of people of whom no other is known
 * @param forgetIdentifiers empties what remembers identifiers that were at work lately
 * @param checkpointEvery events after which a checkpoint is written; 0 where none are
 */
record Ground(
        CustomerStore store,
        OriginIds originIds,
        AddressNormaliser normaliser,
        IdentityResolver resolver,
        MeterListener meters,
        ZoneId shopZone,
        Vocabulary vocabulary,
        Stripes stripes,
        Cache<CustomerId, Hot> cache,
        Labels labels,
        Runnable forgetIdentifiers,
        int checkpointEvery) {

    Ground {
        checkpointEvery = store.keepsCheckpoints() ? checkpointEvery : 0;
    }

    /** The same without telling meters. */
    Ground unmetered() {
        return new Ground(
                store,
                originIds,
                normaliser,
                resolver,
                MeterListener.none(),
                shopZone,
                vocabulary,
                stripes,
                cache,
                labels,
                forgetIdentifiers,
                checkpointEvery);
    }
}
