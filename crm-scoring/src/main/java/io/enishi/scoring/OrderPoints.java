package io.enishi.scoring;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What a score gave for one order, and how much of the order is left. */
final class OrderPoints {

    /** Points that one rule gave for the order. */
    static final class Grant {
        final int rule;
        final long points;
        /** When they were given, epoch milliseconds. */
        final long time;
        /** How many of them have been taken back. */
        long taken;

        Grant(int rule, long points, long time, long taken) {
            this.rule = rule;
            this.points = points;
            this.time = time;
            this.taken = taken;
        }
    }

    /** Goods total in minor units; -1 before the order is seen (its refund may come first). */
    long total = -1;
    /** Refunded so far, in minor units; -1 before the first refund. */
    long refunded = -1;

    boolean cancelled;
    /** ISO 4217 code of both amounts; empty before one is seen. */
    String currency = "";

    final List<Grant> grants = new ArrayList<>(1);

    OrderPoints copy() {
        OrderPoints copy = new OrderPoints();
        copy.total = total;
        copy.refunded = refunded;
        copy.cancelled = cancelled;
        copy.currency = currency;
        for (Grant grant : grants) {
            copy.grants.add(new Grant(grant.rule, grant.points, grant.time, grant.taken));
        }
        return copy;
    }

    void placed(long goodsTotal, String code) {
        if (total >= 0) {
            return; // the same order announced again: its first announcement counts
        }
        if (!currency.equals(code)) {
            refunded = -1;
            currency = code;
        }
        total = goodsTotal;
    }

    /** A refund in another currency than the order's cannot be compared with it and counts as nothing. */
    void refund(long amount, String code) {
        if (currency.isEmpty()) {
            currency = code;
        }
        if (currency.equals(code)) {
            refunded = Math.addExact(Math.max(0, refunded), amount);
        }
    }

    /** How many points of {@code grant} must be taken back by now: {@code points x refunded / total}, rounded towards zero. */
    long due(Grant grant) {
        if (cancelled || (total >= 0 && refunded >= total)) {
            return grant.points;
        }
        if (total < 0 || refunded <= 0) {
            return 0;
        }
        return BigInteger.valueOf(grant.points)
                .multiply(BigInteger.valueOf(refunded))
                .divide(BigInteger.valueOf(total))
                .longValueExact();
    }
}
