package io.enishi.identity.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts numbered from 0 in the order in which they are added, side by side in a few large arrays. A million short texts are then no
 * objects that take several times their length and that every collection of garbage has to walk through.
 *
 * <p>A text is a few bytes that tell its length and whether it has wide characters, then a byte for each character where all are below
 * 256, else two. Adding is for one thread, reading for any number.
 */
final class Texts {

    /** Bytes of an array; a longer text has one of its own. */
    private static final int FULL = 1 << 18;

    /** Bits of a length in a byte before the text; the eighth says that there are more. */
    private static final int LENGTH_BITS = 7;

    private static final int MORE = 1 << LENGTH_BITS;
    private static final int MOST_LENGTH_BYTES = 5;

    /** Where each text begins: the number of the array in the upper half, the byte in the lower. */
    private long[] places = new long[64];

    private byte[][] arrays = {new byte[1 << 10]};
    private int last;
    private int used;
    private int size;

    /** How many there are. */
    int size() {
        return size;
    }

    void add(String text) {
        char[] characters = text.toCharArray();
        add(characters, 0, characters.length);
    }

    void add(char[] characters, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= characters[i];
        }
        int wide = all > 0xFF ? 1 : 0;
        makeRoom(MOST_LENGTH_BYTES + ((long) (to - from) << wide));
        byte[] array = arrays[last];
        int at = used;
        int rest = ((to - from) << 1) | wide;
        while (rest >>> LENGTH_BITS != 0) {
            array[at++] = (byte) (rest | MORE);
            rest >>>= LENGTH_BITS;
        }
        array[at++] = (byte) rest;
        for (int i = from; i < to; i++) {
            array[at++] = (byte) characters[i];
            if (wide > 0) {
                array[at++] = (byte) (characters[i] >>> 8);
            }
        }
        end(at);
    }

    /** Adds a text of others. */
    void add(Texts others, int number) {
        byte[] array = others.array(number);
        int from = (int) others.places[number];
        int told = told(array, from);
        int length = bytes(told) + ((told >>> 1) << (told & 1));
        makeRoom(length);
        System.arraycopy(array, from, arrays[last], used, length);
        end(used + length);
    }

    private void makeRoom(long bytes) {
        if (size == places.length) {
            places = Arrays.copyOf(places, size * 2);
        }
        long needed = used + bytes;
        int length = arrays[last].length;
        if (needed > length && needed <= FULL) { // the first array begins small
            arrays[last] = Arrays.copyOf(arrays[last], (int) Math.min(FULL, Math.max(needed, 2L * length)));
        } else if (needed > length) {
            last++;
            if (last == arrays.length) {
                arrays = Arrays.copyOf(arrays, last * 2);
            }
            arrays[last] = new byte[Math.toIntExact(Math.max(FULL, bytes))];
            used = 0;
        }
    }

    private void end(int at) {
        places[size++] = ((long) last << Integer.SIZE) | used;
        used = at;
    }

    private byte[] array(int number) {
        return arrays[(int) (places[number] >>> Integer.SIZE)];
    }

    /** Twice the length of the text that begins there, and 1 more if it is wide. */
    private static int told(byte[] array, int from) {
        int told = array[from];
        if (told >= 0) {
            return told;
        }
        told &= MORE - 1;
        for (int i = 1; ; i++) {
            int next = array[from + i];
            told |= (next & (MORE - 1)) << (i * LENGTH_BITS);
            if (next >= 0) {
                return told;
            }
        }
    }

    /** How many bytes tell that. */
    private static int bytes(int told) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(told);
        return Math.max(1, (bits + LENGTH_BITS - 1) / LENGTH_BITS);
    }

    int length(int number) {
        return told(array(number), (int) places[number]) >>> 1;
    }

    String text(int number) {
        byte[] array = array(number);
        int from = (int) places[number];
        int told = told(array, from);
        if ((told & 1) == 0) {
            return new String(array, from + bytes(told), told >>> 1, StandardCharsets.ISO_8859_1);
        }
        char[] characters = new char[told >>> 1];
        copy(number, characters);
        return new String(characters);
    }

    /** Puts the characters of a text into {@code room}, from the beginning, and answers how many there are. */
    int copy(int number, char[] room) {
        byte[] array = array(number);
        int from = (int) places[number];
        int told = told(array, from);
        int length = told >>> 1;
        int at = from + bytes(told);
        if ((told & 1) == 0) {
            for (int i = 0; i < length; i++) {
                room[i] = (char) (array[at + i] & 0xFF);
            }
        } else {
            for (int i = 0; i < length; i++) {
                room[i] = wide(array, at + 2 * i);
            }
        }
        return length;
    }

    private static char wide(byte[] array, int at) {
        return (char) ((array[at] & 0xFF) | (array[at + 1] << 8));
    }

    boolean isEqual(int number, String text) {
        return length(number) == text.length() && text(number).equals(text);
    }

    /** Whether it is one of others. */
    boolean isEqual(int number, Texts others, int theirs) {
        byte[] array = array(number);
        byte[] other = others.array(theirs);
        int from = (int) places[number];
        int otherFrom = (int) others.places[theirs];
        int told = told(array, from);
        int end = bytes(told) + ((told >>> 1) << (told & 1));
        return told == told(other, otherFrom)
                && Arrays.equals(array, from, from + end, other, otherFrom, otherFrom + end);
    }

    /** Whether a text has the characters of {@code others} from one place to before another. */
    boolean isEqual(int number, char[] others, int from, int to) {
        byte[] array = array(number);
        int begin = (int) places[number];
        int told = told(array, begin);
        if (told >>> 1 != to - from) {
            return false;
        }
        int at = begin + bytes(told);
        return (told & 1) == 0 ? isNarrow(array, at, others, from, to) : isWide(array, at, others, from, to);
    }

    private static boolean isNarrow(byte[] array, int at, char[] others, int from, int to) {
        for (int i = from; i < to; i++) {
            if (others[i] != (array[at + i - from] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWide(byte[] array, int at, char[] others, int from, int to) {
        for (int i = from; i < to; i++) {
            if (others[i] != wide(array, at + 2 * (i - from))) {
                return false;
            }
        }
        return true;
    }
}
