package io.enishi.examples.demos;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.examples.demos.Stage.Actor;
import io.enishi.identity.IdentityPolicy;
import io.enishi.identity.RuleBasedResolver;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** A regular of the store registers online: once the two are known to be one person, the newcomer's flow is over. */
final class VipFromTheStore {

    private VipFromTheStore() {}

    static void play(Path folder, PrintStream out) throws IOException {
        try (Stage stage = new Stage(
                folder,
                out,
                "2026-04-01 15:00",
                crm -> crm.identity(RuleBasedResolver.of(IdentityPolicy.standard())))) {
            Identifier card = Identifier.verified(Scheme.POS_CARD, "4912-0001");
            Actor atTheStore = stage.actor("the card holder", card);
            stage.orders(atTheStore, "POS-1", "store:ginza", "a table", "living", 86_000);
            stage.on("2026-05-10 13:00");
            stage.orders(atTheStore, "POS-2", "store:ginza", "four chairs", "living", 92_000);
            stage.on("2026-06-01 21:30");
            Actor online = stage.member("yuki");
            stage.happens(online, "registers on the site", new EventBody.Registered("web"));
            stage.says("  two customers so far: "
                    + (stage.crm().customers(null, 10).size() == 2));
            stage.on("2026-06-03 12:00");
            stage.says("");
            stage.happens(
                    List.of(online.identifiers().get(0), card),
                    "yuki scans the card in the app, logged in",
                    new EventBody.StoreVisited("store:ginza"));
            stage.says("  one customer now: " + (stage.crm().customers(null, 10).size() == 1)
                    + ", bought for " + stage.card(online).purchases().totals().get("JPY") + ", segments "
                    + stage.card(online).segments());
            for (InstanceSummary run : stage.card(online).journeys()) {
                stage.says("  " + run.key().journey() + ": "
                        + (run.end() == null ? "goes on" : "ended, " + run.end().reason()));
            }
            stage.says("");
            stage.on("2026-07-15 10:00");
            stage.says("The first coupon for newcomers never left.");
        }
    }
}
