package io.enishi.core.event;

import io.enishi.core.event.EventFormatException.Reason;
import io.enishi.core.internal.json.TextPool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Reads event logs: one event a line as {@link EventCodec} writes it, in UTF-8.
 *
 * <p>A line that is no event of a known format is set aside with its number and the reason, and the rest goes on; nothing is dropped
 * silently. Blank lines count as lines and are skipped. The file is streamed, so its size does not matter; unpacking (gzip) is
 * the caller's affair.
 *
 * <pre>{@code
 * try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
 *     EventLog.Summary summary = EventLog.read(in, sink);
 * }
 * }</pre>
 */
public final class EventLog {

    /** A line of {@link EventCodec#MAX_LENGTH} characters has at most so many bytes. */
    static final int MAX_LINE_BYTES = 3 * EventCodec.MAX_LENGTH;

    private static final int FIRST_BUFFER = 1 << 16;
    /** What is kept of a line that is too long to keep. */
    private static final int EXCERPT = 1_000;

    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private EventLog() {}

    /** Takes what a log holds, in the order of its lines. Lines are numbered from 1. */
    public interface Sink {

        void event(long line, CustomerEvent event);

        void shopEvent(long line, ShopEvent event);

        void setAside(SetAside line);
    }

    /**
     * A line that is no event of a known format.
     *
     * @param line its number, from 1
     * @param reason what is wrong
     * @param detail place and rule, without personal data
     * @param raw the line as it stands in the log, or the first {@value #EXCERPT} bytes of one that is longer than any event; may
     *     hold personal data
     */
    public record SetAside(long line, Reason reason, String detail, String raw) {
        public SetAside {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(raw, "raw");
        }

        /** Line number, reason and detail, without the raw line. */
        @Override
        public String toString() {
            return "line " + line + ": " + reason.key() + ": " + detail;
        }
    }

    /**
     * How many lines of which kind a log had.
     *
     * @param lines all of them, blank ones included
     * @param events customer events
     * @param shopEvents shop events
     * @param setAside lines set aside by reason; reasons that did not occur are absent
     */
    public record Summary(long lines, long events, long shopEvents, Map<Reason, Long> setAside) {
        public Summary {
            setAside = Collections.unmodifiableMap(
                    setAside.isEmpty() ? new EnumMap<>(Reason.class) : new EnumMap<>(setAside));
        }

        /** Lines set aside for any reason. */
        public long rejected() {
            return setAside.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** @throws IOException if the file cannot be read; what was read before is with the sink */
    public static Summary read(Path file, Sink sink) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, sink);
        }
    }

    /**
     * Reads to the end; does not close {@code in}.
     *
     * @throws IOException if reading fails; what was read before is with the sink
     */
    public static Summary read(InputStream in, Sink sink) throws IOException {
        return new Reading(new EventCodec(), sink, true).all(in);
    }

    /**
     * As {@link #read(InputStream, Sink)}, on several threads: the sink gets the same in the same order, from the calling thread.
     *
     * @param threads at least 1
     * @throws IOException if reading fails; what was read before is with the sink
     */
    public static Summary read(InputStream in, Sink sink, int threads) throws IOException {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but were " + threads);
        }
        return threads == 1 ? read(in, sink) : new LogChunks(sink, threads, LogChunks.USUAL_SIZE).all(in);
    }

    /** One pass over one log, or a part of it. */
    static final class Reading {
        private final EventCodec codec;
        private final Sink sink;
        private final boolean isBeginning;
        private final TextPool texts = new TextPool();
        private final Map<Reason, Long> setAside = new EnumMap<>(Reason.class);
        private long lines;
        private long events;
        private long shopEvents;

        private byte[] buffer = new byte[FIRST_BUFFER];
        /** The unread part of the buffer. */
        private int from;

        private int to;
        /** Whether the start of the present line was given up because the line is too long. */
        private boolean tooLong;

        /** @param isBeginning whether a byte order mark may stand first */
        Reading(EventCodec codec, Sink sink, boolean isBeginning) {
            this.codec = codec;
            this.sink = sink;
            this.isBeginning = isBeginning;
        }

        Summary all(InputStream in) throws IOException {
            int scanned = 0; // bytes of the present line known to hold no line break
            while (true) {
                int read = in.read(buffer, to, buffer.length - to);
                if (read < 0) {
                    break;
                }
                to += read;
                for (int end = lineBreak(from + scanned); end >= 0; end = lineBreak(from)) {
                    line(from, end);
                    from = end + 1;
                    scanned = 0;
                }
                scanned = to - from;
                makeRoom();
                scanned = Math.min(scanned, to - from);
            }
            if (to > from || tooLong) {
                line(from, to);
            }
            return new Summary(lines, events, shopEvents, setAside);
        }

        private int lineBreak(int start) {
            for (int i = start; i < to; i++) {
                if (buffer[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }

        private void makeRoom() {
            if (from > 0) {
                System.arraycopy(buffer, from, buffer, 0, to - from);
                to -= from;
                from = 0;
            }
            if (to > MAX_LINE_BYTES || tooLong) {
                tooLong = true;
                to = Math.min(to, EXCERPT); // the excerpt stays, the rest of the line is overwritten
            } else if (to == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }

        private void line(int start, int end) {
            lines++;
            int first = start;
            int last = end;
            if (lines == 1 && isBeginning && startsWithMark(first, last)) {
                first += BYTE_ORDER_MARK.length;
            }
            while (last > first && isSpace(buffer[last - 1])) {
                last--;
            }
            while (first < last && isSpace(buffer[first])) {
                first++;
            }
            if (tooLong || last - first > MAX_LINE_BYTES) {
                tooLong = false;
                setAside(
                        Reason.TOO_LARGE,
                        "event: the line has more than " + MAX_LINE_BYTES + " bytes",
                        first,
                        Math.min(last, first + EXCERPT));
            } else if (first < last) {
                event(first, last);
            }
        }

        private void event(int first, int last) {
            Record event;
            try {
                event = codec.decode(buffer, first, last - first, texts);
            } catch (EventFormatException e) {
                setAside(e.reason(), Objects.requireNonNullElse(e.getMessage(), ""), first, last);
                return;
            }
            if (event instanceof CustomerEvent happened) {
                events++;
                sink.event(lines, happened);
            } else {
                shopEvents++;
                sink.shopEvent(lines, (ShopEvent) event);
            }
        }

        private void setAside(Reason reason, String detail, int first, int last) {
            setAside.merge(reason, 1L, Long::sum);
            String raw = new String(buffer, first, last - first, StandardCharsets.UTF_8);
            sink.setAside(new SetAside(lines, reason, detail, raw));
        }

        private boolean startsWithMark(int first, int last) {
            if (last - first < BYTE_ORDER_MARK.length) {
                return false;
            }
            for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
                if ((buffer[first + i] & 0xFF) != BYTE_ORDER_MARK[i]) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isSpace(byte b) {
            return b == ' ' || b == '\t' || b == '\r';
        }
    }
}
