package io.enishi.examples.demos;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision;
import io.enishi.core.value.AttributeValue;
import io.enishi.examples.demos.Stage.Actor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Ink a month after the printer: the delivery moves, somebody buys elsewhere, and an organisation is called instead. */
final class PrinterAndInk {

    private PrinterAndInk() {}

    static void play(Path folder, PrintStream out) throws IOException {
        try (Stage stage = new Stage(
                folder,
                out,
                "2026-01-25 10:00",
                crm -> crm.catalog((product, fact) -> product.equals("ink") && fact.equals("consumable-of")
                        ? List.of(AttributeValue.of("printer"))
                        : List.of()))) {
            Actor hanako = stage.member("hanako");
            Actor taro = stage.member("taro");
            Actor office = stage.member("office");
            stage.happens(
                    office,
                    "registers as an organisation",
                    new EventBody.ProfileChanged(Map.of("organisation", AttributeValue.of(true))));
            int number = 1;
            for (Actor each : List.of(hanako, taro, office)) {
                stage.orders(each, "EC-" + number++, "ec", "printer", "printer", 24_800);
            }
            stage.on("2026-01-28 09:00");
            stage.isShipped(hanako, "EC-1");
            stage.isShipped(taro, "EC-2");
            stage.isShipped(office, "EC-3");
            stage.on("2026-01-31 11:00");
            stage.isDelivered(hanako, "EC-1");
            stage.isDelivered(taro, "EC-2");
            stage.isDelivered(office, "EC-3");
            stage.says("");
            stage.says(
                    "31 January and a month is 28 February. But the carrier had given hanako's parcel to a neighbour:");
            stage.on("2026-02-03 15:00");
            stage.isDelivered(hanako, "EC-1");
            stage.on("2026-02-20 20:00");
            stage.orders(taro, "R-77", "mall:rakuten", "ink", "ink", 3_980);
            Decision.End end = stage.card(taro).journeys().get(0).end();
            stage.says("  no mail for taro: " + (end == null ? "not yet" : end.reason() + " reached"));
            stage.says("");
            stage.on("2026-02-28 12:00");
            stage.on("2026-03-10 10:00");
        }
    }
}
