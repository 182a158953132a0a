package io.enishi.core.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody is regrouped between the read of a label and its being remembered. */
class LabelsTest {

    private static final OriginId ORIGIN = new OriginId(0, 1);
    private static final CustomerId ALONE = new CustomerId(ORIGIN);
    private static final CustomerId MERGED = new CustomerId(new OriginId(0, 2));

    private CustomerId stored = ALONE;
    private Runnable meanwhile = () -> {};
    private final Labels labels = new Labels(
            new ForwardingStore(new InMemoryCustomerStore()) {
                @Override
                public Optional<CustomerId> customerOf(OriginId origin) {
                    return Optional.of(read());
                }

                @Override
                public Map<OriginId, CustomerId> customersOf(Collection<OriginId> origins) {
                    return Map.of(ORIGIN, read());
                }
            },
            10);

    private CustomerId read() {
        CustomerId read = stored;
        meanwhile.run();
        meanwhile = () -> {};
        return read;
    }

    private void merge() {
        stored = MERGED;
        labels.forget(List.of(ORIGIN));
    }

    @Test
    void aLabelThatWasForgottenIsNotRememberedByWhoeverReadItBefore() {
        meanwhile = this::merge;
        assertThat(labels.of(ORIGIN)).as("found out under the lock").isEqualTo(ALONE);
        assertThat(labels.of(ORIGIN)).isEqualTo(MERGED);
    }

    @Test
    void norByWhoeverReadItWithOthers() {
        meanwhile = this::merge;
        assertThat(labels.ofAll(List.of(ORIGIN))).containsEntry(ORIGIN, ALONE);
        assertThat(labels.ofAll(List.of(ORIGIN))).containsEntry(ORIGIN, MERGED);
    }

    @Test
    void aLabelThatNothingHappenedToIsReadOnce() {
        labels.of(ORIGIN);
        stored = MERGED;
        assertThat(labels.of(ORIGIN)).isEqualTo(ALONE);
    }
}
