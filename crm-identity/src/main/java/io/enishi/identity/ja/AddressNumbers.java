package io.enishi.identity.ja;

import io.enishi.identity.ja.JapaneseAddress.Kind;

/** The row of numbers: 番, 番地, 号, or hyphens between them. */
final class AddressNumbers {
    private static final int MOST = 6;

    /** 丁目 beyond this are rare, and block numbers beyond it are not. */
    private static final int MOST_CHOME = 20;

    private final AddressReading reading;
    private final AddressText text;
    private final int start;
    private final boolean chomeGiven;
    private final int listedChome;
    private final String[] numbers = new String[MOST];
    private final int[] begins = new int[MOST];
    private final int[] ends = new int[MOST];
    private final boolean[] dashed = new boolean[MOST]; // whether a bare hyphen stands behind it
    private int count;
    private String lot = "";

    AddressNumbers(AddressReading reading, int start, boolean chomeGiven, int listedChome) {
        this.reading = reading;
        this.text = reading.text;
        this.start = start;
        this.chomeGiven = chomeGiven;
        this.listedChome = listedChome;
    }

    void read() {
        if (text.startsWith("無番地", start) || text.startsWith("番外地", start)) {
            reading.block = text.sub(start, start + 3);
            reading.level = AddressLevel.BLOCK;
            reading.part(Kind.BLOCK, start + 3);
            reading.behind(start + 3);
            return;
        }
        int at = start;
        if (text.at(at) == '-' && text.isDigit(at + 1)) {
            at++;
        }
        if (text.isLot(at)) {
            lot = text.sub(at, at + 1);
            at++;
        }
        collect(at);
        if (count == 0) {
            reading.behind(start);
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
        boolean lotted = reading.town.length() == 1 && AddressText.LOTS.indexOf(reading.town.charAt(0)) >= 0;
        boolean small = lot.isEmpty() && reading.aza.isEmpty() && !lotted && numbers[0].length() <= 2;
        if (!chomeGiven && reading.chome == 0 && count >= 2 && dashed[0] && small) {
            int value = Integer.parseInt(numbers[0]);
            boolean three = count >= 3 && dashed[1] && value <= MOST_CHOME && (!roomy || count > 3);
            if (value > 0 && (value <= listedChome || three)) {
                reading.chome = value;
                reading.part(Kind.CHOME, begins[1]);
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
        reading.block = joined.toString();
        reading.level = AddressLevel.BLOCK;
        int end = last < count ? begins[last] : ends[count - 1];
        reading.part(Kind.BLOCK, end);
        reading.behind(end);
    }

    /** 1番2-403号: a third number with 号 is a room. */
    private boolean endsAsRoom() {
        return count == 3 && text.at(ends[2] - 1) == '号' && !dashed[0];
    }
}
