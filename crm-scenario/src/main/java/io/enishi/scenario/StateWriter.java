package io.enishi.scenario;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes what {@link java.io.DataInputStream} reads. A state is written at every commit that moves its run, and most of its texts are
 * ASCII, which needs to be gone through only once.
 */
final class StateWriter {

    /** What {@code readUTF} reads at most. */
    private static final int MAX_BYTES = 65_535;

    private static final int BYTES_OF_A_CHARACTER = 3;

    private ByteBuffer bytes = ByteBuffer.allocate(128);

    void writeByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    /** @throws IllegalArgumentException unless 0 to 65,535 */
    void writeShort(int value) {
        if (value < 0 || value > MAX_BYTES) {
            throw new IllegalArgumentException("a state holds at most " + MAX_BYTES + " of each, but got " + value);
        }
        room(Short.BYTES).putShort((short) value);
    }

    void writeInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void writeLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    /**
     * As {@link java.io.DataOutput#writeUTF}.
     *
     * @throws IllegalArgumentException if it takes more than 65,535 bytes
     */
    void writeText(String text) {
        if (text.length() > MAX_BYTES) {
            throw tooLong(text.length());
        }
        ByteBuffer to = room(Short.BYTES + BYTES_OF_A_CHARACTER * text.length());
        int begin = to.position();
        to.putShort((short) 0);
        for (int i = 0; i < text.length(); i++) {
            put(to, text.charAt(i));
        }
        int length = to.position() - begin - Short.BYTES;
        if (length > MAX_BYTES) {
            throw tooLong(length);
        }
        to.putShort(begin, (short) length);
    }

    private static IllegalArgumentException tooLong(int length) {
        return new IllegalArgumentException(
                "a text in a state must have at most " + MAX_BYTES + " bytes, but has " + length + " or more");
    }

    private static void put(ByteBuffer to, char character) {
        if (character != 0 && character < 0x80) {
            to.put((byte) character);
            return;
        }
        if (character < 0x800) {
            to.put((byte) (0xC0 | (character >> 6)));
        } else {
            to.put((byte) (0xE0 | (character >> 12)));
            to.put((byte) (0x80 | ((character >> 6) & 0x3F)));
        }
        to.put((byte) (0x80 | (character & 0x3F)));
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + more));
            larger.put(bytes.flip());
            bytes = larger;
        }
        return bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
