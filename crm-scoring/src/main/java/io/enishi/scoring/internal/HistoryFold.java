package io.enishi.scoring.internal;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Fold;
import io.enishi.core.value.Names;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fold that remembers a purchase history and derives everything else from it. */
public abstract class HistoryFold implements Fold<PurchaseHistory> {

    private final String name;
    private final String definitionHash;

    protected HistoryFold(String name, String definitionHash) {
        this.name = Names.requireName("fold name", name, 40);
        this.definitionHash = definitionHash;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String definitionHash() {
        return definitionHash;
    }

    @Override
    public final Set<String> eventTypes() {
        return PurchaseHistory.EVENT_TYPES;
    }

    @Override
    public final PurchaseHistory initial() {
        return new PurchaseHistory();
    }

    @Override
    public final PurchaseHistory apply(PurchaseHistory state, CustomerEvent event) {
        state.apply(event);
        return state;
    }

    @Override
    public final @Nullable PurchaseHistory insert(PurchaseHistory state, CustomerEvent lateEvent) {
        return state.insert(lateEvent) ? state : null;
    }

    @Override
    public final byte[] encode(PurchaseHistory state) {
        return state.encode();
    }

    @Override
    public final PurchaseHistory decode(byte[] bytes) {
        return PurchaseHistory.decode(bytes);
    }
}
