package io.enishi.identity.link;

import io.enishi.identity.ja.AddressLevel;
import io.enishi.identity.ja.AddressParser;
import io.enishi.identity.ja.JapaneseAddress;

/**
 * An address in Japan as parts to compare, largest first: city and town, numbers, room. The prefecture, which many leave out, and the building, which everybody writes in
 * another way, say nothing that these do not.
 */
final class JapaneseHome {

    private JapaneseHome() {}

    /** The parts of an address in one text, or of one that stands in several columns, largest first. */
    static String parts(AddressParser addresses, String raw) {
        JapaneseAddress home = addresses.parse(raw.replace(Measure.SEPARATOR, ' '));
        String place = place(home);
        String rest = place.isEmpty() ? Transforms.text(home.rest()) : place;
        return rest.isEmpty() && home.numbers().isEmpty()
                ? ""
                : rest + Measure.SEPARATOR + home.numbers() + Measure.SEPARATOR + home.roomKey();
    }

    private static String place(JapaneseAddress home) {
        AddressLevel level = home.level() == AddressLevel.BLOCK ? AddressLevel.TOWN : home.level();
        String key = home.key(level);
        int from = key.startsWith(home.prefecture()) ? home.prefecture().length() : 0;
        int chome = key.indexOf(' ');
        return chome < 0 ? key.substring(from) : key.substring(Math.min(from, chome), chome);
    }
}
