package io.enishi.examples.host;

import io.enishi.core.value.ShopId;
import io.enishi.examples.host.mail.Sender;
import io.enishi.examples.host.mail.SmtpServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Objects;

/**
 * What a shop configures.
 *
 * @param shop the shop's name in the CRM's tables
 * @param secret at least 16 random bytes in base 64, kept for the life of the data
 * @param zone of the shop
 * @param smtp where mail is handed in
 * @param sender who writes
 * @param unsubscribePage where this host's page is reached from outside
 * @param lineApi {@code https://api.line.me}
 * @param lineToken channel access token
 * @param lineSecret channel secret, which signs webhooks
 * @param batches folder for CSV files
 */
public record Settings(
        ShopId shop,
        String secret,
        ZoneId zone,
        SmtpServer smtp,
        Sender sender,
        URI unsubscribePage,
        URI lineApi,
        String lineToken,
        String lineSecret,
        Path batches) {

    public Settings {
        Objects.requireNonNull(shop, "shop");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(smtp, "smtp");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(unsubscribePage, "unsubscribePage");
        Objects.requireNonNull(lineApi, "lineApi");
        Objects.requireNonNull(lineToken, "lineToken");
        Objects.requireNonNull(lineSecret, "lineSecret");
        Objects.requireNonNull(batches, "batches");
    }

    byte[] secretBytes() {
        return Base64.getDecoder().decode(secret);
    }

    /** Names the shop; the rest is secret. */
    @Override
    public String toString() {
        return "settings of " + shop;
    }
}
