package io.enishi.scenario;

import io.enishi.core.customer.HomeZone;
import io.enishi.core.process.CustomerView;

/** Says what stands in for a zone that a customer did not state, and why: the address's, or else the shop's. */
final class StandInZone {

    private StandInZone() {}

    /** Empty when the customer stated a zone. What was stated otherwise is not repeated: it is personal data. */
    static String words(CustomerView view) {
        HomeZone home = HomeZone.of(name -> view.attribute(name).orElse(null), view.zone());
        String zone = view.zone().getId();
        return switch (home.source()) {
            case STATED -> "";
            case ADDRESS -> zone + ", by the address: " + instead(view, "none is stated by the person");
            case SHOP -> zone + ", the shop's: " + instead(view, "none is known of the person");
        };
    }

    private static String instead(CustomerView view, String none) {
        return view.attribute("zone").isEmpty() ? none : "what is stated of the person is no zone";
    }
}
