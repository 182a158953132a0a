package io.enishi.examples.demos;

import io.enishi.core.Ranked;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.examples.demos.Stage.Actor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** 5 + 7 + 30 points make somebody interested; LINE comes first, and a card by post where LINE moves nobody. */
final class PointsToPaper {

    private PointsToPaper() {}

    static void play(Path folder, PrintStream out) throws IOException {
        try (Stage stage = new Stage(folder, out, "2026-04-01 10:00", Stage::nothing)) {
            Actor hanako = stage.member("hanako");
            Actor taro = stage.member("taro");
            Actor jiro = stage.member("jiro");
            for (Actor each : new Actor[] {hanako, taro, jiro}) {
                stage.happens(each, "registers (+5)", new EventBody.Registered("web"));
            }
            stage.on("2026-04-03 08:00");
            opens(stage, hanako);
            opens(stage, taro);
            stage.on("2026-04-05 12:00");
            stage.orders(hanako, "EC-1", "ec", "a kettle", "kitchen", 12_000);
            stage.orders(taro, "EC-2", "ec", "a toaster", "kitchen", 9_000);

            stage.says("");
            stage.says("Who comes first, and why:");
            for (Ranked ranked : stage.crm().top("interest", 3)) {
                stage.says("  " + ranked.rank() + ". " + stage.nameOf(ranked.customer()) + ", " + ranked.value()
                        + " points");
                stage.explains(ranked.why());
            }
            stage.says("");
            stage.on("2026-04-06 18:00");
            stage.reacts(taro, MessageStep.TAPPED, "taps the LINE message: no card for taro");
            stage.on("2026-05-15 10:00");
        }
    }

    private static void opens(Stage stage, Actor actor) {
        stage.happens(
                actor,
                "opens the newsletter (+7)",
                new EventBody.MessageEvent(MessageStep.OPENED, "newsletter-4", "mail", "", "newsletter-4", ""));
    }
}
