package io.enishi.identity.ja;

import io.enishi.identity.normal.HalfWidth;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The places of Japan: prefectures, cities and towns, with postal codes. Loaded by the host from a postal table, since towns merge and are renamed every year.
 *
 * <pre>{@code
 * PlaceTable places = PlaceTable.builder()
 *         .postalCodes(reader, "postal7", "prefecture", "city_and_town")   // Japan Post's table with one column for both
 *         .build();
 * }</pre>
 *
 * <p>What the table of Japan Post puts in brackets (丁目 of a code, floors of a building, 次のビルを除く) is left out; that a town has 丁目 is remembered. Immutable and safe
 * to share; the table of all Japan, 117,000 towns, takes about 71 MB and a second to load.
 */
public final class PlaceTable {

    private static final PlaceTable EMPTY = new PlaceTable(Map.of(), Map.of(), 0);

    /** Letters in the middle of names that people put in and leave out: 四ツ谷, 霞ケ関, 丸ノ内. */
    private static final String OPTIONAL = "ノケツ";

    /** City names, whole and without what people leave out, folded; each with all cities that may be meant. */
    private final NameIndex<List<Alias>> cities;

    private final Map<String, List<Place>> byPostalCode;
    private final int towns;

    private PlaceTable(Map<String, List<Alias>> cities, Map<String, List<Place>> byPostalCode, int towns) {
        this.cities = new NameIndex<>(cities);
        this.byPostalCode = byPostalCode;
        this.towns = towns;
    }

    /**
     * One place of the table.
     *
     * @param prefecture such as 京都府
     * @param city such as 京都市中京区 or 三方上中郡若狭町
     * @param town without 丁目; empty for the city as a whole
     */
    public record Place(String prefecture, String city, String town) {
        public Place {
            Objects.requireNonNull(prefecture, "prefecture");
            Objects.requireNonNull(city, "city");
            Objects.requireNonNull(town, "town");
        }
    }

    /** One town as it is looked up. */
    static final class Town {
        final String name;

        /** The highest 丁目 that the table tells of; 0 when it tells of none. */
        int chome;

        Town(String name) {
            this.name = name;
        }
    }

    /** One city with its towns. */
    static final class City {
        final String prefecture;
        final String name;
        final NameIndex<Town> towns;

        /** Towns by a key without optional letters, for texts that have one more or one less. */
        final NameIndex<Town> reduced;

        City(String prefecture, String name, Map<String, Town> towns, Map<String, Town> reduced) {
            this.prefecture = prefecture;
            this.name = name;
            this.towns = new NameIndex<>(towns);
            this.reduced = new NameIndex<>(reduced);
        }

        boolean isKyoto() {
            return name.startsWith("京都市");
        }
    }

    /** A city under one of its names; a weak name needs a town behind it to be believed. */
    static final class Alias {
        final City city;
        final boolean weak;

        Alias(City city, boolean weak) {
            this.city = city;
            this.weak = weak;
        }
    }

    /** A table without places. */
    public static PlaceTable empty() {
        return EMPTY;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Whether there is no place in it. */
    public boolean isEmpty() {
        return cities.longest() == 0;
    }

    /** All places of a postal code; empty when the table does not have it. */
    public List<Place> places(String sevenDigits) {
        return byPostalCode.getOrDefault(sevenDigits, List.of());
    }

    NameIndex<List<Alias>> cities() {
        return cities;
    }

    List<Alias> cities(String key) {
        List<Alias> found = cities.get(key);
        return found == null ? List.of() : found;
    }

    /** The name without letters that people put in and leave out. */
    static String reduced(String key) {
        StringBuilder shorter = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            if (!isOptional(key, i)) {
                shorter.append(key.charAt(i));
            }
        }
        return shorter.toString();
    }

    /** Only between kanji: in a name of kana the same letters are no ornament. */
    private static boolean isOptional(String key, int i) {
        return i > 0
                && i + 1 < key.length()
                && OPTIONAL.indexOf(key.charAt(i)) >= 0
                && !KanaKey.isKana(key.charAt(i - 1))
                && !KanaKey.isKana(key.charAt(i + 1));
    }

