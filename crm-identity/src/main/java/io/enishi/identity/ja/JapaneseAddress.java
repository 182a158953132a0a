package io.enishi.identity.ja;

import java.util.List;
import java.util.Objects;

/**
 * A Japanese address taken apart. The raw text is kept as it is, and the parts cover all of it: nothing is lost, and what was not understood stands in
 * {@link #rest} as it was written.
 *
 * <p>Prefecture, city and town are the official names where a {@link PlaceTable} has them, however they were written; 大字 or 字 stays in the town's name if the text
 * has it. Building, room and rest are pieces of the raw text.
 *
 * @param raw the text that was parsed, unchanged
 * @param prefecture such as 大阪府; empty when it is neither written nor certain from the city
 * @param city such as 高槻市, 横浜市青葉区 or 三方上中郡若狭町; empty when unknown
 * @param town without 丁目, such as 奈佐原; empty when unknown
 * @param aza a part of the town (字, 地割) as written, for which there is no table; empty when there is none
 * @param chome the 丁目; 0 when there is none
 * @param block 番 or 番地 and 号, as digits with hyphens between them ({@code 1-2}), with the letter of a lot in front (甲123); empty when unknown
 * @param building as written; empty when there is none
 * @param room number of the room or floor as written; empty when there is none
 * @param rest what was not understood, as written; empty when all was
 * @param level how far the address could be read
 * @param listed whether the town, or for coarser levels the city, is in the table and not told by its form alone
 * @param parts the pieces that the raw text falls into, in order and without gaps
 */
