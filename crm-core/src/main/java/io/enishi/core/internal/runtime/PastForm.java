package io.enishi.core.internal.runtime;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import io.enishi.core.value.OriginId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a {@link Past}: a checksum, then the origins that it is of, then its parts. Whatever cannot be read, or is of other origins, is
 * nothing: then everything is read.
 */
final class PastForm {

    /** Part of what checkpoints are found by: of another version there are none. */
    static final int VERSION = 1;

    /** More in one place than any customer has. */
    private static final int MAX_LENGTH = 1 << 28;

    private static final EventCodec EVENTS = new EventCodec();

    private PastForm() {}

    static byte[] encode(Past past, List<OriginId> origins) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 + Integer.BYTES * past.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(0); // room for the checksum
            out.writeInt(origins.size());
            for (OriginId origin : origins) {
                out.writeLong(origin.high());
                out.writeLong(origin.low());
            }
            out.writeLong(past.until());
            out.writeInt(past.folds());
            for (int fold = 0; fold < past.folds(); fold++) {
                write(out, past.state(fold));
            }
            out.writeInt(past.counts().size());
            for (Map.Entry<String, Integer> count : past.counts().entrySet()) {
                out.writeUTF(count.getKey());
                out.writeInt(count.getValue());
            }
            out.writeInt(past.sources().size());
            for (String source : new TreeSet<>(past.sources())) {
                out.writeUTF(source);
            }
            ByteBuffer digests = ByteBuffer.allocate(Integer.BYTES * past.size());
            digests.asIntBuffer().put(past.digests());
            write(out, digests.array());
            out.writeInt(past.kept().size());
            for (Past.Kept kept : past.kept()) {
                out.writeInt(origins.indexOf(kept.origin()));
                write(out, EVENTS.encode(kept.event()).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] form = bytes.toByteArray();
        ByteBuffer.wrap(form).putLong(checksum(form));
        return form;
    }

    /**
     * @param folds how many there are
     * @return null where the bytes are damaged or of other origins
     */
    static @Nullable Past decode(byte[] form, List<OriginId> origins, int folds) {
        if (form.length < Long.BYTES || ByteBuffer.wrap(form).getLong() != checksum(form)) {
            return null;
        }
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(form, Long.BYTES, form.length - Long.BYTES))) {
            List<OriginId> of = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                of.add(new OriginId(in.readLong(), in.readLong()));
            }
            long until = in.readLong();
            byte[][] states = new byte[in.readInt()][];
            if (!of.equals(origins) || states.length != folds) {
                return null;
            }
            for (int fold = 0; fold < folds; fold++) {
                states[fold] = read(in);
            }
            Map<String, Integer> counts = new TreeMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                counts.put(in.readUTF(), in.readInt());
            }
            Set<String> sources = new TreeSet<>();
            for (int i = in.readInt(); i > 0; i--) {
                sources.add(in.readUTF());
            }
            byte[] digests = read(in);
            int[] numbers = new int[digests.length / Integer.BYTES];
            ByteBuffer.wrap(digests).asIntBuffer().get(numbers);
            List<Past.Kept> kept = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                OriginId origin = of.get(in.readInt());
                CustomerEvent event = EVENTS.decodeCustomerEvent(new String(read(in), StandardCharsets.UTF_8));
                kept.add(new Past.Kept(origin, event));
            }
            return new Past(until, states, counts, sources, numbers, kept);
        } catch (IOException | RuntimeException unreadable) {
            return null; // written by a version that is not this one after all
        }
    }

    private static long checksum(byte[] form) {
        CRC32 sum = new CRC32();
        sum.update(form, Long.BYTES, form.length - Long.BYTES);
        return sum.getValue();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_LENGTH) {
            throw new IOException("no length: " + length);
        }
        return in.readNBytes(length);
    }
}
