package io.enishi.identity.ja;

import io.enishi.identity.ja.JapaneseAddress.Kind;
import io.enishi.identity.ja.JapaneseAddress.Part;
import io.enishi.identity.ja.PlaceTable.Alias;
import io.enishi.identity.ja.PlaceTable.City;
import io.enishi.identity.ja.PlaceTable.Place;
import io.enishi.identity.ja.PlaceTable.Town;
import io.enishi.identity.normal.PostalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
 * <p>Never throws on any text. Immutable and safe to share; some microseconds an address.
 */
public final class AddressParser {

    private static final String[] PREFECTURES = {
        "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
                "石川県", "福井県", "山梨県",
        "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県",
                "徳島県", "香川県", "愛媛県",
        "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県"
    };

    private static final String[] PREFECTURE_KEYS = keys();

    /** Directions from a crossing of Kyoto, folded; the longest first where one begins another. */
    private static final String[] DIRECTIONS = {
        "上ケル", "下ケル", "上ル", "下ル", "上リ", "下リ", "上ケ", "下ケ", "東入ル", "西入ル", "南入ル", "北入ル", "東入リ", "西入リ", "東ヘ入ル", "西ヘ入ル",
        "東入", "西入", "南入", "北入"
    };

    /** Letters of the old lots. */
    private static final String LOTS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥イロハニホヘトチリヌルヲワ";

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

    private static String[] keys() {
        String[] keys = new String[PREFECTURES.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = AddressText.key(PREFECTURES[i]);
        }
        return keys;
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
        Reading reading = new Reading(text);
        int start = reading.postalCode();
        String code = PostalCode.key(postalCode);
        List<Place> hints = places.places(code.isEmpty() ? reading.code : code);
        if (places.isEmpty()) {
            reading.byForm(start);
        } else {
            reading.byTable(start, hints);
        }
        return reading.address();
    }

    /** One way to read the beginning of an address. */
    private static final class Candidate {
        final String prefecture;
        final boolean prefectureWritten;
        final int prefectureEnd;
        final int cityStart;
        final @Nullable City city;
        final int cityEnd;
        final boolean weak;
        int streetEnd;
        int townStart;
        int townEnd;

        @Nullable
        Town town;

        Candidate(
                String prefecture,
                boolean prefectureWritten,
                int prefectureEnd,
                int cityStart,
                @Nullable City city,
                int cityEnd,
                boolean weak) {
            this.prefecture = prefecture;
            this.prefectureWritten = prefectureWritten;
            this.prefectureEnd = prefectureEnd;
            this.cityStart = cityStart;
            this.city = city;
            this.cityEnd = cityEnd;
            this.weak = weak;
            this.streetEnd = cityEnd;
            this.townStart = cityEnd;
            this.townEnd = cityEnd;
        }

        boolean beats(Candidate other, List<Place> hints) {
            if (weak != other.weak && (weak ? other.cityEnd >= cityEnd : cityEnd >= other.cityEnd)) {
                return !weak; // a ward that is written is the ward
            }
            if ((town != null) != (other.town != null)) {
                return town != null;
            }
            if (town == null && weak != other.weak) {
                return !weak;
            }
            if (townEnd != other.townEnd) {
                return townEnd > other.townEnd;
            }
            if (isHinted(hints) != other.isHinted(hints)) {
                return isHinted(hints);
            }
            if (weak != other.weak) {
                return !weak;
            }
            return cityEnd > other.cityEnd;
        }

