package io.enishi.scoring.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the bytes of a checkpoint: whole numbers as signed variable-length integers, texts as UTF-8 with their length. */
public final class StateWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

    public StateWriter(int version) {
        bytes.write(version);
    }

    public StateWriter whole(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    public StateWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        whole(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    public StateWriter part(byte[] part) {
        whole(part.length);
        bytes.writeBytes(part);
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
