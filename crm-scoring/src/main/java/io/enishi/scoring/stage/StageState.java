package io.enishi.scoring.stage;

import io.enishi.scoring.internal.StateReader;
import io.enishi.scoring.internal.StateWriter;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@link StageFold} remembers: the orders, loyalty points, and when the customer will have been quiet for too long. Everything
 * but the orders is a sum or a greatest value, so it does not depend on the order of arrival.
 */
final class StageState {

    static final long NEVER_ACTED = Long.MIN_VALUE;
    private static final int VERSION = 1;

    PurchaseHistory history = new PurchaseHistory();
    long granted;
    long expired;
    /** Points used, by epoch millisecond; several uses of one instant stand under it together. */
    final Map<Long, long[]> uses = new TreeMap<>();
    /** When all actions together will be over by the dormant and by the lost span; {@link #NEVER_ACTED} before the first. */
    long dormantAt = NEVER_ACTED;

    long lostAt = NEVER_ACTED;

    void use(long at, long points) {
        long[] use = uses.computeIfAbsent(at, first -> new long[2]);
        use[0]++;
        use[1] = Math.addExact(use[1], points);
    }

    long used() {
        return uses.values().stream().mapToLong(use -> use[1]).sum();
    }

    byte[] encode() {
        StateWriter out = new StateWriter(VERSION)
                .part(history.encode())
                .whole(granted)
                .whole(expired)
                .whole(dormantAt)
                .whole(lostAt)
                .whole(uses.size());
        uses.forEach((at, use) -> out.whole(at).whole(use[0]).whole(use[1]));
        return out.bytes();
    }

    static StageState decode(byte[] bytes) {
        StateReader in = new StateReader("a stage", VERSION, bytes);
        StageState state = new StageState();
        state.history = PurchaseHistory.decode(in.part());
        state.granted = in.whole();
        state.expired = in.whole();
        state.dormantAt = in.whole();
        state.lostAt = in.whole();
        int size = in.count();
        for (int i = 0; i < size; i++) {
            state.uses.put(in.whole(), new long[] {in.whole(), in.whole()});
        }
        in.end();
        return state;
    }
}
