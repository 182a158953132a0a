package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WesternNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Robert Allen | robert | allen",
                "Allen, Robert | robert | allen",
                "ALLEN, Robert J. | robert | allen",
                "Mr. Robert J. Allen Jr. | robert | allen",
                "Robert Allen, PhD | robert | allen",
                "R. Allen | r | allen",
                "Ludwig van der Berg | ludwig | van der berg",
                "De Silva, Ana Maria | ana | de silva",
                "Mary-Jane O'Neil | mary | oneil",
                "Allen | '' | allen",
                "Dr. | '' | ''",
            })
    void familyAndGivenNameAreToldApart(String whole, String given, String family) {
        assertThat(WesternName.given(whole)).isEqualTo(given);
        assertThat(WesternName.family(whole)).isEqualTo(family);
    }
}
