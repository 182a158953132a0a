package io.enishi.scoring.stage;

import java.util.Locale;

/** Where a person stands with the shop. The order is that of {@link #number}, which metrics carry. */
public enum Stage {
    /** Has bought nothing that was kept. */
    PROSPECT(0),
    /** All orders were placed on one day: two orders on the first day are still a first purchase. */
    NEW(1),
    /** Bought on several days and not long ago. */
    ACTIVE(2),
    /** Meets a {@link VipRule} and is neither dormant nor lost; also on the first day. */
    VIP(3),
    /** No sign of life for {@link StageRules#dormantAfter}. */
    DORMANT(4),
    /** No sign of life for {@link StageRules#lostAfter}. */
    LOST(5);

    private final int number;

    Stage(int number) {
        this.number = number;
    }

    /** From 0 for a prospect to 5 for a lost customer. */
    public int number() {
        return number;
    }

    /** In lower case, as segments name it: {@code stage:dormant}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
