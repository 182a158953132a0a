package io.enishi.identity.ja;

import io.enishi.identity.ja.PlaceTable.Place;
import io.enishi.identity.normal.PostalCode;
import java.util.List;
import java.util.Objects;

/**
 * Takes Japanese addresses apart.
 *
 * <pre>{@code
 * AddressParser addresses = AddressParser.of(places);
 * JapaneseAddress home = addresses.parse("永田町１丁目４－１　サンプル荘２０５号室", "100-0014");
 * home.townName();   // 永田町一丁目
 * home.block();      // 4-1
 * home.room();       // ２０５号室
 * }</pre>
 *
 * <p>Places come from the table: of all ways to read the beginning the one that ends in a listed town wins, so prefecture, district (郡) or the city of a ward may be left
 * out. A town that the table has not is not guessed: it stays in the rest, unless 大字 or 字 says that it is one. Without a table, prefectures are known, cities end
 * by their last letter, and the town ends where the numbers begin.
 *
 * <p>Never throws on any text. Immutable and safe to share; about 3 µs an address with the table of all Japan, 1.5 without one.
 */
public final class AddressParser {

    private final PlaceTable places;

    private AddressParser(PlaceTable places) {
        this.places = places;
    }

    public static AddressParser of(PlaceTable places) {
        return new AddressParser(Objects.requireNonNull(places, "places"));
    }

    /** Knows the prefectures, and tells cities and towns by their form. */
    public static AddressParser withoutTable() {
        return new AddressParser(PlaceTable.empty());
    }

    /** Takes an address apart. */
    public JapaneseAddress parse(String raw) {
        return parse(raw, "");
    }

    /**
     * Takes an address apart with the help of its postal code, which decides between cities of one name and stands in for a city that was left out.
     *
     * @param postalCode in any form; empty or unreadable when unknown
     */
    public JapaneseAddress parse(String raw, String postalCode) {
        AddressText text = AddressText.of(Objects.requireNonNull(raw, "raw"));
        AddressReading reading = new AddressReading(text);
        int start = reading.postalCode();
        if (places.isEmpty()) {
            reading.byForm(start);
        } else {
            String code = PostalCode.key(postalCode);
            List<Place> hints = places.places(code.isEmpty() ? reading.code : code);
            reading.byTable(start, new PlaceSearch(text, places, hints));
        }
        return reading.address();
    }
}
