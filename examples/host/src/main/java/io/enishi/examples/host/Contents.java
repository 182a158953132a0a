package io.enishi.examples.host;

import io.enishi.examples.host.mail.Sender;
import io.enishi.examples.host.mail.UnsubscribeLinks;
import io.enishi.scenario.content.Content;
import io.enishi.scenario.content.ContentLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The shop's texts. They lie beside the program; a shop with a folder of them gives the folder to the library. */
final class Contents {

    private static final List<String> NAMES = List.of(
            "order-confirmation",
            "second-how-to",
            "second-suggestion",
            "second-suggestion-short",
            "second-coupon",
            "second-coupon-short",
            "second-card",
            "second-goodbye",
            "line-silent-card");

    private Contents() {}

    /** Those that the demo's scenarios name; advertising ends with the sender's footer and each message's own link. */
    static ContentLibrary ofTheShop(Sender sender, UnsubscribeLinks links) {
        return ContentLibrary.builder()
                .contents(NAMES.stream()
                        .map(name -> Content.parse(text("/contents/" + name + ".yaml")))
                        .toList())
                .footer(sender.legalFooter(links.page()))
                .optOutLinks(key -> links.linkFor(key).toString())
                .build();
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Contents.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
