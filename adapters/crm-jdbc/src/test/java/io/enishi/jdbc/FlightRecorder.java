package io.enishi.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker was doing, in files that outlive it: numbers in shared memory, and a line before and after everything it does for its
 * host. A line is one system call, which a kill does not cut in two.
 */
final class FlightRecorder implements AutoCloseable {

    /** The numbers. */
    enum Number {
        COMMITS_IN_FLIGHT,
        CLAIMS_IN_FLIGHT,
        COMMITS,
        CLAIMS,
        /** Commits of all lives of the worker. */
        WORK
    }

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer numbers;
    private final FileChannel lines;
    private final Path linesFile;

    FlightRecorder(Path folder, int slot) throws IOException {
        try (FileChannel file = FileChannel.open(
                folder.resolve("numbers-" + slot),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            numbers = file.map(FileChannel.MapMode.READ_WRITE, 0, Number.values().length * (long) Long.BYTES);
        }
        linesFile = folder.resolve("lines-" + slot);
        lines = FileChannel.open(linesFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static List<FlightRecorder> ofAll(Path folder, int slots) throws IOException {
        List<FlightRecorder> all = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            all.add(new FlightRecorder(folder, slot));
        }
        return List.copyOf(all);
    }

    void add(Number number, long more) {
        long before = (long) LONGS.getAndAdd(numbers, number.ordinal() * Long.BYTES, more);
        if (before + more < 0) {
            throw new IllegalStateException(number + " fell below zero");
        }
    }

    long get(Number number) {
        return (long) LONGS.getVolatile(numbers, number.ordinal() * Long.BYTES);
    }

    /** Another life begins. */
    void clear() {
        for (Number number : EnumSet.complementOf(EnumSet.of(Number.WORK))) {
            LONGS.setVolatile(numbers, number.ordinal() * Long.BYTES, 0L);
        }
    }

    /** A thread is about to take a turn, with the time that the event gets. */
    void tries(int thread, int index, long at) {
        write("try " + thread + ' ' + index + ' ' + at + '\n');
    }

    /** The host was told that it is done. */
    void acknowledged(int thread, int index, String answer) {
        write("ack " + thread + ' ' + index + ' ' + answer + '\n');
    }

    private void write(String line) {
        try {
            lines.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    /** A turn that was tried; {@code answer} is empty when nobody was told what became of it. */
    record Entry(int thread, int index, long at, String answer) {}

    /** By thread and index, the last word on each. */
    Map<Integer, Map<Integer, Entry>> entries() throws IOException {
        Map<Integer, Map<Integer, Entry>> found = new HashMap<>();
        for (String line : Files.readAllLines(linesFile, StandardCharsets.US_ASCII)) {
            String[] words = line.split(" ", -1);
            int thread = Integer.parseInt(words[1]);
            int index = Integer.parseInt(words[2]);
            Map<Integer, Entry> ofThread = found.computeIfAbsent(thread, key -> new HashMap<>());
            Entry known = ofThread.get(index);
            if (words[0].equals("try") && known == null) {
                ofThread.put(index, new Entry(thread, index, Long.parseLong(words[3]), ""));
            } else if (words[0].equals("ack") && known != null) {
                ofThread.put(index, new Entry(thread, index, known.at, words[3]));
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
