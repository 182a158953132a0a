package io.enishi.core.internal.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.ShopId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OriginIdsTest {
    private static final KeyedHash SECRET =
            KeyedHash.of(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

    private final OriginIds ids = ids("tea-shop", Scheme.DEFAULT_ORDER);

    /** Computed with Python's hmac: an origin id is stored, so it must never change. */
    @Test
    void isTheFirst128BitsOfTheKeyedHash() {
        assertThat(ids.originOf(List.of(Identifier.phone("090-1234-5678"))))
                .contains(OriginId.parse("9bfaf9bedb1a5e489be1aaad209b7d74"));
    }

    @Test
    void theStrongestSchemeDecidesThenTheSmallestKey() {
        assertThat(ids.strongest(List.of(
                        Identifier.of(Scheme.COOKIE, "a"),
                        Identifier.email("b@example.jp"),
                        Identifier.of(Scheme.mall("yahoo"), "1"),
                        Identifier.of(Scheme.mall("rakuten"), "2"),
                        Identifier.of(Scheme.mall("rakuten"), "1"))))
                .contains(new MatchKey(Scheme.mall("rakuten"), "1"));
    }

    @Test
    void anUnusableIdentifierIsPassedOver() {
        assertThat(ids.strongest(List.of(Identifier.phone("0000000000"), Identifier.of(Scheme.COOKIE, "c"))))
                .contains(new MatchKey(Scheme.COOKIE, "c"));
        assertThat(ids.originOf(List.of(Identifier.phone("0000000000")))).isEmpty();
    }

    @Test
    void hostsMayPutTheirOwnFamiliesFirst() {
        OriginIds own = ids("tea-shop", List.of("passport", "member"));
        List<Identifier> who = List.of(Identifier.member("m"), Identifier.of(Scheme.of("passport:jp"), "p"));

        assertThat(own.strongest(who)).contains(new MatchKey(Scheme.of("passport:jp"), "p"));
        assertThat(ids.strongest(who)).contains(new MatchKey(Scheme.MEMBER, "m"));
        assertThatThrownBy(() -> ids("s", List.of("member", "member"))).hasMessageContaining("twice");
    }

    @Test
    void shopsDoNotShareOrigins() {
        List<Identifier> who = List.of(Identifier.member("m"));

        assertThat(ids("other-shop", Scheme.DEFAULT_ORDER).originOf(who)).isNotEqualTo(ids.originOf(who));
    }

    @Property
    void orderAndRepetitionOfIdentifiersDoNotMatter(@ForAll("people") List<Identifier> who, @ForAll Random random) {
        List<Identifier> otherwise = new ArrayList<>(who);
        otherwise.addAll(who.subList(0, random.nextInt(who.size() + 1)));
        Collections.shuffle(otherwise, random);

        assertThat(ids.originOf(otherwise)).isEqualTo(ids.originOf(who));
    }

    @Property
    void theStrongestIsNeverWeakerThanAnyOther(
            @ForAll("people") List<Identifier> who, @ForAll("person") Identifier one) {
        List<Identifier> more = new ArrayList<>(who);
        more.add(one);
        MatchKey best = ids.strongest(more).orElse(null);
        MatchKey before = ids.strongest(who).orElse(null);

        // adding an identifier changes nothing or makes that identifier the strongest
        assertThat(best).isIn(before, ids.strongest(List.of(one)).orElse(null));
    }

    @Provide
    Arbitrary<List<Identifier>> people() {
        return person().list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<Identifier> person() {
        return Combinators.combine(
                        Arbitraries.of(
                                        "member",
                                        "mall:rakuten",
                                        "mall:yahoo",
                                        "email",
                                        "phone",
                                        "cookie",
                                        "own:a",
                                        "own2")
                                .map(Scheme::of),
                        Arbitraries.of(
                                "1", "2", "a@b.jp", "A@B.JP", "0000000000", "090-1234-5678", "+81 90 1234 5678", "１"))
                .as(Identifier::of);
    }

    private static OriginIds ids(String shop, List<String> order) {
        return new OriginIds(ShopId.of(shop), SECRET, order, new JapaneseAddressNormaliser());
    }
}
