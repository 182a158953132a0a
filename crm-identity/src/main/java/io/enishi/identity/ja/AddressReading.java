package io.enishi.identity.ja;

import io.enishi.identity.ja.JapaneseAddress.Kind;
import io.enishi.identity.ja.JapaneseAddress.Part;
import io.enishi.identity.ja.PlaceTable.Alias;
import io.enishi.identity.ja.PlaceTable.City;
import io.enishi.identity.ja.PlaceTable.Place;
import io.enishi.identity.ja.PlaceTable.Town;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one address: first the place, then the numbers ({@link AddressNumbers}), then what stands behind them. Each piece that was understood becomes a
 * part, and parts are added from left to right, so that they cover the text.
 *
 * <p>Long because the ways to write the three are told apart by what the others are.
 */
final class AddressReading {

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
    static final String LOTS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥イロハニホヘトチリヌルヲワ";

    private final PlaceTable places;

    final AddressText text;
    private final List<Part> parts = new ArrayList<>(8);
    String code = "";
    private String prefecture = "";
    private String city = "";
    String town = "";
    String aza = "";
    int chome;
    String block = "";
    private String building = "";
    private String room = "";
    private String rest = "";
    AddressLevel level = AddressLevel.NONE;
    private boolean listed;
    private int done; // raw offset up to which parts reach

    AddressReading(AddressText text, PlaceTable places) {
        this.text = text;
        this.places = places;
    }

    JapaneseAddress address() {
        return new JapaneseAddress(
                text.raw, prefecture, city, town, aza, chome, block, building, room, rest, level, listed, parts);
    }

    /** Adds the part that ends before the folded character {@code end}. */
    void part(Kind kind, int end) {
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
        AddressCandidate best = null;
        for (int p = 0; p <= PREFECTURES.length; p++) {
            int end = p == PREFECTURES.length ? start : prefectureEnd(p, start);
            if (end < 0) {
                continue;
            }
            boolean whole = p < PREFECTURES.length && end - start == PREFECTURE_KEYS[p].length();
            String name = p == PREFECTURES.length ? "" : PREFECTURES[p];
            AddressCandidate found = city(name, end, hints);
            if (found == null && whole) {
                found = new AddressCandidate(name, true, end, end, null, end, false);
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
            AddressCandidate hinted = fromHints(best, start, hints);
            best = hinted == null ? best : hinted;
        }
        if (best == null) {
            rest(start);
            return;
        }
        take(best, best.town == null && best.city != null && isAmbiguous(best, hints));
    }

    private static String[] keys() {
        String[] keys = new String[PREFECTURES.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = AddressText.key(PREFECTURES[i]);
        }
        return keys;
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

    private @Nullable AddressCandidate city(String name, int at, List<Place> hints) {
        AddressCandidate best = null;
        for (int from = at; from >= 0; from = from == at ? repeated(at) : -1) {
            int hash = 0;
            for (int length = 1; length <= Math.min(places.cities().longest(), text.size - from); length++) {
                hash = NameIndex.extend(hash, text.at(from + length - 1));
                List<Alias> found = places.cities().get(text.folded, from, length, hash);
                for (Alias alias : found == null ? List.<Alias>of() : found) {
                    if (!name.isEmpty() && !alias.city.prefecture.equals(name)) {
                        continue;
                    }
                    AddressCandidate one = new AddressCandidate(
                            alias.city.prefecture, !name.isEmpty(), at, from, alias.city, from + length, alias.weak);
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
    private @Nullable AddressCandidate fromHints(@Nullable AddressCandidate best, int start, List<Place> hints) {
        int at = best == null ? start : best.cityEnd;
        AddressCandidate found = null;
        for (Place hint : hints) {
            if (best != null && !best.prefecture.equals(hint.prefecture())) {
                continue;
            }
            for (Alias alias : places.cities(AddressText.key(hint.city()))) {
                if (alias.city.prefecture.equals(hint.prefecture())) {
                    AddressCandidate one =
                            new AddressCandidate(hint.prefecture(), best != null, at, at, alias.city, at, true);
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
    private boolean isAmbiguous(AddressCandidate best, List<Place> hints) {
        if (best.isHinted(hints)) {
            return false;
        }
        int others = 0;
        for (Alias alias : places.cities(text.sub(best.cityStart, best.cityEnd))) {
            others += !best.prefectureWritten || alias.city.prefecture.equals(best.prefecture) ? 1 : 0;
        }
        return others > 1;
    }

    private void take(AddressCandidate best, boolean ambiguous) {
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
    private void town(AddressCandidate candidate) {
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

    private boolean townAt(AddressCandidate candidate, City found, int at, int street) {
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
    private boolean reducedTown(AddressCandidate candidate, City found, int from, int street) {
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

    private void settle(AddressCandidate candidate, Town entry, int street, int from, int end) {
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
    boolean isLot(int at) {
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
        new AddressNumbers(this, at, given, listedChome).read();
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

    // -------------------------------------------------------------- buildings

    void behind(int from) {
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
