package io.enishi.scoring.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link StateWriter} wrote; anything else is an {@link IllegalArgumentException}. */
public final class StateReader {

    private final String what;
    private final byte[] bytes;
    private int at;

    /**
     * @param what names the kind of checkpoint in messages
     * @param version the only one that is read
     */
    public StateReader(String what, int version, byte[] bytes) {
        this.what = what;
        this.bytes = bytes;
        int found = next();
        if (found != version) {
            throw broken("must be of version " + version + ", but is of " + found);
        }
    }

    private int next() {
        if (at >= bytes.length) {
            throw broken("is cut short");
        }
        return bytes[at++] & 0xFF;
    }

    public long whole() {
        long rest = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = next();
            rest |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw broken("holds a number of more than 64 bits");
    }

    /** A number of entries; more than there are bytes left cannot be. */
    public int count() {
        long count = whole();
        if (count < 0 || count > bytes.length - at) {
            throw broken("counts " + count + " entries");
        }
        return (int) count;
    }

    public int integer() {
        long whole = whole();
        if (whole != (int) whole) {
            throw broken("holds a number of more than 32 bits");
        }
        return (int) whole;
    }

    public String text() {
        return new String(part(), StandardCharsets.UTF_8);
    }

    public byte[] part() {
        int length = count();
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return part;
    }

    public void end() {
        if (at < bytes.length) {
            throw broken("goes on after its end");
        }
    }

    private IllegalArgumentException broken(String how) {
        return new IllegalArgumentException("checkpoint of " + what + ' ' + how);
    }
}
