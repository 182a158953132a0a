package io.enishi.core.event;

import io.enishi.core.event.EventFormatException.Reason;
import io.enishi.core.event.EventLog.SetAside;
import io.enishi.core.event.EventLog.Sink;
import io.enishi.core.event.EventLog.Summary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log on several threads: one cuts it into chunks of whole lines, others decode them, and the sink is told in the order of the
 * log. Only so many chunks are on their way at one time.
 */
final class LogChunks {

    /** Bytes of a chunk unless said; a line may make it longer. */
    static final int USUAL_SIZE = 1 << 21;

    private final Sink sink;
    private final int threads;
    private final int size;
    private final EventCodec codec = new EventCodec();

    private final byte[] buffer;
    private int filled;
    /** The last line break in the buffer; -1 for none. */
    private int lastBreak = -1;
    /** Whether the rest of a line that is too long is being passed over. */
    private boolean passing;

    private long lines;
    private long events;
    private long shopEvents;
    private final Map<Reason, Long> setAside = new EnumMap<>(Reason.class);

    LogChunks(Sink sink, int threads, int size) {
        this.sink = sink;
        this.threads = threads;
        this.size = size;
        this.buffer = new byte[size + EventLog.MAX_LINE_BYTES + 1];
    }

    Summary all(InputStream in) throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "event-log");
            thread.setDaemon(true);
            return thread;
        });
        ArrayDeque<Future<Part>> open = new ArrayDeque<>();
        try {
            boolean first = true;
            byte[] chunk = next(in);
            while (chunk != null) {
                byte[] whole = chunk;
                boolean isBeginning = first;
                open.add(workers.submit(() -> new Part(codec, whole, isBeginning)));
                first = false;
                if (open.size() > 2 * threads) {
                    tell(open.remove());
                }
                chunk = next(in);
            }
            while (!open.isEmpty()) {
                tell(open.remove());
            }
        } catch (IOException failed) {
            while (!open.isEmpty()) {
                tell(open.remove());
            }
            throw failed;
        } finally {
            workers.shutdownNow();
        }
        return new Summary(lines, events, shopEvents, setAside);
    }

    // ------------------------------------------------------------------ cutting

    /** The next whole lines; null at the end. */
    private byte @Nullable [] next(InputStream in) throws IOException {
        while (true) {
            int read = in.read(buffer, filled, Math.min(size, buffer.length - filled));
            if (read < 0) {
                return rest();
            }
            int from = filled;
            filled += read;
            if (passing && !pass(from)) {
                continue;
            }
            for (int i = filled - 1; i >= from && lastBreak < from; i--) {
                lastBreak = buffer[i] == '\n' ? i : lastBreak;
            }
            if (filled >= size && lastBreak >= 0) {
                int whole = lastBreak + 1;
                byte[] chunk = Arrays.copyOf(buffer, whole);
                filled -= whole;
                System.arraycopy(buffer, whole, buffer, 0, filled);
                lastBreak = -1;
                return chunk;
            }
            if (filled == buffer.length) { // a line longer than any event: its beginning is enough to say so
                passing = true;
                filled = EventLog.MAX_LINE_BYTES + 1;
            }
        }
    }

    private byte @Nullable [] rest() {
        byte[] rest = filled == 0 ? null : Arrays.copyOf(buffer, filled);
        filled = 0;
        return rest;
    }

    /** Drops what came from {@code from} on until the line's end; false when the end did not come yet. */
    private boolean pass(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                System.arraycopy(buffer, i, buffer, from, filled - i);
                filled -= i - from;
                passing = false;
                return true;
            }
        }
        filled = from;
        return false;
    }

    // ------------------------------------------------------------------ telling

    /** What one chunk held, in its order; lines are counted from its beginning. */
    private static final class Part implements Sink {
        private final List<Object> found = new ArrayList<>();
        private long[] at = new long[1024];
        private final Summary summary;

        Part(EventCodec codec, byte[] chunk, boolean isBeginning) {
            try {
                summary = new EventLog.Reading(codec, this, isBeginning).all(new ByteArrayInputStream(chunk));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private void add(long line, Object what) {
            if (found.size() == at.length) {
                at = Arrays.copyOf(at, 2 * at.length);
            }
            at[found.size()] = line;
            found.add(what);
        }

        @Override
        public void event(long line, CustomerEvent event) {
            add(line, event);
        }

        @Override
        public void shopEvent(long line, ShopEvent event) {
            add(line, event);
        }

        @Override
        public void setAside(SetAside line) {
            add(line.line(), line);
        }
    }

    private void tell(Future<Part> coming) {
        Part part = finished(coming);
        for (int i = 0; i < part.found.size(); i++) {
            long line = lines + part.at[i];
            Object what = part.found.get(i);
            if (what instanceof CustomerEvent event) {
                sink.event(line, event);
            } else if (what instanceof ShopEvent event) {
                sink.shopEvent(line, event);
            } else if (what instanceof SetAside aside) {
                sink.setAside(new SetAside(line, aside.reason(), aside.detail(), aside.raw()));
            }
        }
        lines += part.summary.lines();
        events += part.summary.events();
        shopEvents += part.summary.shopEvents();
        part.summary.setAside().forEach((reason, count) -> setAside.merge(reason, count, Long::sum));
    }

    private static Part finished(Future<Part> coming) {
        try {
            return coming.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("reading the log was interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a part of the log could not be read", failed.getCause());
        }
    }
}
