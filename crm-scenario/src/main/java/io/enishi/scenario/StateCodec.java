package io.enishi.scenario;

import io.enishi.scenario.ScenarioState.Memory;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Bytes of a {@link ScenarioState}. Format 1: version byte; since, startedAt, arrivedAt, due (longs); reachable (byte); step; the
 * subject and the memory, each as a count and entries in order of their names. Equal states give equal bytes.
 */
final class StateCodec {

    private static final int FORMAT = 1;

    private StateCodec() {}

    static byte[] encode(ScenarioState state) {
        StateWriter out = new StateWriter();
        out.writeByte(FORMAT);
        out.writeLong(state.since());
        out.writeLong(state.startedAt());
        out.writeLong(state.arrivedAt());
        out.writeLong(state.due());
        out.writeByte(state.reachable() ? 1 : 0);
        out.writeText(state.step());
        out.writeShort(state.subject().size());
        for (var entry : state.subject().entrySet()) {
            out.writeText(entry.getKey());
            out.writeText(entry.getValue());
        }
        out.writeShort(state.memory().size());
        for (var entry : state.memory().entrySet()) {
            Memory memory = entry.getValue();
            out.writeText(entry.getKey());
            out.writeInt(memory.visits());
            out.writeInt(memory.periods());
            out.writeLong(memory.doneAt());
            out.writeText(memory.channel());
        }
        return out.toByteArray();
    }

    static ScenarioState decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IllegalArgumentException(
                        "scenario state must be of format " + FORMAT + ", but is of " + format);
            }
            long since = in.readLong();
            long startedAt = in.readLong();
            long arrivedAt = in.readLong();
            long due = in.readLong();
            boolean reachable = in.readBoolean();
            String step = in.readUTF();
            SortedMap<String, String> subject = new TreeMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                subject.put(in.readUTF(), in.readUTF());
            }
            SortedMap<String, Memory> memory = new TreeMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                String name = in.readUTF();
                memory.put(name, new Memory(in.readInt(), in.readInt(), in.readLong(), in.readUTF()));
            }
            if (in.read() >= 0) {
                throw new IllegalArgumentException("scenario state has bytes left over");
            }
            return new ScenarioState(since, startedAt, subject, step, arrivedAt, due, reachable, memory);
        } catch (IOException e) {
            throw new IllegalArgumentException("these bytes are not a scenario state", e);
        }
    }
}
