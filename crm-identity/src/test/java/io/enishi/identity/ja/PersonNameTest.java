package io.enishi.identity.ja;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {

    @ParameterizedTest(name = "{0} ({1}) and {2} ({3})")
    @CsvSource(
            nullValues = "-",
            value = {
                "山田 太郎, -, 山田　太郎, -, AGREES",
                "山田 太郎, -, 山田太郎, -, AGREES",
                "山田 太郎, -, 太郎 山田, -, AGREES",
                "山田 太郎, -, 山田 太郎様, -, AGREES",
                "髙橋 恵, -, 高橋 惠, -, AGREES",
                "斎藤 誠, -, 斉藤 誠, -, AGREES",
                "山田 さくら, -, -, ヤマダ サクラ, AGREES",
                "山崎 健, ヤマザキ ケン, 山﨑 健, ヤマサキ ケン, AGREES",
                "古屋 思, フルヤ　アイ, -, ﾌﾙﾔ ｱｲ, AGREES",
                "-, ヤマダタロウ, -, ヤマダ タロー, AGREES",
                "Taro Yamada, -, YAMADA TARO, -, AGREES",
                "太郎, -, 山田 太郎, -, AGREES",
                "みゆう, -, -, サトウ ミユウ, AGREES",
                "山田 太郎, -, -, ヤマダ タロウ, UNKNOWN",
                "山田 太郎, -, kiyohito89, -, UNKNOWN",
                "山田 太郎, -, みゆう, -, UNKNOWN",
                "山田 太郎, -, 山田, -, UNKNOWN",
                "-, -, 山田 太郎, -, UNKNOWN",
                "佐藤 花子, -, 山田 花子, -, SURNAME_DIFFERS",
                "-, サイトウ シンタ, -, サイトウ ジンタ, SIMILAR",
                "-, ヤマダ シヨウタロウ, -, ヤマダ シヨウタロ, SIMILAR",
                "山田 太郎, -, 山田 花子, -, GIVEN_NAME_DIFFERS",
                "山田太郎, -, 山田 花子, -, GIVEN_NAME_DIFFERS",
                "山田太郎, -, 山田花子, -, GIVEN_NAME_DIFFERS",
                "山田太郎, -, 佐藤花子, -, GIVEN_NAME_DIFFERS",
                "-, ヤマダ ケンタ, -, ヤマダ ケンジ, GIVEN_NAME_DIFFERS",
                "-, ヤマダケンタ, -, サトウハナコ, GIVEN_NAME_DIFFERS",
                "Taro Yamada, -, Hanako Yamada, -, GIVEN_NAME_DIFFERS"
            })
    void namesAreComparedByPartAndScript(
            String one, String oneKana, String other, String otherKana, NameAgreement agreement) {
        assertThat(compare(one, oneKana, other, otherKana)).isEqualTo(agreement);
        assertThat(compare(other, otherKana, one, oneKana)).isEqualTo(agreement);
    }

    @Property
    void anyTwoTextsCanBeComparedAndTheOrderDoesNotMatter(
            @ForAll @StringLength(max = 12) String one, @ForAll @StringLength(max = 12) String other) {
        assertThat(compare(one, "", other, "")).isEqualTo(compare(other, "", one, ""));
        assertThat(compare(one, one, other, other)).isEqualTo(compare(other, other, one, one));
    }

    private static NameAgreement compare(String one, String oneKana, String other, String otherKana) {
        return PersonName.of(known(one), known(oneKana))
                .compare(PersonName.of(known(other), known(otherKana)))
                .names();
    }

    private static String known(String text) {
        return text == null ? "" : text;
    }
}
