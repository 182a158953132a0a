package io.enishi.examples.host.post;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.CommandHandler;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.examples.host.shop.Member;
import io.enishi.examples.host.shop.Members;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Package inserts: an export row with a column {@code item} goes along with the member's oldest order that has not left the warehouse.
 * When there is none any more it is too late, and the run is told so.
 */
public final class PackageInserts implements CommandHandler<Effect.ExportRow> {

    private final BatchRows rows;
    private final Members members;
    private final Function<CustomerId, List<Identifier>> identifiers;

    /** @param identifiers who a customer is, by identifiers */
    public PackageInserts(BatchRows rows, Members members, Function<CustomerId, List<Identifier>> identifiers) {
        this.rows = Objects.requireNonNull(rows, "rows");
        this.members = Objects.requireNonNull(members, "members");
        this.identifiers = Objects.requireNonNull(identifiers, "identifiers");
    }

    @Override
    public Outcome handle(CommandKey key, Effect.ExportRow effect, CustomerId customer, Instant dispatchedAt) {
        AttributeValue item = effect.columns().get("item");
        Optional<Member> member = identifiers.apply(customer).stream()
                .filter(one -> one.scheme().equals(Scheme.MEMBER))
                .findFirst()
                .flatMap(one -> members.find(one.value()));
        if (item == null || member.isEmpty()) {
            return new Outcome.Rejected(item == null ? "an insert needs a column item" : "only members get inserts");
        }
        Optional<String> order = rows.unshippedOrder(member.get());
        if (order.isEmpty() && !rows.has(key)) {
            return new Outcome.Rejected("no parcel is left to put it into");
        }
        order.ifPresent(parcel ->
                rows.add(key, effect.batch(), member.get(), parcel, item.plain().toString(), ""));
        return new Outcome.Accepted(effect.batch());
    }
}
