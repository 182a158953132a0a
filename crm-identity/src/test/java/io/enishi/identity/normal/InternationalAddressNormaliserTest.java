package io.enishi.identity.normal;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InternationalAddressNormaliserTest {

    private final AddressNormaliser folding = new InternationalAddressNormaliser();

    @ParameterizedTest
    @ValueSource(strings = {"090-2345-6789", "+81 3 3234 5679", "０１２０－４４４－４４４", "050-3234-5679", "+14155552671"})
    void keysAreThoseOfTheSmallDefault(String number) {
        assertThat(folding.matchKey(Identifier.phone(number)))
                .isPresent()
                .isEqualTo(new JapaneseAddressNormaliser().matchKey(Identifier.phone(number)));
    }

    @ParameterizedTest
    @CsvSource({"+1 999 999 0000", "03-3234-5679 内線3", "052-8342-6066"})
    void whatCannotBeDialledNamesNobody(String number) {
        assertThat(folding.fold(Identifier.phone(number))).isInstanceOf(AddressNormaliser.Unusable.class);
    }

    @Test
    void oldCarrierAddressesKeepTheirKey() {
        assertThat(folding.matchKey(Identifier.email("A..b@docomo.ne.jp")).map(MatchKey::key))
                .contains("a..b@docomo.ne.jp");
        assertThat(folding.fold(Identifier.email("nobody"))).isInstanceOf(AddressNormaliser.Unusable.class);
    }

    @Test
    void otherSchemesAreFoldedAsBefore() {
        assertThat(folding.matchKey(Identifier.member("　Ｍ－００1a ")).map(MatchKey::key))
                .contains("M-001a");
    }
}
