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

    private final int[] lengths;
    private final long[] letters;
    private final long[] heads;

    Sketches(Dictionary texts) {
        lengths = new int[texts.size()];
        letters = new long[lengths.length];
        heads = new long[lengths.length];
        boolean digits = isDigits(texts);
        for (int code = 1; code < lengths.length; code++) {
            String text = texts.text(code);
            lengths[code] = text.length();
            letters[code] = digits ? digits(text) : letters(text);
            heads[code] = head(text);
        }
    }

    private static boolean isDigits(Dictionary texts) {
        for (int code = 1; code < texts.size(); code++) {
            String text = texts.text(code);
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
        }
        return true;
    }

    /** Sixteen classes, counted up to four. */
    private static long digits(String text) {
        long counted = 0;
        for (int i = 0; i < text.length(); i++) {
            long bit = 1L << (text.charAt(i) & 15);
            while (bit != 0 && (counted & bit) != 0) {
                bit <<= 16;
            }
            counted |= bit;
        }
        return counted;
    }

    /** Thirty-two classes, counted up to two. */
    private static long letters(String text) {
        long counted = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            long bit = 1L << (c < 128 ? c & 31 : (c * 0x9E3779B1) >>> 27);
            counted |= (counted & bit) == 0 ? bit : bit << 32;
        }
        return counted;
    }

    /** The first characters, one byte each; equal characters are equal bytes. */
    private static long head(String text) {
        long head = 0;
        for (int i = 0; i < HEAD; i++) {
            char c = i < text.length() ? text.charAt(i) : 0;
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

    /** Whether Jaro-Winkler may reach a limit, told as what is {@link #needed} for it. */
    boolean mayBeAlike(int a, int b, double[] needed) {
        int n = lengths[a];
        int m = lengths[b];
        int common = Math.min(n - only(a, b), m - only(b, a));
        return (double) common * (n + m) >= needed[Math.min(MOST_LEADING, leading(a, b))] * n * m;
    }

    /** Whether so many edits, exchanges included, may be enough. */
    boolean mayBeNear(int a, int b, double edits) {
        return Math.abs(lengths[a] - lengths[b]) <= edits && only(a, b) <= edits && only(b, a) <= edits;
    }

    /** Whether one, of at least so many characters, may begin the other. */
    boolean mayBegin(int a, int b, double least) {
        int shorter = Math.min(lengths[a], lengths[b]);
        return shorter >= least && leading(a, b) >= Math.min(HEAD, shorter);
    }

    /** Whether so many leading characters may be the same. */
    boolean mayShareHead(int a, int b, double least) {
        return leading(a, b) >= Math.min(HEAD, least);
    }

    /** Whether two texts of eight characters may have the same first half or the same second half. */
    boolean mayShareHalf(int a, int b) {
        long other = heads[a] ^ heads[b];
        return lengths[a] == HEAD && lengths[b] == HEAD && (other >>> 32 == 0 || (int) other == 0);
    }

    private int only(int a, int b) {
        return Long.bitCount(letters[a] & ~letters[b]);
    }

    private int leading(int a, int b) {
        return Long.numberOfLeadingZeros(heads[a] ^ heads[b]) >>> 3;
    }
}
