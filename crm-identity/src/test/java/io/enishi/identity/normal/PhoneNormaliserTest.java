package io.enishi.identity.normal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNormaliserTest {

    private final PhoneNormaliser phones = PhoneNormaliser.japanese();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "090-2345-6789",
                "０９０－２３４５－６７８９",
                "０９０ー２３４５ー６７８９",
                "090−2345―6789",
                "(090) 2345.6789",
                "+81 90-2345-6789",
                "+81 (0)90 2345 6789",
                "+81 090 2345 6789",
                "0081 90 2345 6789",
                "010-81-90-2345-6789",
                "819023456789",
                "TEL: 090-2345-6789",
                "携帯 09023456789"
            })
    void oneMobileNumberHasOneKey(String spelling) {
        assertThat(phones.normalise(spelling))
                .isEqualTo(Normalised.usable(new Phone("+819023456789", PhoneKind.MOBILE)));
    }

    @ParameterizedTest
    @CsvSource({
        "03-3234-5679, +81332345679, FIXED",
        "050-3234-5679, +815032345679, IP",
        "0120-444-444, +81120444444, TOLL_FREE",
        "0800-123-4567, +818001234567, TOLL_FREE",
        "0570-000-123, +81570000123, SERVICE",
        "+1 415 555 2671, +14155552671, FOREIGN",
        "010 44 20 7946 0958, +442079460958, FOREIGN",
        "060-2345-6789, +816023456789, MOBILE"
    })
    void aNumberTellsItsKind(String spelling, String key, PhoneKind kind) {
        assertThat(phones.normalise(spelling)).isEqualTo(Normalised.usable(new Phone(key, kind)));
    }

    @ParameterizedTest
    @CsvSource({
        "052-8342-6066, 05283426066, is no number of the numbering plan",
        "9023456789, +819023456789, seems to have lost its leading zero",
        "03-3234-5679 内線3, +81332345679, has an extension: it is a switchboard's",
        "03-3234-5679(代表), +81332345679, has an extension: it is a switchboard's"
    })
    void aSlipIsKeptAndFlagged(String spelling, String key, String reason) {
        Normalised<Phone> read = phones.normalise(spelling);
        assertThat(read.verdict()).isEqualTo(Verdict.QUARANTINED);
        assertThat(read.reason()).isEqualTo(reason);
        assertThat(read.value()).isNotNull();
        assertThat(read.value().key()).isEqualTo(key);
        assertThat(phones.key(spelling)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000",
                "000-0000-0000",
                "090-0000-0000",
                "1111111111",
                "090-1234-5678",
                "03-0000-0000",
                "なし",
                "-",
                "0123456789",
                "不明"
            })
    void whatWasTypedToGetPastTheFormIsAPlaceholder(String junk) {
        assertThat(phones.normalise(junk).verdict()).isEqualTo(Verdict.PLACEHOLDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"山田太郎", "090", "090-2345-6789 と 03-3234-5679", "12"})
    void wordsAndScrapsAreMalformed(String junk) {
        assertThat(phones.normalise(junk).verdict()).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void theShopsOwnNumberProvesNothing() {
        PhoneNormaliser shop = phones.withShopNumbers(List.of("03-3234-5679"));
        assertThat(shop.normalise("＋８１ ３ ３２３４ ５６７９").verdict()).isEqualTo(Verdict.SHOPS_OWN);
        assertThat(shop.key("03-3234-5679")).isEmpty();
        assertThat(phones.key("03-3234-5679")).isEqualTo("+81332345679");
        assertThatThrownBy(() -> phones.withShopNumbers(List.of("03-3234-5679", "nobody")))
                .hasMessage(
                        "numbers must be telephone numbers; the one at position 1 holds characters that are not of a telephone number");
    }

    @Test
    void anotherHomeReadsNumbersWithoutACountryCodeAsItsOwn() {
        assertThat(PhoneNormaliser.of("US").key("(415) 555-2671")).isEqualTo("+14155552671");
        assertThat(PhoneNormaliser.of("US").key("+81 90 2345 6789")).isEqualTo("+819023456789");
        assertThatThrownBy(() -> PhoneNormaliser.of("Japan"))
                .hasMessage("region must be a code of ISO 3166 such as JP, not \"Japan\"");
    }

    @Property
    void aKeyNormalisesToItself(@ForAll("numbers") String raw) {
        phones.normalise(raw)
                .usable()
                .ifPresent(phone ->
                        assertThat(phones.normalise(phone.key()).usable()).contains(phone));
    }

    @Property
    void noTextThrowsAndNoReasonQuotesIt(@ForAll String raw) {
        assertThat(phones.normalise(raw).reason()).satisfies(reason -> {
            if (raw.length() > 8) {
                assertThat(reason).doesNotContain(raw);
            }
        });
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings()
                .withChars("0123456789０９-−()+ 　.x内線".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(18)
                .map(text -> text.length() % 2 == 0 ? "0" + text : text);
    }
}
