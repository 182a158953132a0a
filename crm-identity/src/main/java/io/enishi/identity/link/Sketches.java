package io.enishi.identity.link;

/**
 * Numbers that tell of two texts how alike they can be at most: lengths, letters and beginnings.
 *
 * <p>Letters are counted in classes, each count as that many bits: the bits that only one of two texts has are letters that only it
 * has, and every one of them costs an edit.
 */
final class Sketches {

    /** Leading characters that are kept. */
    static final int HEAD = 8;

    private static final int MOST_LEADING = 4;
    private static final double ROUNDING = 1e-9;

    /** Numbers of a text: its letters, its beginning, its length; side by side, since they are asked for together. */
    private static final int EACH = 3;

    private final long[] numbers;

    Sketches(Texts texts) {
        numbers = new long[texts.size() * EACH];
        char[] text = new char[longest(texts)];
        boolean digits = isDigits(texts, text);
        for (int number = 1; number < texts.size(); number++) {
            int length = texts.copy(number, text);
            numbers[number * EACH] = digits ? digits(text, length) : letters(text, length);
            numbers[number * EACH + 1] = head(text, length);
            numbers[number * EACH + 2] = length;
        }
    }

    private static int longest(Texts texts) {
        int longest = 0;
        for (int number = 1; number < texts.size(); number++) {
            longest = Math.max(longest, texts.length(number));
        }
        return longest;
    }

    private static boolean isDigits(Texts texts, char[] text) {
        for (int number = 1; number < texts.size(); number++) {
            if (!isDigits(text, texts.copy(number, text))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(char[] text, int length) {
        for (int i = 0; i < length; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** Sixteen classes, counted up to four. */
    private static long digits(char[] text, int length) {
        long counted = 0;
        for (int i = 0; i < length; i++) {
            long bit = 1L << (text[i] & 15);
            while (bit != 0 && (counted & bit) != 0) {
                bit <<= 16;
            }
            counted |= bit;
        }
        return counted;
    }

    /** Thirty-two classes, counted up to two. */
    private static long letters(char[] text, int length) {
        long counted = 0;
        for (int i = 0; i < length; i++) {
            char c = text[i];
            long bit = 1L << (c < 128 ? c & 31 : (c * 0x9E3779B1) >>> 27);
            counted |= (counted & bit) == 0 ? bit : bit << 32;
        }
        return counted;
    }

    /** The first characters, one byte each; equal characters are equal bytes. */
    private static long head(char[] text, int length) {
        long head = 0;
        for (int i = 0; i < HEAD; i++) {
            char c = i < length ? text[i] : 0;
            head = (head << 8) | (c < 128 ? c : 128 | ((c * 0x9E3779B1) >>> 25));
        }
        return head;
    }

    /**
     * What letters in common must reach for Jaro-Winkler to reach {@code limit}, for each number of leading ones: c of them make
     * Jaro (c/n + c/m + 1)/3 at most, and Winkler adds a tenth of the rest for each leading one.
     */
    static double[] needed(double limit) {
        double[] needed = new double[MOST_LEADING + 1];
        for (int leading = 0; leading <= MOST_LEADING; leading++) {
            double jaro = (limit - 0.1 * leading) / (1 - 0.1 * leading);
            needed[leading] = 3 * jaro - 1 - ROUNDING;
        }
        return needed;
    }

    /**
     * What two texts have in common at most.
     *
     * @param n length of the first
     * @param m length of the second
     * @param onlyA letters, at least, that only the first has
     * @param onlyB letters, at least, that only the second has
     * @param other where their beginnings differ, the first character uppermost
     */
    record Likeness(int n, int m, int onlyA, int onlyB, long other) {

        /** Whether Jaro-Winkler may reach a limit, told as what is {@link #needed} for it. */
        boolean mayBeAlike(double[] needed) {
            int common = Math.min(n - onlyA, m - onlyB);
            return (double) common * (n + m) >= needed[Math.min(MOST_LEADING, leading())] * n * m;
        }

        /** Whether so many edits, exchanges included, may be enough. */
        boolean mayBeNear(double edits) {
            return Math.abs(n - m) <= edits && onlyA <= edits && onlyB <= edits;
        }

        /** Whether one, of at least so many characters, may begin the other. */
        boolean mayBegin(double least) {
            int shorter = Math.min(n, m);
            return shorter >= least && leading() >= Math.min(HEAD, shorter);
        }

        /** Whether so many leading characters may be the same. */
        boolean mayShareHead(double least) {
            return leading() >= Math.min(HEAD, least);
        }

        /** Whether two texts of eight characters may have the same first half or the same second half. */
        boolean mayShareHalf() {
            return n == HEAD && m == HEAD && (other >>> 32 == 0 || (int) other == 0);
        }

        private int leading() {
            return Long.numberOfLeadingZeros(other) >>> 3;
        }
    }

    /** How alike two numbered texts can be. */
    Likeness likeness(int a, int b) {
        int mine = a * EACH;
        int others = b * EACH;
        long letters = numbers[mine];
        long otherLetters = numbers[others];
        return new Likeness(
                (int) numbers[mine + 2],
                (int) numbers[others + 2],
                Long.bitCount(letters & ~otherLetters),
                Long.bitCount(otherLetters & ~letters),
                numbers[mine + 1] ^ numbers[others + 1]);
    }
}
