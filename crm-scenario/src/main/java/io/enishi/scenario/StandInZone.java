package io.enishi.scenario;

import io.enishi.core.process.CustomerView;
import io.enishi.core.value.AttributeValue;
import java.time.DateTimeException;
import java.time.ZoneId;

/** Says that the shop's zone stands in for a customer's, and why: none is stated in the profile, or what is stated is no zone. */
final class StandInZone {

    private static final String ATTRIBUTE = "zone";

    private StandInZone() {}

    /** Empty when the customer's own zone is known. What was stated is not repeated: it is personal data. */
    static String words(CustomerView view) {
        AttributeValue stated = view.attribute(ATTRIBUTE).orElse(null);
        if (stated == null) {
            return shops(view) + "none is known of the person";
        }
        return isZone(stated) ? "" : shops(view) + "what is stated of the person is no zone";
    }

    private static boolean isZone(AttributeValue stated) {
        try {
            return stated instanceof AttributeValue.Text text && ZoneId.of(text.text()) != null;
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    private static String shops(CustomerView view) {
        return view.zone().getId() + ", the shop's: ";
    }
}
