package io.enishi.examples.host.shop;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.Scheme;
import io.enishi.jdbc.JdbcInbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Coupons and points in the shop's tables. The engine asks at least once for each command; the command's key is the primary key here,
 * so it is given once. The event that tells the CRM is queued in the same transaction.
 */
public final class Loyalty {

    private static final String SOURCE = "loyalty";

    private final Database database;
    private final JdbcInbox inbox;
    private final KeyedHash codes;
    private final ZoneId zone;
    private final Function<CustomerId, List<Identifier>> identifiers;

    /**
     * @param codes makes coupon codes that nobody can guess
     * @param identifiers who a customer is, by identifiers; asked outside of transactions
     */
    public Loyalty(
            Database database,
            JdbcInbox inbox,
            KeyedHash codes,
            ZoneId zone,
            Function<CustomerId, List<Identifier>> identifiers) {
        this.database = Objects.requireNonNull(database, "database");
        this.inbox = Objects.requireNonNull(inbox, "inbox");
        this.codes = Objects.requireNonNull(codes, "codes");
        this.zone = Objects.requireNonNull(zone, "zone");
        this.identifiers = Objects.requireNonNull(identifiers, "identifiers");
    }

    /** Grants points; good for a year. The handler of {@link Effect.GrantPoints}. */
    public Outcome grant(CommandKey key, Effect.GrantPoints effect, CustomerId customer, Instant at) {
        Optional<Identifier> member = member(customer);
        if (member.isEmpty()) {
            return new Outcome.Rejected("only members have points");
        }
        String lot = KeyIds.uuid("points", key).toString();
        Instant expiresAt = at.atZone(zone).plusYears(1).toInstant();
        return database.transaction(transaction -> {
            if (insertPoints(transaction, key, member.get(), effect, at)) {
                EventBody granted = new EventBody.PointsGranted(lot, effect.points(), expiresAt);
                inbox.queue(
                        transaction,
                        CustomerEvent.of(SOURCE, EventId.named("points/" + key), member.get(), at, granted));
            }
            return new Outcome.Accepted(lot);
        });
    }

    /** Issues a coupon that travels in no message. The handler of {@link Effect.IssueCoupon}. */
    public Outcome issue(CommandKey key, Effect.IssueCoupon effect, CustomerId customer, Instant at) {
        Optional<Identifier> member = member(customer);
        if (member.isEmpty()) {
            return new Outcome.Rejected("only members have coupons");
        }
        byte[] hash = codes.hash("host/coupon/1", key.toString());
        String code = HexFormat.of().formatHex(hash, 0, 8).toUpperCase(Locale.ROOT);
        Effect.Coupon asked = effect.coupon();
        IssuedCoupon coupon = new IssuedCoupon(
                code, asked.campaign(), asked.terms(), asked.validFor().after(at, zone));
        return database.transaction(transaction -> {
            if (insertCoupon(transaction, key, coupon)) {
                EventBody issued = new EventBody.CouponIssued(code, coupon.campaign(), coupon.expiresAt());
                inbox.queue(
                        transaction,
                        CustomerEvent.of(SOURCE, EventId.named("coupon/" + key), member.get(), at, issued));
            }
            return new Outcome.Accepted(code);
        });
    }

    /**
     * A channel that makes a message's coupon valid in the shop before the message leaves: nobody is given a code that the till does
     * not know. The engine itself tells the timeline that the coupon was issued.
     */
    public Channel honouring(Channel channel) {
        return new Channel() {
            @Override
            public String name() {
                return channel.name();
            }

            @Override
            public Capabilities capabilities() {
                return channel.capabilities();
            }

            @Override
            public Outcome send(Message message) {
                IssuedCoupon coupon = message.coupon();
                if (coupon != null) {
                    database.transaction(transaction -> insertCoupon(transaction, message.key(), coupon));
                }
                return channel.send(message);
            }
        };
    }

    private Optional<Identifier> member(CustomerId customer) {
        return identifiers.apply(customer).stream()
                .filter(one -> one.scheme().equals(Scheme.MEMBER))
                .findFirst();
    }

    private static boolean insertPoints(
            Connection transaction, CommandKey key, Identifier member, Effect.GrantPoints effect, Instant at)
            throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into points (command_key, member, points, reason, granted_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (command_key) do nothing")) {
            insert.setString(1, key.toString());
            insert.setString(2, member.value());
            insert.setLong(3, effect.points());
            insert.setString(4, effect.reason());
            insert.setTimestamp(5, Timestamp.from(at));
            return insert.executeUpdate() == 1;
        }
    }

    private static boolean insertCoupon(Connection transaction, CommandKey key, IssuedCoupon coupon)
            throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into coupons (command_key, code, campaign, terms, expires_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (command_key) do nothing")) {
            insert.setString(1, key.toString());
            insert.setString(2, coupon.code());
            insert.setString(3, coupon.campaign());
            insert.setString(4, coupon.terms());
            insert.setTimestamp(5, Timestamp.from(coupon.expiresAt()));
            return insert.executeUpdate() == 1;
        }
    }
}
