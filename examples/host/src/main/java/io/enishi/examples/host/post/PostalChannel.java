package io.enishi.examples.host.post;

import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.examples.host.shop.Member;
import io.enishi.examples.host.shop.Members;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Postal DM: a message becomes a row of the next file for the printer. The address is the one in the member table when the file is
 * written, so somebody who moves in between gets their card. A second message under one key changes nothing, for as long as rows are
 * kept.
 */
public final class PostalChannel implements Channel {

    static final String BATCH = "dm";
    /** Rows are never deleted; a year is longer than anything is retried. */
    private static final Duration KEPT = Duration.ofDays(365);

    private final BatchRows rows;
    private final Members members;

    public PostalChannel(BatchRows rows, Members members) {
        this.rows = Objects.requireNonNull(rows, "rows");
        this.members = Objects.requireNonNull(members, "members");
    }

    @Override
    public String name() {
        return "dm";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.addressedBy("member").deduplicatingFor(KEPT);
    }

    @Override
    public Outcome send(Message message) {
        Optional<Member> member = members.find(message.to().value());
        if (member.isEmpty() || member.get().address().isEmpty()) {
            return new Outcome.Rejected("no postal address");
        }
        IssuedCoupon coupon = message.coupon();
        rows.add(message.key(), BATCH, member.get(), "", message.content(), coupon == null ? "" : coupon.code());
        return new Outcome.Accepted(BATCH);
    }
}
