package io.enishi.examples.host.shop;

import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A member as the shop's own table has them.
 *
 * @param id member number
 * @param name as they wrote it
 * @param email confirmed address; empty when none
 * @param lineUser user id at the shop's LINE provider; empty when not linked
 * @param postalCode empty when unknown
 * @param address empty when unknown
 */
public record Member(String id, String name, String email, String lineUser, String postalCode, String address) {

    /** The shop's LINE provider: a user id means something to one provider only. */
    public static final Scheme LINE = Scheme.line("enishi-shop");

    public Member {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(lineUser, "lineUser");
        Objects.requireNonNull(postalCode, "postalCode");
        Objects.requireNonNull(address, "address");
    }

    public Identifier identifier() {
        return Identifier.member(id);
    }

    /** Everything the shop knows them under, strongest first. */
    public List<Identifier> identifiers() {
        List<Identifier> all = new ArrayList<>();
        all.add(identifier());
        if (!lineUser.isEmpty()) {
            all.add(Identifier.verified(LINE, lineUser));
        }
        if (!email.isEmpty()) {
            all.add(Identifier.verified(Scheme.EMAIL, email));
        }
        return List.copyOf(all);
    }

    /** Names the member without personal data. */
    @Override
    public String toString() {
        return "member " + id;
    }
}
