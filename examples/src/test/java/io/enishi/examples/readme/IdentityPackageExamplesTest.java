package io.enishi.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.identity.IdentityPolicy;
import io.enishi.identity.RuleBasedResolver;
import io.enishi.identity.SourceRecord;
import io.enishi.identity.ja.AddressAgreement;
import io.enishi.identity.ja.AddressParser;
import io.enishi.identity.ja.JapaneseAddress;
import io.enishi.identity.ja.KanaKey;
import io.enishi.identity.ja.KanjiKey;
import io.enishi.identity.ja.PersonName;
import io.enishi.identity.ja.PlaceTable;
import io.enishi.identity.ja.Romaji;
import io.enishi.identity.link.LinkModel;
import io.enishi.identity.link.Linkage;
import io.enishi.identity.link.Linker;
import io.enishi.identity.link.RecordTable;
import io.enishi.identity.normal.BirthDates;
import io.enishi.identity.normal.EmailNormaliser;
import io.enishi.identity.normal.Gender;
import io.enishi.identity.normal.PhoneNormaliser;
import io.enishi.identity.normal.PostalCode;
import io.enishi.identity.normal.Verdict;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an example says in a comment what a line answers, the assertions after it ask the same line again. */
class IdentityPackageExamplesTest {

    @Test
    void thePackagesShowWhatIsTested() throws IOException {
        new PackageExamples("identity").areAllRunBy(IdentityPackageExamplesTest.class);
    }

    @Test
    void oneVerifiedAddressIsOnePerson() {
        // example: identity
        SourceRecord ec = SourceRecord.of("ec", "17")
                .with(Identifier.verified(Scheme.EMAIL, "taro@mail.example"))
                .name("山田 太郎");
        SourceRecord pos = SourceRecord.of("pos", "4")
                .with(Identifier.verified(Scheme.EMAIL, "Taro@mail.example"))
                .name("山田太郎");
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
        resolver.resolveAll(List.of(ec.evidence(), pos.evidence()), List.of()).people(); // one person
        resolver.explain(ec.evidence(), pos.evidence()).toText(); // same verified email; names agree
        // end
        assertThat(resolver.resolveAll(List.of(ec.evidence(), pos.evidence()), List.of())
                        .people())
                .hasSize(1);
        assertThat(resolver.explain(ec.evidence(), pos.evidence()).toText()).contains("email");
    }

    @Test
    @SuppressWarnings("ReturnValueIgnored") // the example says what they are
    void japaneseNamesAreFolded() {
        // example: identity.ja
        KanaKey.of("ﾀﾛｰ").equals(KanaKey.of("たろう")); // true
        KanjiKey.of("髙﨑").equals(KanjiKey.of("高崎")); // true
        Romaji.skeleton("SATO").equals(Romaji.skeleton("サトウ")); // true, loosely
        PersonName.of("山田 太郎", "").compare(PersonName.of("山田太郎", "")).names(); // AGREES
        // end
        assertThat(KanaKey.of("ﾀﾛｰ")).isEqualTo(KanaKey.of("たろう"));
        assertThat(KanjiKey.of("髙﨑")).isEqualTo(KanjiKey.of("高崎"));
        assertThat(Romaji.skeleton("SATO")).isEqualTo(Romaji.skeleton("サトウ"));
        assertThat(PersonName.of("山田 太郎", "").compare(PersonName.of("山田太郎", "")).names())
                .hasToString("AGREES");
    }

    @Test
    void japaneseAddressesAreCompared() throws IOException {
        Reader reader =
                new StringReader("postal7,prefecture,city_and_town\n1000014,東京都,千代田区永田町\n1020075,東京都,千代田区三番町\n");
        // example: identity.ja
        AddressParser addresses = AddressParser.of(PlaceTable.builder()
                .postalCodes(reader, "postal7", "prefecture", "city_and_town")
                .build());
        JapaneseAddress one = addresses.parse("東京都千代田区永田町１丁目４－１　サンプル荘２０５号室");
        JapaneseAddress other = addresses.parse("千代田区永田町1ー4ー1", "100-0014");
        one.townName(); // 永田町一丁目
        one.compare(other); // SAME_BLOCK: one of them leaves out the room
        // end
        assertThat(one.townName()).isEqualTo("永田町一丁目");
        assertThat(one.compare(other)).isEqualTo(AddressAgreement.SAME_BLOCK);
    }

    @Test
    void recordsAreLinkedByProbability(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("link.yaml");
        Files.writeString(path, """
            link: people
            comparisons:
              - {of: name, as: name}
              - {of: born, as: date}
              - {of: email, as: code}
            blocking:
              - born
              - email
            """);
        // example: identity.link
        LinkModel model = LinkModel.parse(Files.readString(path));
        RecordTable.Builder rows = RecordTable.builder("name", "born", "email");
        rows.add("r1", "Robert Allen", "1971-06-24", "robert@smith.example");
        rows.add("r2", "Rob Allen", "1971-06-24", "robert@smith.example");
        rows.add("r3", "Anna Bell", "1980-01-02", "anna@bell.example"); // and so on
        Linkage linkage = Linker.of(model).link(rows.build());
        linkage.clusters().members();
        linkage.score("r1", "r2").toText();
        // end
        assertThat(linkage.clusters().members().values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrder("r1", "r2", "r3");
        assertThat(linkage.score("r1", "r2").isLinked()).isTrue();
        assertThat(linkage.score("r1", "r2").bits())
                .isGreaterThan(linkage.score("r1", "r3").bits());
    }

    @Test
    void addressesDatesAndCodesAreNormalised() {
        // example: identity.normal
        PhoneNormaliser phones = PhoneNormaliser.japanese().withShopNumbers(List.of("03-3234-5679"));
        phones.key("０９０ー２３４５ー６７８９"); // +819023456789
        phones.normalise("000-0000-0000").verdict(); // PLACEHOLDER
        EmailNormaliser.japanese()
                .normalise("a..b@docomo.ne.jp")
                .verdict(); // QUARANTINED: it exists, and breaks the syntax
        BirthDates.standard().key("昭和60年1月2日"); // 1985-01-02
        PostalCode.key("〒607-8305"); // 6078305
        Gender.parse("女性"); // FEMALE
        // end
        assertThat(phones.key("０９０ー２３４５ー６７８９")).isEqualTo("+819023456789");
        assertThat(phones.normalise("000-0000-0000").verdict()).isEqualTo(Verdict.PLACEHOLDER);
        assertThat(EmailNormaliser.japanese().normalise("a..b@docomo.ne.jp").verdict())
                .isEqualTo(Verdict.QUARANTINED);
        assertThat(BirthDates.standard().key("昭和60年1月2日")).isEqualTo("1985-01-02");
        assertThat(PostalCode.key("〒607-8305")).isEqualTo("6078305");
        assertThat(Gender.parse("女性")).isEqualTo(Gender.FEMALE);
    }
}
