package io.enishi.identity.normal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

class EmailNormaliserTest {

    private final EmailNormaliser emails = EmailNormaliser.japanese();

    @ParameterizedTest
    @CsvSource({
        "Taro.Yamada@Mail.CO.JP, taro.yamada@mail.co.jp, ORDINARY",
        "ｔａｒｏ＠ｍａｉｌ．ｊｐ, taro@mail.jp, ORDINARY",
        "mailto:taro@mail.jp, taro@mail.jp, ORDINARY",
        "taro@日本語.jp, taro@xn--wgv71a119e.jp, ORDINARY",
        "taro@docomo.ne.jp, taro@docomo.ne.jp, CARRIER",
        "taro@t.vodafone.ne.jp, taro@t.vodafone.ne.jp, CARRIER",
        "a1b2c3@pc.fw.rakuten.ne.jp, a1b2c3@pc.fw.rakuten.ne.jp, RELAY"
    })
    void oneMailboxHasOneKeyAndAKind(String spelling, String key, EmailKind kind) {
        assertThat(emails.normalise(spelling)).isEqualTo(Normalised.usable(new Email(key, kind)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..x.@docomo.ne.jp", "a..b@docomo.ne.jp", "a.b.@ezweb.ne.jp", ".a@softbank.ne.jp"})
    void oldCarrierFormsAreQuarantinedAndNotDropped(String old) {
        Normalised<Email> read = emails.normalise(old);
        assertThat(read.verdict()).isEqualTo(Verdict.QUARANTINED);
        assertThat(read.reason()).isEqualTo("has dots where only old carrier addresses have them");
        assertThat(emails.key(old)).isEqualTo(old);
    }

    @Test
    void suchDotsElsewhereAreQuarantinedWithAnotherReason() {
        assertThat(emails.normalise("a..b@gmail.com").reason()).isEqualTo("has dots where no standard allows them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "taro",
                "taro@",
                "@mail.jp",
                "taro@localhost",
                "taro@mail..jp",
                "taro@.jp",
                "taro@mail.jp.",
                "taro@-mail.jp",
                "ta ro@mail.jp",
                "a@b@mail.jp",
                "Taro <taro@mail.jp>",
                "taro@mail.jp, jiro@mail.jp",
                "taro@[192.168.0.1]",
                "\"taro\"@"
            })
    void whatNobodyCouldWriteToIsMalformed(String junk) {
        assertThat(emails.normalise(junk).verdict()).isEqualTo(Verdict.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test@gmail.com",
                "none@example.com",
                "guest@shop.example",
                "taro@example.co.jp",
                "noreply@mail.jp",
                "なし",
                "a@b.invalid"
            })
    void whatNamesNobodyIsAPlaceholder(String junk) {
        assertThat(emails.normalise(junk).verdict()).isEqualTo(Verdict.PLACEHOLDER);
    }

    @Test
    void aRelayAddressIsWorthSomethingWithinItsSourceOnly() {
        Email relay = emails.withRelayDomains(List.of("mall.example"))
                .normalise("26cec2@mall.example")
                .usable()
                .orElseThrow();
        assertThat(relay.keyWithin("rakuten")).isNotEqualTo(relay.keyWithin("yahoo"));
        assertThat(emails.withRelayDomains(List.of("mall.example")).key("26cec2@mall.example"))
                .isEmpty();
        Email own = emails.normalise("taro@mail.jp").usable().orElseThrow();
        assertThat(own.keyWithin("rakuten")).isEqualTo(own.keyWithin("yahoo"));
    }

    @ParameterizedTest
    @CsvSource({
        "taro.yamada+shop@gmail.com, taroyamada@gmail.com",
        "taro.yamada@googlemail.com, taroyamada@gmail.com",
        "taro.yamada+shop@mail.jp, taro.yamada@mail.jp",
        "+shop@mail.jp, +shop@mail.jp"
    })
    void tagsAndGmailsDotsAreFoldedInTheCandidateKeyOnly(String address, String candidate) {
        Email email = emails.normalise(address).comparable().orElseThrow();
        assertThat(email.key()).isEqualTo(address);
        assertThat(email.candidateKey()).isEqualTo(candidate);
    }

    @Test
    void theShopsOwnMailboxProvesNothing() {
        assertThat(emails.withShopAddresses(List.of("Info@Shop.jp"))
                        .normalise("info@shop.jp")
                        .verdict())
                .isEqualTo(Verdict.SHOPS_OWN);
    }

    @Property
    void aKeyNormalisesToItself(@ForAll("addresses") String raw) {
        emails.normalise(raw).comparable().ifPresent(email -> {
            assertThat(emails.normalise(email.key()).comparable()).contains(email);
            assertThat(new Email(email.candidateKey(), email.kind()).candidateKey())
                    .isEqualTo(email.candidateKey());
        });
    }

    @Property
    void noTextThrows(@ForAll String raw) {
        assertThat(emails.normalise(raw)).isNotNull();
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> local = Arbitraries.strings()
                .withChars("aAzİ.+-_09ａ縁 ".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(12);
        return Combinators.combine(
                        local, Arbitraries.of("gmail.com", "docomo.ne.jp", "ｍａｉｌ．ＪＰ", "縁。jp", "a-.jp", "x..y"))
                .as((name, domain) -> name + "@" + domain);
    }
}
