package io.enishi.identity.normal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Postal codes, birth dates, genders and words for nothing. */
class PlainValuesTest {

    private final BirthDates dates = BirthDates.standard();

    @ParameterizedTest
    @ValueSource(strings = {"607-8305", "〒607-8305", "６０７－８３０５", "6078305", " 607ー8305 ", "607 8305"})
    void onePostalCodeHasOneKey(String spelling) {
        assertThat(PostalCode.key(spelling)).isEqualTo("6078305");
    }

    @ParameterizedTest
    @CsvSource({
        "000-0000, PLACEHOLDER",
        "999-9999, PLACEHOLDER",
        "123-4567, PLACEHOLDER",
        "不明, PLACEHOLDER",
        "-, PLACEHOLDER",
        "600001, QUARANTINED",
        "607, MALFORMED",
        "607-83055, MALFORMED",
        "SW1A 1AA, MALFORMED",
        "'  ', ABSENT"
    })
    void whatIsNoPostalCodeSaysWhy(String raw, Verdict verdict) {
        assertThat(PostalCode.normalise(raw).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1985-01-02",
                "1985/1/2",
                "1985.01.02",
                "19850102",
                "１９８５年１月２日",
                "昭和60年1月2日",
                "S60.1.2",
                "s60/01/02",
                "昭60・1・2",
                "㍼60年 1月 2日",
                "1985-01-02T00:00:00Z",
                "1985/01/02 0:00:00",
                "1985ー01ー02"
            })
    void oneBirthDateHasOneKey(String spelling) {
        assertThat(dates.key(spelling)).isEqualTo("1985-01-02");
    }

    @ParameterizedTest
    @CsvSource({"平成元年1月8日, 1989-01-08", "令和2年2月29日, 2020-02-29", "大正15年12月24日, 1926-12-24", "H1.1.8, 1989-01-08"})
    void erasAreReadByTheirFirstYear(String spelling, String day) {
        assertThat(dates.key(spelling)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "1900-01-01, PLACEHOLDER",
        "0001-01-01, PLACEHOLDER",
        "9999-12-31, PLACEHOLDER",
        "9999-99-99, PLACEHOLDER",
        "1111/11/11, PLACEHOLDER",
        "0000-00-00, PLACEHOLDER",
        "1985-00-00, PLACEHOLDER",
        "不明, PLACEHOLDER",
        "1970-01-01, QUARANTINED",
        "1985-02-30, MALFORMED",
        "01/02/1985, MALFORMED",
        "1850-01-02, MALFORMED",
        "85-01-02, MALFORMED",
        "昭和, MALFORMED",
        "'', ABSENT"
    })
    void whatIsNoBirthDateSaysWhy(String raw, Verdict verdict) {
        assertThat(dates.normalise(raw).verdict()).isEqualTo(verdict);
    }

    @Test
    void theHostAddsItsFormsDefaultAndTheBounds() {
        LocalDate standing = LocalDate.of(1980, 1, 1);
        assertThat(dates.normalise(standing).verdict()).isEqualTo(Verdict.USABLE);
        assertThat(dates.withPlaceholders(List.of(standing)).normalise(standing).verdict())
                .isEqualTo(Verdict.PLACEHOLDER);
        assertThat(dates.between(LocalDate.of(1920, 1, 1), standing)
                        .normalise("1980-01-02")
                        .verdict())
                .isEqualTo(Verdict.MALFORMED);
    }

    @Property
    void everyDayIsReadBackFromItsKey(@ForAll @IntRange(min = -25_000, max = 40_000) int epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        String key = dates.key(day.toString());
        assertThat(key).isIn(day.toString(), "");
        assertThat(dates.key(key)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "女, FEMALE",
        "F, FEMALE",
        "女性, FEMALE",
        "Ｆｅｍａｌｅ, FEMALE",
        "2, FEMALE",
        "男, MALE",
        "m, MALE",
        "１, MALE",
        "その他, OTHER",
        "回答しない, UNKNOWN",
        "0, UNKNOWN",
        "'', UNKNOWN",
        "fun, UNKNOWN"
    })
    void genderIsReadFromTheWordsThatSourcesUse(String raw, Gender gender) {
        assertThat(Gender.parse(raw)).isEqualTo(gender);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"なし", "テスト", "N/A", "ｎｕｌｌ", "xxx", "ああああ", "ーー", "***", "0000000", "1234567890", "？？？", "ゲスト"})
    void whatWasTypedForNothingIsAPlaceholder(String raw) {
        assertThat(Placeholders.standard().isPlaceholder(raw)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"山田太郎", "テスト太郎", "あい", "東", "13", "", "𠮷", "桜々", "A-1"})
    void whatMayBeSomebodyIsNot(String raw) {
        assertThat(Placeholders.standard().isPlaceholder(raw)).isFalse();
    }

    @Test
    void aHostAddsItsOwnWords() {
        assertThat(Placeholders.standard().with(List.of("Walk In")).isPlaceholder("ｗａｌｋ　ｉｎ"))
                .isTrue();
    }

    @Property
    void noTextThrowsAndFoldingTwiceIsFoldingOnce(@ForAll String raw) {
        assertThat(HalfWidth.of(HalfWidth.of(raw))).isEqualTo(HalfWidth.of(raw));
        Gender.parse(raw);
        Placeholders.standard().isPlaceholder(raw);
        PostalCode.normalise(raw);
        dates.normalise(raw);
    }
}
