package io.enishi.identity.ja;

import io.enishi.identity.ja.JapaneseAddress.Kind;
import io.enishi.identity.ja.JapaneseAddress.Part;
import io.enishi.identity.ja.PlaceTable.City;
import io.enishi.identity.ja.PlaceTable.Town;
import java.util.ArrayList;
import java.util.List;

/**
 * The reading of one address: first the place (which {@link PlaceSearch} found), then the numbers ({@link AddressNumbers}), then what stands
 * behind them. Each piece that was understood becomes a part, and parts are added from left to right, so that they cover the text.
 */
final class AddressReading {

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

    AddressReading(AddressText text) {
        this.text = text;
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

    void byTable(int start, PlaceSearch search) {
        AddressCandidate best = search.from(start);
        if (best == null) {
            rest(start);
        } else {
            take(best, search.isAmbiguous(best));
        }
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
            int street = text.streetEnd(at);
            if (street > at) {
                part(Kind.STREET, street);
                at = street;
            }
        }
        afterTown(at, entry.chome);
    }

    /** A town that no table has but that calls itself one: 字三保野. */
    private boolean marked(int at) {
        int name = text.markerEnd(at);
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

    void byForm(int start) {
        int at = start;
        int written = Prefectures.written(text, start);
        if (written >= 0) {
            prefecture = Prefectures.name(written);
            at = Prefectures.end(written, text, start);
        }
        part(Kind.PREFECTURE, at);
        level = prefecture.isEmpty() ? AddressLevel.NONE : AddressLevel.PREFECTURE;
        int again = text.repeated(at);
        int begin = again > 0 && CitySuffix.end(text, again, prefecture) > again ? again : at;
        int end = CitySuffix.end(text, begin, prefecture);
        if (end == begin) {
            rest(at);
            return;
        }
        city = written(begin, end).replace(" ", "").replace("　", "");
        part(Kind.CITY, end);
        level = AddressLevel.CITY;
        int street = city.startsWith("京都市") ? text.streetEnd(end) : end;
        part(Kind.STREET, street);
        int numbers = street;
        while (numbers < text.size && (!isNumberStart(numbers) || (text.isLot(numbers) && text.endsName(numbers)))) {
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
        if (!text.isDigit(at) && !text.isLot(at)) {
            return text.startsWith("無番地", at) || text.startsWith("番外地", at);
        }
        int from = text.isDigit(at) ? at : at + 1;
        int end = from;
        while (text.isDigit(end) && (end == from || !text.isSpaced(end))) {
            end++;
        }
        boolean counted = text.startsWith("丁目", end)
                || text.startsWith("町目", end)
                || (text.isArabic(from) && text.at(end) == '丁' && text.isDigit(end + 1))
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
            int name = text.markerEnd(at);
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