public record JapaneseAddress(
        String raw,
        String prefecture,
        String city,
        String town,
        String aza,
        int chome,
        String block,
        String building,
        String room,
        String rest,
        AddressLevel level,
        boolean listed,
        List<Part> parts) {

    /** What a piece of the raw text is. */
    public enum Kind {
        POSTAL_CODE,
        PREFECTURE,
        CITY,
        /** Streets and directions of Kyoto in front of the town or behind it (四条通烏丸東入). */
        STREET,
        TOWN,
        AZA,
        CHOME,
        BLOCK,
        BUILDING,
        ROOM,
        REST
    }

    /**
     * A piece of the raw text.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public record Part(Kind kind, int from, int to) {
        public Part {
            Objects.requireNonNull(kind, "kind");
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException(
                        "from must be 0 or more and to beyond it, not " + from + " and " + to);
            }
        }
    }

    private static final String[] DIGITS = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

    public JapaneseAddress {
        Objects.requireNonNull(raw, "raw");
        Objects.requireNonNull(prefecture, "prefecture");
        Objects.requireNonNull(city, "city");
        Objects.requireNonNull(town, "town");
        Objects.requireNonNull(aza, "aza");
        Objects.requireNonNull(block, "block");
        Objects.requireNonNull(building, "building");
        Objects.requireNonNull(room, "room");
        Objects.requireNonNull(rest, "rest");
        Objects.requireNonNull(level, "level");
        parts = List.copyOf(parts);
    }

    /** The town with its 丁目 in kanji, as registers write it: 奈佐原二丁目. In Sakai, which says 丁, 南花田口町二丁. */
    public String townName() {
        if (chome == 0) {
            return town;
        }
        String name = town.startsWith("大字") ? town.substring(2) : town; // a 大字 has no 丁目
        return name + kanji(chome) + (city.startsWith("堺市") && !city.endsWith("美原区") ? "丁" : "丁目");
    }

    /** A number below one hundred in kanji. */
    static String kanji(int number) {
        int tens = number / 10;
        return number >= 100
                ? Integer.toString(number)
                : (tens == 0 ? "" : (tens == 1 ? "" : DIGITS[tens]) + "十") + DIGITS[number % 10];
    }

    /**
     * The address in one form, without building and room: 大阪府高槻市奈佐原二丁目1-2, and without a 丁目 大阪府高槻市八丁西町8番21, so that nobody takes the 番 for one. What was not
     * understood is left out. Parsing it gives the same.
     */
    public String normalised() {
        int hyphen = chome == 0 ? block.indexOf('-') : -1;
        String numbers = hyphen < 0 ? block : block.substring(0, hyphen) + "番" + block.substring(hyphen + 1);
        String place = aza.isEmpty() ? townName() : town + aza + (chome == 0 ? "" : kanji(chome) + "丁目");
        return prefecture + city + place + numbers;
    }

    /**
     * The folded address down to {@code level}, for blocking and equality: the same for every way to write it. Empty when the address was not read so far. At
     * {@link AddressLevel#BLOCK} 丁目, 番 and 号 are one row of numbers, since 1-4-1 does not tell which is which.
     */
    public String key(AddressLevel level) {
        if (level == AddressLevel.NONE || level.compareTo(this.level) > 0) {
            return "";
        }
        return switch (level) {
            case NONE -> "";
            case PREFECTURE -> prefecture;
            case CITY -> prefecture + cityKey();
            case TOWN -> prefecture + cityKey() + townKey() + (chome == 0 ? "" : " " + chome);
            case BLOCK -> prefecture + cityKey() + townKey() + " " + numbers();
        };
    }

    private String cityKey() {
        return AddressText.key(city);
    }

    private String townKey() {
        return PlaceTable.bare(AddressText.key(town)) + AddressText.key(aza);
    }

    /** 丁目 and block as one row of numbers: 1-4-1. */
    public String numbers() {
        return chome == 0 ? block : block.isEmpty() ? Integer.toString(chome) : chome + "-" + block;
    }

    /** The room as capital letters and digits: 205 for ２０５号室, 3F for ３階; empty when there is none. */
    public String roomKey() {
        AddressText text = AddressText.of(room);
        StringBuilder key = new StringBuilder(4);
        for (int i = 0; i < text.size; i++) {
            char c = text.at(i);
            if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
                key.append(c);
            } else if (c == '階') {
                key.append('F');
            }
        }
        return key.toString();
    }

    /** How far this address and the other agree. A prefecture that one of them leaves out is not held against them. */
    public AddressAgreement compare(JapaneseAddress other) {
        if (level == AddressLevel.NONE || other.level == AddressLevel.NONE) {
            return AddressAgreement.UNKNOWN;
        }
        boolean prefecturesKnown = !prefecture.isEmpty() && !other.prefecture.isEmpty();
        if (prefecturesKnown && !prefecture.equals(other.prefecture)) {
            return AddressAgreement.DIFFERENT;
        }
        if (city.isEmpty() || other.city.isEmpty()) {
            return prefecturesKnown ? AddressAgreement.SAME_PREFECTURE : AddressAgreement.UNKNOWN;
        }
        if (!sameCity(cityKey(), other.cityKey())) {
            return prefecturesKnown ? AddressAgreement.SAME_PREFECTURE : AddressAgreement.DIFFERENT;
        }
        boolean townless = town.isEmpty() && other.town.isEmpty() && !block.isEmpty() && !other.block.isEmpty();
        if (!townless && (town.isEmpty() || other.town.isEmpty())) {
            boolean sameRest = !rest.isEmpty() && restKey().equals(other.restKey());
            return sameRest && town.isEmpty() && other.town.isEmpty()
                    ? AddressAgreement.SAME_BLOCK
                    : AddressAgreement.SAME_CITY;
        }
        if (!townKey().equals(other.townKey())) {
            return AddressAgreement.SAME_CITY;
        }
        if (block.isEmpty() || other.block.isEmpty()) {
            return chome == 0 || other.chome == 0 || chome == other.chome
                    ? AddressAgreement.SAME_TOWN
                    : AddressAgreement.SAME_CITY;
        }
        if (!numbers().equals(other.numbers())) {
            return chome == other.chome ? AddressAgreement.SAME_TOWN : AddressAgreement.SAME_CITY;
        }
        return roomKey().equals(other.roomKey()) ? AddressAgreement.SAME_HOME : AddressAgreement.SAME_BLOCK;
    }

    /** Cities are the same if one is the other without its district or its ward. */
    private static boolean sameCity(String one, String other) {
        return one.equals(other)
                || (one.length() > 2 && other.length() > 2 && (one.endsWith(other) || other.endsWith(one)));
    }

    /** The rest as far as it can be compared: folded, counters as hyphens. */
    String restKey() {
        AddressText text = AddressText.of(rest);
        StringBuilder key = new StringBuilder(text.size);
        for (int i = 0; i < text.size; i++) {
            char c = text.at(i);
            boolean counter =
                    i > 0 && text.isDigit(i - 1) && (c == '番' || c == '号' || c == '-' || text.startsWith("丁目", i));
            if (counter) {
                i += text.startsWith("丁目", i) || text.startsWith("番地", i) ? 1 : 0;
                key.append('-');
            } else {
                key.append(c);
            }
        }
        int end = key.length();
        while (end > 0 && key.charAt(end - 1) == '-') {
            end--;
        }
        return key.substring(0, end);
    }
}
