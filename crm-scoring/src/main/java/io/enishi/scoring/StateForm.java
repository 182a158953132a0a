package io.enishi.scoring;

import io.enishi.core.value.DecayingSum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a checkpoint, version 1. Equal states give equal bytes: everything is written in a fixed or sorted order, and an
 * absent list is written as an empty one.
 *
 * <p>Whole numbers are written as signed variable-length integers (7 bits a byte, low bits first, sign folded into the lowest bit).
 */
final class StateForm {

    private static final int VERSION = 1;
    private static final int MOST = 10_000_000;

    private final ScoreFold fold;
    private final StateLayout layout;
    private final int groups;

    StateForm(ScoreFold fold) {
        this.fold = fold;
        this.layout = fold.layout();
        this.groups = fold.model().groups().size();
    }

    byte[] encode(ScoreState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, state.lastTime);
            write(out, state.bandsEntered);
            for (int entered : state.groupBands) {
                write(out, entered);
            }
            for (int group = 0; group <= groups; group++) {
                write(out, state.kept(group));
            }
            for (int i = 0; i < layout.halfLives(); i++) {
                DecayingSum sum = state.decaying(i);
                int size = sum == null ? 0 : sum.size();
                write(out, size);
                if (sum != null && size > 0) {
                    write(out, sum.newest());
                    for (int age = 0; age < size; age++) {
                        write(out, sum.high(age));
                        write(out, sum.low(age));
                    }
                }
            }
            for (Fading fading : state.fading) {
                write(out, fading);
            }
            for (long cap : state.caps) {
                write(out, cap);
            }
            for (Fading fading : state.rolling) {
                write(out, fading);
            }
            Map<String, OrderPoints> orders = state.orders == null ? Map.of() : new TreeMap<>(state.orders);
            write(out, orders.size());
            for (Map.Entry<String, OrderPoints> entry : orders.entrySet()) {
                OrderPoints order = entry.getValue();
                out.writeUTF(entry.getKey());
                write(out, order.total);
                write(out, order.refunded);
                out.writeBoolean(order.cancelled);
                out.writeUTF(order.currency);
                write(out, order.grants.size());
                for (OrderPoints.Grant grant : order.grants) {
                    write(out, grant.rule);
                    write(out, grant.points);
                    write(out, grant.time);
                    write(out, grant.taken);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    ScoreState decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "checkpoint of a score must be of version " + VERSION + ", but is of " + version);
            }
            ScoreState state = fold.initial();
            state.lastTime = read(in);
            state.bandsEntered = (int) read(in);
            for (int i = 0; i < state.groupBands.length; i++) {
                state.groupBands[i] = (int) read(in);
            }
            for (int group = 0; group <= groups; group++) {
                long kept = read(in);
                if (kept != 0) {
                    state.keep(group, kept);
                }
            }
            for (int i = 0; i < layout.halfLives(); i++) {
                int size = count(in);
                if (size > 0) {
                    DecayingSum sum = state.decayingFor(i, layout);
                    long newest = read(in);
                    for (int age = 0; age < size; age++) {
                        sum.addSum(newest - age, read(in), read(in));
                    }
                }
            }
            for (int i = 0; i < state.fading.length; i++) {
                state.fading[i] = fading(in);
            }
            for (int i = 0; i < state.caps.length; i++) {
                state.caps[i] = read(in);
            }
            for (int i = 0; i < state.rolling.length; i++) {
                state.rolling[i] = fading(in);
            }
            int orders = count(in);
            for (int i = 0; i < orders; i++) {
                OrderPoints order = state.order(in.readUTF());
                order.total = read(in);
                order.refunded = read(in);
                order.cancelled = in.readBoolean();
                order.currency = in.readUTF();
                int grants = count(in);
                for (int j = 0; j < grants; j++) {
                    order.grants.add(new OrderPoints.Grant(rule(in), read(in), read(in), read(in)));
                }
            }
            if (in.read() >= 0) {
                throw new IllegalArgumentException("checkpoint of a score goes on after its end");
            }
            return state;
        } catch (IOException e) {
            throw new IllegalArgumentException("checkpoint of a score is cut short or malformed", e);
        }
    }

    private int rule(DataInputStream in) throws IOException {
        long rule = read(in);
        if (rule < 0 || rule >= fold.model().rules().size()) {
            throw new IllegalArgumentException("checkpoint of a score names rule " + rule + " of "
                    + fold.model().rules().size());
        }
        return (int) rule;
    }

    private static void write(DataOutputStream out, @Nullable Fading fading) throws IOException {
        int size = fading == null ? 0 : fading.size();
        write(out, size);
        for (int i = 0; i < size && fading != null; i++) {
            write(out, fading.time(i));
            write(out, fading.points(i));
        }
    }

    private static @Nullable Fading fading(DataInputStream in) throws IOException {
        int size = count(in);
        if (size == 0) {
            return null;
        }
        Fading fading = new Fading();
        for (int i = 0; i < size; i++) {
            long time = read(in);
            fading.add(read(in), time);
        }
        return fading;
    }

    private static int count(DataInputStream in) throws IOException {
        long count = read(in);
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("checkpoint of a score counts " + count + " entries");
        }
        return (int) count;
    }

    private static void write(DataOutputStream out, long value) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long read(DataInputStream in) throws IOException {
        long rest = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.readUnsignedByte();
            rest |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw new IllegalArgumentException("checkpoint of a score holds a number of more than 64 bits");
    }
}
