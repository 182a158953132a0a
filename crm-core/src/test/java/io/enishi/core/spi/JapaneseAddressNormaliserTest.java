package io.enishi.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Scheme;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JapaneseAddressNormaliserTest {
    private final AddressNormaliser normaliser = new JapaneseAddressNormaliser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "090-1234-5678",
                "09012345678",
                "０９０－１２３４－５６７８",
                "０９０ー１２３４ー５６７８",
                "090‐1234‐5678",
                "090−1234−5678",
                "090―1234―5678",
                "(090) 1234.5678",
                "　090 1234 5678\u200b",
                "+81 90-1234-5678",
                "+81 (0)90 1234 5678",
                "＋８１９０１２３４５６７８",
                "+81 090 1234 5678",
                "010-81-90-1234-5678",
                "0081 90 1234 5678",
                "819012345678"
            })
    void oneMobileNumberHasOneKey(String spelling) {
        assertThat(key(Identifier.phone(spelling))).isEqualTo("+819012345678");
    }

    @ParameterizedTest
    @CsvSource({
        "03-1234-5678, +81312345678",
        "045-123-4567, +81451234567",
        "0120-123-456, +81120123456",
        "0800-123-4567, +818001234567",
        "050-1234-5678, +815012345678",
        "060-1234-5678, +816012345678",
        "+1 (415) 555-2671, +14155552671",
        "+44 20 7946 0958, +442079460958",
        "010 1 415 555 2671, +14155552671"
    })
    void otherNumbersKeepTheirDigits(String spelling, String key) {
        assertThat(key(Identifier.phone(spelling))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000",
                "00000000000",
                "090-0000-0000",
                "1111111111",
                "03-0000-0000",
                "0",
                "-",
                "なし",
                "090-1234-567",
                "0901234567",
                "090-1234-56789",
                "03-1234-567",
                "9012345678",
                "12345678",
                "090-1234-5678 内線3",
                "+0123456789",
                "+123",
                "+1234567890123456",
                "+81"
            })
    void junkIsNoTelephoneNumber(String junk) {
        assertThat(normaliser.fold(Identifier.phone(junk))).isInstanceOf(AddressNormaliser.Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Taro.Yamada@Example.CO.JP, taro.yamada@example.co.jp",
        "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ, taro@example.jp",
        "' taro@example.jp ', taro@example.jp",
        "a..b@docomo.ne.jp, a..b@docomo.ne.jp",
        "a.b.@ezweb.ne.jp, a.b.@ezweb.ne.jp",
        ".a@docomo.ne.jp, .a@docomo.ne.jp",
        "taro+shop@example.jp, taro+shop@example.jp",
        "taro@日本語.jp, taro@xn--wgv71a119e.jp",
        "taro@XN--WGV71A119E.jp, taro@xn--wgv71a119e.jp"
    })
    void mailAddressesAreFoldedAndOldCarrierFormsAccepted(String spelling, String key) {
        assertThat(key(Identifier.email(spelling))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "taro",
                "taro@",
                "@example.jp",
                "taro@localhost",
                "taro@example..jp",
                "taro@.jp",
                "taro@example.jp.",
                "taro@-example.jp",
                "taro@exa_mple.jp",
                "ta ro@example.jp",
                "a@b@example.jp",
                "Taro <taro@example.jp>",
                "taro@example.jp, jiro@example.jp"
            })
    void whatNobodyCouldWriteToIsNoMailAddress(String junk) {
        assertThat(normaliser.fold(Identifier.email(junk))).isInstanceOf(AddressNormaliser.Unusable.class);
    }

    @Test
    void otherSchemesAreExactAfterTrimmingAndHalfWidth() {
        assertThat(key(Identifier.member("　Ｍ－００1a ")))
                .isEqualTo("M-001a")
                .isNotEqualTo(key(Identifier.member("m-001a")));
        assertThat(key(Identifier.of(Scheme.line("1656"), "U4af4980629"))).isEqualTo("U4af4980629");
        assertThat(key(Identifier.of(Scheme.POS_CARD, "2900-1234"))).isEqualTo("2900-1234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "a\u0000b", "a\ud800"})
    void brokenTextsNameNobody(String broken) {
        assertThat(normaliser.fold(Identifier.member(broken))).isInstanceOf(AddressNormaliser.Unusable.class);
    }

    @Property
    void aKeyFoldsToItself(@ForAll("identifiers") Identifier identifier) {
        normaliser
                .matchKey(identifier)
                .ifPresent(key -> assertThat(normaliser.matchKey(Identifier.of(key.scheme(), key.key())))
                        .contains(key));
    }

    @Property
    void separatorsAndWidthNeverMatter(@ForAll("mobiles") String digits, @ForAll("separators") String separator) {
        String spelled = digits.substring(0, 3) + separator + digits.substring(3, 7) + separator + digits.substring(7);
        StringBuilder wide = new StringBuilder();
        spelled.chars().forEach(c -> wide.append((char) (c >= '0' && c <= '9' ? c - '0' + '０' : c)));

        assertThat(normaliser.matchKey(Identifier.phone(spelled)))
                .isEqualTo(normaliser.matchKey(Identifier.phone(digits)))
                .isEqualTo(normaliser.matchKey(Identifier.phone(wide.toString())))
                .isEqualTo(normaliser.matchKey(Identifier.phone("+81" + digits.substring(1))));
    }

    @Property
    void noReasonQuotesTheValue(@ForAll("identifiers") Identifier identifier) {
        if (identifier.value().length() > 6
                && normaliser.fold(identifier) instanceof AddressNormaliser.Unusable unusable) {
            assertThat(unusable.reason()).doesNotContain(identifier.value());
        }
    }

    @Provide
    Arbitrary<Identifier> identifiers() {
        Arbitrary<String> addressLike = Arbitraries.strings()
                .withChars("09+8１０ー-−()（）.．@＠aＡzİK縁。 　\u200b\u00a0日本jp\ud800\u0000".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(24);
        Arbitrary<String> mail = Combinators.combine(
                        addressLike, Arbitraries.of("@", "＠"), addressLike, Arbitraries.of(".jp", "．ＪＰ", "。jp"))
                .as((local, at, domain, end) -> local + at + domain + end);
        Arbitrary<String> any = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(30);
        return Combinators.combine(
                        Arbitraries.of("phone", "email", "member", "line:1").map(Scheme::of),
                        Arbitraries.oneOf(addressLike, mail, any).filter(text -> !text.isBlank()))
                .as(Identifier::of);
    }

    @Provide
    Arbitrary<String> mobiles() {
        return Combinators.combine(
                        Arbitraries.of("070", "080", "090"),
                        Arbitraries.integers().between(10_000_000, 99_999_999))
                .as((prefix, rest) -> prefix + rest);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of("", "-", " ", "　", "－", "ー", "‐", "−", "―", ".", "・");
    }

    private String key(Identifier identifier) {
        return normaliser.matchKey(identifier).map(MatchKey::key).orElseThrow();
    }
}
