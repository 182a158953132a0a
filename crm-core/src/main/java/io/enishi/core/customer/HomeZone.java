package io.enishi.core.customer;

import io.enishi.core.internal.place.PrefectureNames;
import io.enishi.core.value.AttributeValue;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The time zone by which a customer's days and hours go, and where it is known from: the attribute {@code zone}, else the postal
 * address, else the shop.
 *
 * <p>An address tells by {@code prefecture} or by the beginning of {@code address}, where that is one of Japan, and by {@code country}, an
 * ISO 3166 code of two letters, where that country keeps one time. A country of several, and one that is not in the table, tells nothing.
 */
public record HomeZone(ZoneId zone, Source source) {

    /** Where a zone is known from. */
    public enum Source {
        STATED,
        ADDRESS,
        SHOP
    }

    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    private static final Set<String> PREFECTURES = Set.copyOf(PrefectureNames.ALL);

    /** Countries with one time on their mainland, where a shop in Japan is likely to have customers; by the tz database's zone.tab. */
    private static final Map<String, String> COUNTRIES = Map.ofEntries(
            Map.entry("JP", "Asia/Tokyo"),
            Map.entry("KR", "Asia/Seoul"),
            Map.entry("TW", "Asia/Taipei"),
            Map.entry("HK", "Asia/Hong_Kong"),
            Map.entry("MO", "Asia/Macau"),
            Map.entry("CN", "Asia/Shanghai"),
            Map.entry("SG", "Asia/Singapore"),
            Map.entry("TH", "Asia/Bangkok"),
            Map.entry("VN", "Asia/Ho_Chi_Minh"),
            Map.entry("PH", "Asia/Manila"),
            Map.entry("IN", "Asia/Kolkata"),
            Map.entry("GB", "Europe/London"),
            Map.entry("IE", "Europe/Dublin"),
            Map.entry("FR", "Europe/Paris"),
            Map.entry("DE", "Europe/Berlin"),
            Map.entry("IT", "Europe/Rome"),
            Map.entry("NL", "Europe/Amsterdam"),
            Map.entry("BE", "Europe/Brussels"),
            Map.entry("LU", "Europe/Luxembourg"),
            Map.entry("CH", "Europe/Zurich"),
            Map.entry("AT", "Europe/Vienna"),
            Map.entry("SE", "Europe/Stockholm"),
            Map.entry("NO", "Europe/Oslo"),
            Map.entry("DK", "Europe/Copenhagen"),
            Map.entry("FI", "Europe/Helsinki"),
            Map.entry("PL", "Europe/Warsaw"),
            Map.entry("CZ", "Europe/Prague"));

    public HomeZone {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(source, "source");
    }

    /**
     * The zone of somebody with these attributes. What is stated and is no zone is passed over.
     *
     * @param attributes answers null for what is not stated
     * @param shop the shop's zone
     */
    public static HomeZone of(Function<String, @Nullable AttributeValue> attributes, ZoneId shop) {
        ZoneId stated = parsed(text(attributes.apply("zone")));
        if (stated != null) {
            return new HomeZone(stated, Source.STATED);
        }
        ZoneId home = ofAddress(attributes);
        return home == null ? new HomeZone(shop, Source.SHOP) : new HomeZone(home, Source.ADDRESS);
    }

    private static @Nullable ZoneId ofAddress(Function<String, @Nullable AttributeValue> attributes) {
        String address = text(attributes.apply("address"));
        if (PREFECTURES.contains(text(attributes.apply("prefecture")))
                || (!address.isEmpty() && PREFECTURES.stream().anyMatch(address::startsWith))) {
            return JAPAN;
        }
        return parsed(COUNTRIES.getOrDefault(text(attributes.apply("country")).toUpperCase(Locale.ROOT), ""));
    }

    private static String text(@Nullable AttributeValue value) {
        return value instanceof AttributeValue.Text text ? text.text().strip() : "";
    }

    private static @Nullable ZoneId parsed(String zone) {
        try {
            return zone.isEmpty() ? null : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            return null; // profile text is the source's affair
        }
    }
}
