package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.KeyedHash;
import io.enishi.examples.host.mail.UnsubscribeLinks;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.content.Form;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentsTest {

    @Test
    void allTextsOfTheShopAreRightAndAdvertisingMailHasItsFooter() {
        ContentLibrary contents = Contents.ofTheShop(
                TestShop.SENDER,
                new UnsubscribeLinks(
                        URI.create("https://enishi.example/unsubscribe"),
                        KeyedHash.of("sixteen bytes and more".getBytes(StandardCharsets.UTF_8))));

        assertThat(contents.names()).hasSize(9);
        assertThat(contents.names())
                .filteredOn(name -> name.startsWith("second-") && contents.form(name) == Form.MAIL)
                .isNotEmpty()
                .allMatch(contents::hasFooter);
        assertThat(contents.names())
                .filteredOn(contents::usesCoupon)
                .containsExactly("second-coupon", "second-coupon-short");
    }
}