        private boolean isHinted(List<Place> hints) {
            for (Place hint : hints) {
                if (city != null
                        && hint.city().equals(city.name)
                        && hint.prefecture().equals(city.prefecture)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The parsing of one address. */
    private final class Reading {
        private final AddressText text;
        private final List<Part> parts = new ArrayList<>(8);
        private String code = "";
        private String prefecture = "";
        private String city = "";
        private String town = "";
        private String aza = "";
        private int chome;
        private String block = "";
        private String building = "";
        private String room = "";
        private String rest = "";
        private AddressLevel level = AddressLevel.NONE;
        private boolean listed;
        private int done; // raw offset up to which parts reach

        Reading(AddressText text) {
            this.text = text;
        }

        JapaneseAddress address() {
            return new JapaneseAddress(
                    text.raw, prefecture, city, town, aza, chome, block, building, room, rest, level, listed, parts);
        }

        /** Adds the part that ends before the folded character {@code end}. */
        private void part(Kind kind, int end) {
            int to = text.rawAt(end);
            if (to > done) {
                parts.add(new Part(kind, done, to));
                done = to;
            }
        }

        private String written(int begin, int end) {
            return text.raw.substring(text.rawAt(begin), text.rawAt(end)).strip();
        }

        // -------------------------------------------------------------- places

        /** A postal code in front; where the address proper begins. */
        int postalCode() {
            int at = text.at(0) == '〒' || text.at(0) == '〶' ? 1 : 0;
            StringBuilder digits = new StringBuilder(7);
            int i = at;
            while (i < text.size
                    && digits.length() < 7
                    && (text.isArabic(i) || (text.at(i) == '-' && digits.length() == 3))) {
                if (text.isArabic(i)) {
                    digits.append(text.at(i));
                }
                i++;
            }
            boolean isCode = digits.length() == 7 && !text.isArabic(i) && text.at(i) != '-';
            if (!isCode || (at == 0 && i >= text.size)) {
                return 0;
            }
            code = digits.toString();
            part(Kind.POSTAL_CODE, i);
            return i;
        }

        void byTable(int start, List<Place> hints) {
            Candidate best = null;
            for (int p = 0; p <= PREFECTURES.length; p++) {
                int end = p == PREFECTURES.length ? start : prefectureEnd(p, start);
                if (end < 0) {
                    continue;
                }
                boolean whole = p < PREFECTURES.length && end - start == PREFECTURE_KEYS[p].length();
                String name = p == PREFECTURES.length ? "" : PREFECTURES[p];
                Candidate found = city(name, end, hints);
                if (found == null && whole) {
                    found = new Candidate(name, true, end, end, null, end, false);
                }
                if (found != null
                        && (best == null || found.beats(best, hints) || (best.city == null && found.city != null))) {
                    best = found;
                }
                if (whole) {
                    break; // nothing else can begin like this
                }
            }
            if (best == null || best.city == null) {
                Candidate hinted = fromHints(best, start, hints);
                best = hinted == null ? best : hinted;
            }
            if (best == null) {
                rest(start);
                return;
            }
            take(best, best.town == null && best.city != null && isAmbiguous(best, hints));
        }

        /** Where the prefecture ends, its last letter left out or not; -1 when the text does not begin with it. */
        private int prefectureEnd(int p, int start) {
            String key = PREFECTURE_KEYS[p];
            if (text.startsWith(key, start)) {
                return start + key.length();
            }
            String shorter = key.substring(0, key.length() - 1);
            return p > 0 && text.startsWith(shorter, start) ? start + shorter.length() : -1;
        }

        private @Nullable Candidate city(String name, int at, List<Place> hints) {
            Candidate best = null;
            for (int from = at; from >= 0; from = from == at ? repeated(at) : -1) {
                int hash = 0;
                for (int length = 1; length <= Math.min(places.cities().longest(), text.size - from); length++) {
                    hash = NameIndex.extend(hash, text.at(from + length - 1));
                    List<Alias> found = places.cities().get(text.folded, from, length, hash);
                    for (Alias alias : found == null ? List.<Alias>of() : found) {
                        if (!name.isEmpty() && !alias.city.prefecture.equals(name)) {
                            continue;
                        }
                        Candidate one = new Candidate(
                                alias.city.prefecture,
                                !name.isEmpty(),
                                at,
                                from,
                                alias.city,
                                from + length,
                                alias.weak);
                        town(one);
                        if (best == null || one.beats(best, hints)) {
                            best = one;
                        }
                    }
                }
                if (best != null && (best.town != null || !best.weak)) {
                    break;
                }
            }
            return best;
        }

        /** Behind a name that stands twice (京都市京都市中京区), where it stands the second time; -1 when none does. */
        private int repeated(int at) {
            for (int length = 2; length <= 6; length++) {
                boolean twice = at + 2 * length <= text.size;
                for (int i = 0; twice && i < length; i++) {
                    twice = text.at(at + i) == text.at(at + length + i);
                }
                if (twice) {
                    return at + length;
                }
            }
            return -1;
        }

        /** The city of the postal code, for a text that begins with the town. */
        private @Nullable Candidate fromHints(@Nullable Candidate best, int start, List<Place> hints) {
            int at = best == null ? start : best.cityEnd;
            Candidate found = null;
            for (Place hint : hints) {
                if (best != null && !best.prefecture.equals(hint.prefecture())) {
                    continue;
                }
                for (Alias alias : places.cities(AddressText.key(hint.city()))) {
                    if (alias.city.prefecture.equals(hint.prefecture())) {
                        Candidate one = new Candidate(hint.prefecture(), best != null, at, at, alias.city, at, true);
                        town(one);
                        if (one.town != null && (found == null || one.townEnd > found.townEnd)) {
                            found = one;
                        }
                    }
                }
            }
            return found;
        }

        /** Whether other cities are called so too and nothing tells which is meant. */
        private boolean isAmbiguous(Candidate best, List<Place> hints) {
            if (best.isHinted(hints)) {
                return false;
            }
            int others = 0;
            for (Alias alias : places.cities(text.sub(best.cityStart, best.cityEnd))) {
                others += !best.prefectureWritten || alias.city.prefecture.equals(best.prefecture) ? 1 : 0;
            }
            return others > 1;
        }

        private void take(Candidate best, boolean ambiguous) {
            prefecture = ambiguous && !best.prefectureWritten ? "" : best.prefecture;
            part(Kind.PREFECTURE, best.prefectureEnd);
            level = AddressLevel.PREFECTURE;
            City found = best.city;
            if (found == null) {
                listed = true;
                rest(best.prefectureEnd);
                return;
            }
            city = ambiguous ? written(best.cityStart, best.cityEnd) : found.name;
            listed = true;
            part(Kind.CITY, best.cityEnd);
            level = AddressLevel.CITY;
            Town entry = best.town;
            if (entry == null) {
                if (isNumberStart(best.cityEnd)) {
                    afterTown(best.cityEnd, 0); // 利島村5: some villages have no towns
                } else if (!marked(best.cityEnd)) {
                    rest(best.cityEnd);
                }
                return;
            }
            part(Kind.STREET, best.streetEnd);
            String marker = text.sub(best.streetEnd, best.townStart);
            town = (entry.name.startsWith("字") || entry.name.startsWith("大字") ? "" : marker) + entry.name;
            part(Kind.TOWN, best.townEnd);
            level = AddressLevel.TOWN;
            int at = best.townEnd;
            if (found.isKyoto()) {
                int street = streetEnd(at);
                if (street > at) {
                    part(Kind.STREET, street);
                    at = street;
                }
            }
            afterTown(at, entry.chome);
        }

        /** A town that no table has but that calls itself one: 字三保野. */
        private boolean marked(int at) {
            int name = markerEnd(at);
            if (name == at) {
                return false;
            }
            int end = name;
            while (end < text.size && !isNumberStart(end)) {
                end++;
            }
            if (end == name || end - name > 12) {
                return false;
            }
            town = written(at, end);
            listed = false;
            level = AddressLevel.TOWN;
            part(Kind.TOWN, end);
            afterTown(end, 0);
            return true;
        }

        private int markerEnd(int at) {
            if (text.startsWith("大字", at) || text.startsWith("小字", at)) {
                return at + 2;
            }
            return text.at(at) == '字' ? at + 1 : at;
        }

        /** Finds the town of a candidate. */
        private void town(Candidate candidate) {
            City found = candidate.city;
            if (found == null) {
                return;
            }
            int at = candidate.cityEnd;
            if (found.isKyoto()) {
                int street = streetEnd(at);
                if (street > at && townAt(candidate, found, street, street)) {
                    return;
                }
            }
            if (townAt(candidate, found, at, at)) {
                return;
            }
            if (found.isKyoto()) {
                for (int i = at + 1; i < text.size; i++) {
                    if (text.at(i - 1) == '通' || (text.at(i - 1) == 'リ' && text.at(i - 2) == '通')) {
                        if (townAt(candidate, found, i, i)) {
                            return;
                        }
                    }
                }
            }
        }

        private boolean townAt(Candidate candidate, City found, int at, int street) {
            int name = markerEnd(at);
            // A name may begin like the marker: 大字 is none in 大字町 if there is one.
            for (int from = name; from >= at; from = from == at ? -1 : at) {
                Town longest = null;
                int end = from;
                int hash = 0;
                int limit = Math.min(found.towns.longest(), text.size - from);
                for (int length = 1; length <= limit; length++) {
                    hash = NameIndex.extend(hash, text.at(from + length - 1));
                    Town entry = found.towns.get(text.folded, from, length, hash);
                    if (entry != null && isTownEnd(from, from + length)) {
                        longest = entry;
                        end = from + length;
                    }
                }
                if (longest != null) {
                    settle(candidate, longest, street, from, end);
                    return true;
                }
                if (reducedTown(candidate, found, from, street)) {
                    return true;
                }
            }
            return false;
        }

        /** The same without letters that people put in and leave out. */
        private boolean reducedTown(Candidate candidate, City found, int from, int street) {
            int limit = Math.min(found.reduced.longest() + 2, text.size - from);
            char[] shorter = new char[limit];
            int size = 0;
            Town longest = null;
            int end = from;
            int hash = 0;
            for (int i = 0; i < limit; i++) {
                int at = from + i;
                if (i > 0 && PlaceTable.isOptional(text.at(at - 1), text.at(at), text.at(at + 1))) {
                    continue;
                }
                shorter[size++] = text.at(at);
                hash = NameIndex.extend(hash, text.at(at));
                Town entry = size > 1 ? found.reduced.get(shorter, 0, size, hash) : null;
                if (entry != null && isTownEnd(from, at + 1)) {
                    longest = entry;
                    end = at + 1;
                }
            }
            if (longest != null) {
                settle(candidate, longest, street, from, end);
            }
            return longest != null;
        }

        private void settle(Candidate candidate, Town entry, int street, int from, int end) {
            candidate.town = entry;
            candidate.streetEnd = street;
            candidate.townStart = from;
            candidate.townEnd = end;
        }

        /** Whether a town from {@code from} may end here: not within a number, nor, if it is one letter, within another name. */
        private boolean isTownEnd(int from, int end) {
            if (!text.isBorder(end)) {
                return false;
            }
            if (end >= text.size || end - from > 1) {
                return true;
            }
            char next = text.at(end);
            return text.isDigit(end) || next == '-' || next == '字' || next == '大' || text.isSpaced(end) || isLot(end);
        }

        /** Behind the last direction of a Kyoto street; {@code at} when there is none. */
        private int streetEnd(int at) {
            int end = at;
            for (int i = at + 1; i < text.size; i++) {
                char c = text.at(i);
                if (c == '上' || c == '下' || c == '東' || c == '西' || c == '南' || c == '北') {
                    for (String direction : DIRECTIONS) {
                        if (text.startsWith(direction, i)) {
                            end = i + direction.length();
                            i = end - 1;
                            break;
                        }
                    }
                }
            }
            return end;
        }

        void byForm(int start) {
            int at = start;
            for (int p = 0; p < PREFECTURES.length; p++) {
                if (text.startsWith(PREFECTURE_KEYS[p], start)) {
                    prefecture = PREFECTURES[p];
                    at = start + PREFECTURE_KEYS[p].length();
                    break;
                }
            }
            part(Kind.PREFECTURE, at);
            level = prefecture.isEmpty() ? AddressLevel.NONE : AddressLevel.PREFECTURE;
            int again = repeated(at);
            int begin = again > 0 && CitySuffix.end(text, again, prefecture) > again ? again : at;
            int end = CitySuffix.end(text, begin, prefecture);
            if (end == begin) {
                rest(at);
                return;
            }
            city = written(begin, end).replace(" ", "").replace("　", "");
            part(Kind.CITY, end);
            level = AddressLevel.CITY;
            int street = city.startsWith("京都市") ? streetEnd(end) : end;
            part(Kind.STREET, street);
            int numbers = street;
            while (numbers < text.size && !isNumberStart(numbers)) {
                numbers++;
            }
            if (numbers == street || numbers - street > 20) {
                rest(street);
                return;
            }
            town = written(street, numbers);
            level = AddressLevel.TOWN;
            part(Kind.TOWN, numbers);
            afterTown(numbers, 0);
        }

        private void rest(int at) {
            rest = written(at, text.size);
            if (done < text.raw.length()) {
                parts.add(new Part(Kind.REST, done, text.raw.length()));
                done = text.raw.length();
            }
        }

        // -------------------------------------------------------------- numbers

        /** Whether the numbers of a block begin here, and not a number within a name. */
        private boolean isNumberStart(int at) {
            if (!text.isDigit(at) && !isLot(at)) {
                return text.startsWith("無番地", at) || text.startsWith("番外地", at);
            }
            int from = text.isDigit(at) ? at : at + 1;
            int end = from;
            while (text.isDigit(end) && (end == from || !text.isSpaced(end))) {
                end++;
            }
            boolean counted = text.startsWith("丁目", end)
                    || text.startsWith("町目", end)
                    || (text.at(end) == '番' && text.at(end + 1) != '町' && text.at(end + 1) != '館')
                    || (text.at(end) == '号' && text.at(end + 1) != '線')
                    || (text.at(end) == '-' && (text.isDigit(end + 1) || end + 1 >= text.size));
            // A kanji numeral without a counter is part of a name: 一の坂町, 北二条.
            return counted
                    || end >= text.size
                    || (text.isArabic(from)
                            && (text.isSpaced(end)
                                    || ((text.at(end) == 'ノ') && text.isDigit(end + 1))
                                    || !isNameLetter(text.at(end))));
        }

        private boolean isNameLetter(char c) {
            return Character.isLetter(c);
        }

        /** A letter of the old lots (甲, イ) in front of a number. */
        private boolean isLot(int at) {
            return text.isDigit(at + 1) && !text.isSpaced(at + 1) && LOTS.indexOf(text.at(at)) >= 0;
        }

        private void afterTown(int from, int listedChome) {
            int at = aza(from);
            int number = at;
            while (text.isDigit(number) && (number == at || !text.isSpaced(number)) && number - at < 3) {
                number++;
            }
            boolean given = false;
            if (number > at && (text.startsWith("丁目", number) || text.startsWith("町目", number) || isSakai(number))) {
                chome = value(at, number);
                at = number + (text.at(number + 1) == '目' ? 2 : 1);
                if ((text.at(at) == '-' || text.at(at) == 'ノ') && text.isDigit(at + 1)) {
                    at++;
                }
                given = chome > 0;
                part(Kind.CHOME, at);
            }
            new Numbers(at, given, listedChome).read();
        }

        /** 丁 alone, as in Sakai: a number or nothing follows. */
        private boolean isSakai(int at) {
            return text.at(at) == '丁'
                    && (at + 1 >= text.size || text.isDigit(at + 1) || text.at(at + 1) == '-' || text.isSpaced(at + 1));
        }

        /** 字 or 地割 between town and numbers. */
        private int aza(int from) {
            int at = from;
            int lots = text.at(at) == '第' ? at + 1 : at;
            int end = lots;
            while (text.isDigit(end)) {
                end++;
            }
            if (end > lots && text.startsWith("地割", end)) {
                end += 2;
            } else {
                int name = markerEnd(at);
                if (name == at) {
                    return unmarked(from);
                }
                end = name;
                while (end < text.size && !isNumberStart(end) && text.at(end) != '(') {
                    end++;
                }
                if (end - name > 15) {
                    return from;
                }
            }
            aza = written(from, end);
            part(Kind.AZA, end);
            return end;
        }

        /** A small part of the town that is not in the table and does not say that it is one: kanji in front of the numbers. */
        private int unmarked(int from) {
            int end = from;
            while (end < text.size && isPartOfName(end) && !text.isSpaced(end) && !isNumberStart(end)) {
                end++;
            }
            boolean isName = end > from
                    && end - from <= 8
                    && isNumberStart(end)
                    && text.isArabic(end)
                    && !text.isSpaced(end)
                    && "荘館棟園寮店".indexOf(text.at(end - 1)) < 0;
            if (!isName) {
                return from;
            }
            aza = written(from, end);
            part(Kind.AZA, end);
            return end;
        }

        private boolean isPartOfName(int at) {
            char c = text.at(at);
            return Character.isIdeographic(c)
                    || c == 'ノ'
                    || c == 'ケ'
                    || c == 'ツ'
                    || (text.isDigit(at) && !text.isArabic(at));
        }

        private int value(int from, int to) {
            int value = 0;
            for (int i = from; i < to; i++) {
                value = value * 10 + (text.at(i) - '0');
            }
            return value;
        }

        /** The row of numbers: 番, 番地, 号, or hyphens between them. */
        private final class Numbers {
            private static final int MOST = 6;

            /** 丁目 beyond this are rare, and block numbers beyond it are not. */
            private static final int MOST_CHOME = 20;

            private final int start;
            private final boolean chomeGiven;
            private final int listedChome;
            private final String[] numbers = new String[MOST];
            private final int[] begins = new int[MOST];
            private final int[] ends = new int[MOST];
            private final boolean[] dashed = new boolean[MOST]; // whether a bare hyphen stands behind it
            private int count;
            private String lot = "";

            Numbers(int start, boolean chomeGiven, int listedChome) {
                this.start = start;
                this.chomeGiven = chomeGiven;
                this.listedChome = listedChome;
            }

            void read() {
                if (text.startsWith("無番地", start) || text.startsWith("番外地", start)) {
                    block = text.sub(start, start + 3);
                    level = AddressLevel.BLOCK;
                    part(Kind.BLOCK, start + 3);
                    behind(start + 3);
                    return;
                }
                int at = start;
                if (text.at(at) == '-' && text.isDigit(at + 1)) {
                    at++;
                }
                if (isLot(at)) {
                    lot = text.sub(at, at + 1);
                    at++;
                }
                collect(at);
                if (count == 0) {
                    behind(start);
                    return;
                }
                split();
            }

            private void collect(int from) {
                int at = from;
                boolean open = true;
                while (open && count < MOST) {
                    int end = numberEnd(at);
                    if (end == at || (count > 0 && isNoBlock(end))) {
                        break;
                    }
                    numbers[count] = number(at, end);
                    begins[count] = at;
                    int next = end;
                    open = false;
                    char c = text.at(end);
                    if (c == '-' && numberEnd(end + 1) > end + 1 && text.isDigit(end + 1)) {
                        next = end + 1;
                        dashed[count] = true;
                        open = true;
                    } else if (c == 'ノ' && text.isDigit(end + 1)) {
                        next = end + 1;
                        open = true;
                    } else if (c == '番' && isCounter(end)) {
                        next = end + (text.at(end + 1) == '地' ? 2 : 1);
                        boolean joined = text.at(next) == 'ノ' || text.at(next) == '-';
                        if (joined && text.isDigit(next + 1)) {
                            next++;
                        }
                        open = true;
                    } else if (text.startsWith("街区", end)) {
                        next = end + 2;
                        open = true;
                    } else if (c == '号' && !isHouse(end)) {
                        next = end + (text.at(end + 1) == '地' ? 2 : 1);
                        boolean goesOn = (text.at(next) == '-' || text.at(next) == 'ノ')
                                && text.isDigit(next + 1)
                                && !text.isSpaced(next);
                        if (goesOn) {
                            next++;
                            open = true;
                        }
                    }
                    ends[count++] = next;
                    boolean apart = open && text.isSpaced(next) && !(count == 1 && !dashed[0]);
                    open &= !apart;
                    at = next;
                }
            }

            /** 番 as a counter: not of 三番町, 一番館, 二番街. */
            private boolean isCounter(int at) {
                char next = text.at(at + 1);
                return next != '町' && next != '館' && next != '街' && next != '丁' && next != '棟';
            }

            private boolean isHouse(int at) {
                char next = text.at(at + 1);
                return next == '棟' || next == '館' || next == '室' || next == '線' || next == '車' || next == '店';
            }

            /** Whether the number that ends here counts something else: a floor, a house of a group, a room. */
            private boolean isNoBlock(int end) {
                char c = text.at(end);
                return c == '階'
                        || c == '棟'
                        || c == '館'
                        || c == '室'
                        || c == '条'
                        || c == 'F'
                        || c == 'f'
                        || text.startsWith("丁目", end)
                        || (c == '号' && isHouse(end) && text.at(end + 1) != '室')
                        || (c == '番' && !isCounter(end));
            }

            /** Behind the number at {@code at}: digits, or digits with 百 and 千. */
            private int numberEnd(int at) {
                int end = at;
                boolean kanji = false;
                while (end < text.size && (end == at || !text.isSpaced(end))) {
                    char c = text.at(end);
                    if (c == '百' || c == '千') {
                        kanji = true;
                    } else if (!text.isDigit(end)) {
                        break;
                    }
                    end++;
                }
                if (!kanji) {
                    return end;
                }
                boolean counted = end >= text.size || "番号-ノ".indexOf(text.at(end)) >= 0 || text.isSpaced(end);
                if (counted && hasNoArabic(at, end)) {
                    return end;
                }
                end = at; // the kanji begins a name: ７千代田２１ビル
                while (text.isDigit(end) && (end == at || !text.isSpaced(end))) {
                    end++;
                }
                return end;
            }

            private boolean hasNoArabic(int from, int to) {
                for (int i = from; i < to; i++) {
                    if (text.isArabic(i)) {
                        return false;
                    }
                }
                return true;
            }

            private String number(int from, int to) {
                int value = 0;
                int digits = 0;
                boolean any = false;
                StringBuilder plain = new StringBuilder(to - from);
                boolean kanji = false;
                for (int i = from; i < to; i++) {
                    char c = text.at(i);
                    if (c == '千' || c == '百') {
                        value += (any ? digits : 1) * (c == '千' ? 1000 : 100);
                        digits = 0;
                        any = false;
                        kanji = true;
                    } else {
                        plain.append(c);
                        digits = Math.min(digits, 100_000) * 10 + (c - '0');
                        any = true;
                    }
                }
                if (kanji) {
                    return Integer.toString(value + digits);
                }
                int zeros = 0;
                while (zeros < plain.length() - 1 && plain.charAt(zeros) == '0') {
                    zeros++;
                }
                return plain.substring(zeros);
            }

            /** Decides which number is what. */
            private void split() {
                int first = 0;
                boolean roomy = count >= 3 && numbers[2].length() >= 3;
                // 丙6-32-11 in a town that is called 丙: lots have no 丁目
                boolean lotted = town.length() == 1 && LOTS.indexOf(town.charAt(0)) >= 0;
                boolean small = lot.isEmpty() && aza.isEmpty() && !lotted && numbers[0].length() <= 2;
                if (!chomeGiven && chome == 0 && count >= 2 && dashed[0] && small) {
                    int value = Integer.parseInt(numbers[0]);
                    boolean three = count >= 3 && dashed[1] && value <= MOST_CHOME && (!roomy || count > 3);
                    if (value > 0 && (value <= listedChome || three)) {
                        chome = value;
                        part(Kind.CHOME, begins[1]);
                        first = 1;
                    }
                }
                int last = count;
                boolean rooms = chomeGiven || first > 0 || roomy || endsAsRoom();
                if (lot.isEmpty() && rooms && count - first >= 3) {
                    last = count - 1;
                }
                StringBuilder joined = new StringBuilder(lot);
                for (int i = first; i < last; i++) {
                    joined.append(i > first ? "-" : "").append(numbers[i]);
                }
                block = joined.toString();
                level = AddressLevel.BLOCK;
                int end = last < count ? begins[last] : ends[count - 1];
                part(Kind.BLOCK, end);
                behind(end);
            }

            /** 1番2-403号: a third number with 号 is a room. */
            private boolean endsAsRoom() {
                return count == 3 && text.at(ends[2] - 1) == '号' && !dashed[0];
            }
        }

        // -------------------------------------------------------------- buildings

        private void behind(int from) {
            if (from >= text.size) {
                if (done < text.raw.length() && !parts.isEmpty()) { // spaces at the end
                    Part last = parts.remove(parts.size() - 1);
                    parts.add(new Part(last.kind(), last.from(), text.raw.length()));
                    done = text.raw.length();
                }
                return;
            }
            char c = text.at(from);
            boolean words = c == '(' || c == '・' || c == '、' || c == ',' || c == ':' || c == '~' || c == '〜';
            if (level != AddressLevel.BLOCK || words) {
                rest(from);
                return;
            }
            int name = from;
            while (text.at(name) == '-') {
                name++;
            }
            int end = text.size;
            int roomAt = roomStart(name, end);
            building = written(name, roomAt);
            part(Kind.BUILDING, roomAt);
            if (roomAt < end) {
                room = written(roomAt, end);
                parts.add(new Part(Kind.ROOM, done, text.raw.length()));
            } else if (done < text.raw.length()) {
                Part last = parts.remove(parts.size() - 1);
                parts.add(new Part(last.kind(), last.from(), text.raw.length()));
            }
            done = text.raw.length();
        }

        /** Where the number of the room or floor begins that the text ends with; {@code end} when it ends with none. */
        private int roomStart(int from, int end) {
            int at = end;
            if (at - 2 >= from && text.startsWith("号室", at - 2)) {
                at -= 2;
            } else if (at - 1 >= from && "号室階".indexOf(text.at(at - 1)) >= 0) {
                at -= 1;
            } else if (at - 1 > from && text.at(at - 1) == 'F') {
                at -= 1;
            }
            int digits = at;
            while (digits > from && text.isArabic(digits - 1)) {
                digits--;
            }
            if (digits == at) {
                return end;
            }
            int begin = digits;
            if (begin - 1 >= from && text.at(begin - 1) == '-' && begin - 2 >= from && text.isArabic(begin - 2)) {
                begin--;
                while (begin > from && text.isArabic(begin - 1)) {
                    begin--;
                }
            } else if (begin - 1 >= from
                    && isLatin(text.at(begin - 1))
                    && (begin - 2 < from || !isLatin(text.at(begin - 2)))) {
                begin--; // A205
            }
            return begin;
        }

        private boolean isLatin(char c) {
            return c >= 'A' && c <= 'Z';
        }
    }
}