    static boolean isOptional(char before, char c, char after) {
        return OPTIONAL.indexOf(c) >= 0 && !KanaKey.isKana(before) && !KanaKey.isKana(after);
    }

    @Override
    public String toString() {
        return "PlaceTable of " + towns + " towns";
    }

    /** Collects places; not safe to share. */
    public static final class Builder {

        private record Row(String postalCode, String prefecture, String cityAndTown) {}

        private final List<Row> rows = new ArrayList<>();
        /** Towns by prefecture and city. */
        private final Map<String, Map<String, Map<String, Town>>> cities = new HashMap<>();

        private final Map<String, List<Place>> byPostalCode = new HashMap<>();

        private Builder() {}

        /**
         * Adds a place.
         *
         * @param postalCode seven digits; empty when unknown
         * @param town as the table has it, notes in brackets included; empty for the city as a whole
         */
        public Builder place(String postalCode, String prefecture, String city, String town) {
            if (prefecture.isBlank() || city.isBlank()) {
                throw new IllegalArgumentException("prefecture and city must not be blank");
            }
            Map<String, Town> known = cities.computeIfAbsent(prefecture, p -> new HashMap<>())
                    .computeIfAbsent(city, name -> new HashMap<>());
            String name = withoutNote(town);
            String note = town.substring(name.length());
            boolean all = name.endsWith("一円") && city.endsWith(name.substring(0, name.length() - 2));
            if (all || name.startsWith("以下に掲載がない")) {
                name = "";
            }
            if (!name.isEmpty()) {
                String key = bare(AddressText.key(name));
                if (!key.isEmpty()) {
                    String listed = inKanji(name);
                    Town entry = known.computeIfAbsent(key, k -> new Town(listed));
                    entry.chome = Math.max(entry.chome, isJo(key) ? MOST_IN_A_GRID : chome(note));
                }
            }
            if (!postalCode.isEmpty()) {
                Place place = new Place(prefecture, city, name);
                List<Place> places = byPostalCode.computeIfAbsent(postalCode, code -> new ArrayList<>(1));
                if (!places.contains(place)) {
                    places.add(place);
                }
            }
            return this;
        }

        /** 丁目 of Sapporo's and Asahikawa's streets go up to about this. */
        private static final int MOST_IN_A_GRID = 40;

        /** The highest number in a note about 丁目: 19 in （１〜１９丁目）. */
        private static int chome(String note) {
            int at = note.indexOf("丁目");
            int highest = 0;
            int number = 0;
            for (int i = 0; at > 0 && i < note.length(); i++) {
                char c = HalfWidth.of(note.charAt(i));
                if (c >= '0' && c <= '9') {
                    number = Math.min(number, 100) * 10 + (c - '0');
                } else {
                    // 「１〜１９丁目」 and 「１、２丁目」, but not 「１丁目１２番地」
                    boolean ofChome = note.startsWith("丁目", i) || c == '〜' || c == '、' || c == '～';
                    highest = ofChome && number <= MOST_IN_A_GRID ? Math.max(highest, number) : highest;
                    number = 0;
                }
            }
            return highest;
        }

        /** Numbers of towns in kanji, as registers write them: 東光２５条 is 東光二十五条. */
        private static String inKanji(String name) {
            StringBuilder kanji = new StringBuilder(name.length());
            for (int i = 0; i < name.length(); i++) {
                int end = i;
                while (end < name.length() && name.charAt(end) >= '０' && name.charAt(end) <= '９') {
                    end++;
                }
                if (end == i || end - i > 2) {
                    kanji.append(name.charAt(i));
                } else {
                    int number = 0;
                    for (; i < end; i++) {
                        number = number * 10 + (name.charAt(i) - '０');
                    }
                    i--;
                    kanji.append(JapaneseAddress.kanji(number));
                }
            }
            return kanji.toString();
        }

