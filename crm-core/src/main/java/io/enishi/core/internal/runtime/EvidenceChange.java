package io.enishi.core.internal.runtime;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.OriginId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New facts about who is who that are not in the store yet.
 *
 * @param origin that the identifiers were seen with; null where there are none
 */
record EvidenceChange(
        @Nullable OriginId origin,
        List<SeenIdentifier> seen,
        List<Judgement> judgements,
        String reason,
        boolean backfill) {

    static final EvidenceChange NONE = of(List.of(), "");

    static EvidenceChange of(List<Judgement> judgements, String reason) {
        return new EvidenceChange(null, List.of(), judgements, reason, false);
    }

    boolean names(StoredCustomer customer) {
        return !judgements.isEmpty()
                && customer.origins().stream()
                        .map(StoredOrigin::id)
                        .anyMatch(origin -> judgements.stream()
                                .anyMatch(
                                        one -> one.a().equals(origin) || one.b().equals(origin)));
    }
}