        /** Towns of Hokkaido's grids, 北3条西 and 東光25条: what follows is always a 丁目. */
        private static boolean isJo(String key) {
            int jo = key.lastIndexOf('条');
            return jo > 0 && key.charAt(jo - 1) >= '0' && key.charAt(jo - 1) <= '9' && jo >= key.length() - 2;
        }

        /**
         * Places of a CSV file with a header line and city and town in columns of their own; the reader is not closed.
         *
         * @throws IllegalArgumentException if a column is missing
         */
        public Builder places(
                Reader csv, String postalColumn, String prefectureColumn, String cityColumn, String townColumn) {
            CsvColumns.read(
                    csv,
                    (line, cells) -> place(cells[0], cells[1], cells[2], cells[3]),
                    postalColumn,
                    prefectureColumn,
                    cityColumn,
                    townColumn);
            return this;
        }

        /**
         * Places of a CSV file with a header line and city and town in one column; the reader is not closed. What is a city is told by the rows that have nothing
         * but one, which Japan Post gives codes that end in 00.
         *
         * @throws IllegalArgumentException if a column is missing
         */
        public Builder postalCodes(Reader csv, String postalColumn, String prefectureColumn, String cityAndTownColumn) {
            CsvColumns.read(
                    csv,
                    (line, cells) -> rows.add(new Row(cells[0], cells[1], cells[2])),
                    postalColumn,
                    prefectureColumn,
                    cityAndTownColumn);
            return this;
        }

        public PlaceTable build() {
            takeRows();
            Map<String, List<Alias>> names = new HashMap<>();
            int[] count = {0};
            cities.forEach((prefecture, ofPrefecture) -> ofPrefecture.forEach((name, towns) -> {
                count[0] += towns.size();
                nameCity(names, city(prefecture, name, towns));
            }));
            Map<String, List<Place>> codes = new HashMap<>();
            byPostalCode.forEach((code, places) -> codes.put(code, List.copyOf(places)));
            return new PlaceTable(names, codes, count[0]);
        }

        private void takeRows() {
            Map<String, Set<String>> known = new HashMap<>();
            for (Row row : rows) {
                String name = row.cityAndTown();
                boolean whole = row.postalCode().endsWith("00") && "市区町村".indexOf(last(name)) >= 0;
                if (whole) {
                    known.computeIfAbsent(row.prefecture(), p -> new HashSet<>())
                            .add(name);
                } else if (name.endsWith("一円")) {
                    String city = twice(name.substring(0, name.length() - 2));
                    if (!city.isEmpty()) {
                        known.computeIfAbsent(row.prefecture(), p -> new HashSet<>())
                                .add(city);
                    }
                }
            }
            for (Row row : rows) {
                String name = row.cityAndTown();
                Set<String> candidates = known.getOrDefault(row.prefecture(), Set.of());
                int end = cityEnd(name, candidates);
                if (end == 0) {
                    AddressText text = AddressText.of(name);
                    end = text.rawAt(CitySuffix.end(text, 0, row.prefecture()));
                }
                if (end > 0 && end <= name.length()) {
                    place(row.postalCode(), row.prefecture(), name.substring(0, end), name.substring(end));
                }
            }
            rows.clear();
        }

        /** Where the city in front of {@code name} ends: the shortest that is known, or a ward of it; 0 when none is. */
        private static int cityEnd(String name, Set<String> candidates) {
            int end = 0;
            for (int at = 2; at <= name.length(); at++) {
                char last = name.charAt(at - 1);
                boolean ward = end > 0 && last == '区' && name.charAt(end - 1) == '市';
                if ((end == 0 || ward) && "市区町村".indexOf(last) >= 0 && candidates.contains(name.substring(0, at))) {
                    end = at;
                }
            }
            return end;
        }

        /** The city in 利島村利島村 and 北安曇郡松川村松川村: once whole, once without its district. */
        private static String twice(String name) {
            for (int at = (name.length() + 1) / 2; at < name.length(); at++) {
                if (name.substring(0, at).endsWith(name.substring(at))) {
                    return name.substring(0, at);
                }
            }
            return "";
        }

        private static char last(String name) {
            return name.isEmpty() ? ' ' : name.charAt(name.length() - 1);
        }

        private static void nameCity(Map<String, List<Alias>> names, City city) {
            String key = AddressText.key(city.name);
            add(names, key, new Alias(city, false));
            String shorter = AddressText.key(withoutDistrict(city.name));
            if (!shorter.equals(key)) {
                add(names, shorter, new Alias(city, false));
            }
            int ward = city.name.indexOf('市') + 1;
            if (city.name.endsWith("区") && ward > 0) {
                add(names, AddressText.key(city.name.substring(ward)), new Alias(city, true));
                add(names, AddressText.key(city.name.substring(0, ward)), new Alias(city, true));
            }
        }

        private static void add(Map<String, List<Alias>> names, String key, Alias alias) {
            names.computeIfAbsent(key, k -> new ArrayList<>(1)).add(alias);
        }

        /** A city with its towns under all names that people write for them, where no other town is called so. */
        private static City city(String prefecture, String name, Map<String, Town> listed) {
            Map<String, Town> towns = new HashMap<>(listed);
            boolean kyoto = name.startsWith("京都市");
            listed.forEach((key, town) -> {
                // 鳥谷坂一6-29: in front of digits a kanji numeral stays one.
                AddressText beforeDigits = AddressText.of(town.name + "1");
                String spelled = bare(beforeDigits.sub(0, beforeDigits.size - 1));
                if (!listed.containsKey(spelled)) {
                    towns.put(spelled, town);
                }
                // 町 is left out where nothing else would be meant; a name with a number would take the number of the
                // block for its own.
                for (int at = kyoto || hasDigit(key) ? -1 : key.indexOf('町', 1);
                        at >= 0;
                        at = key.indexOf('町', at + 1)) {
                    String shorter = key.substring(0, at) + key.substring(at + 1);
                    if (shorter.length() > 1 && !listed.containsKey(shorter)) {
                        towns.merge(shorter, town, Builder::oneOrNone);
                    }
                }
            });
            towns.values().removeIf(town -> town == AMBIGUOUS);
            Map<String, Town> reduced = new HashMap<>();
            towns.forEach((key, town) -> reduced.merge(PlaceTable.reduced(key), town, Builder::oneOrNone));
            reduced.values().removeIf(town -> town == AMBIGUOUS);
            return new City(prefecture, name, towns, reduced);
        }

        private static Town oneOrNone(Town one, Town other) {
            return one == other ? one : AMBIGUOUS;
        }

        private static final Town AMBIGUOUS = new Town("");

        private static boolean hasDigit(String key) {
            return key.chars().anyMatch(c -> c >= '0' && c <= '9');
        }

        private static String withoutNote(String town) {
            int note = town.indexOf('（');
            int other = town.indexOf('(');
            int end = note < 0 ? other : other < 0 ? note : Math.min(note, other);
            String name = end < 0 ? town : town.substring(0, end);
            // 種市第２４地割〜第２５地割: the numbers are the lots' and not the town's.
            int lots = name.indexOf("第");
            return lots > 0 && name.indexOf("地割", lots) > 0 ? name.substring(0, lots) : name;
        }

        /** The district (郡) or the island in front of a town or village, which people leave out. */
        private static String withoutDistrict(String city) {
            int district = city.indexOf('郡', 1);
            if (district > 0 && district + 2 < city.length() && !city.endsWith("市") && !city.endsWith("区")) {
                return city.substring(district + 1);
            }
            int island = city.indexOf('島', 1);
            boolean tokyo = city.startsWith("三宅島") || city.startsWith("八丈島");
            return tokyo ? city.substring(island + 1) : city;
        }
    }

    /** The name without 大字 or 字 in front. */
    static String bare(String key) {
        return key.startsWith("大字") ? key.substring(2) : key.startsWith("字") ? key.substring(1) : key;
    }
}
