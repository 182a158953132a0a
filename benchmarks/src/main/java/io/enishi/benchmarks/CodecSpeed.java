package io.enishi.benchmarks;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventCodec;
import io.enishi.core.event.EventLog;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** How many lines of an event log are written and read a second, on one thread. */
final class CodecSpeed implements Job {

    private static final int EVENTS = 200_000;
    private static final int RUNS = 5;

    @Override
    public String name() {
        return "codec.lines";
    }

    @Override
    public String description() {
        return "lines of an event log written and read a second on one thread";
    }

    @Override
    public void run() throws IOException {
        CustomerEvent[] events = new CustomerEvent[EVENTS];
        SplittableRandom random = new SplittableRandom(17);
        Arrays.setAll(events, i -> event(i, random));
        double[] written = new double[RUNS];
        double[] read = new double[RUNS];
        int bytes = 0;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            StringBuilder log = new StringBuilder(EVENTS * 300);
            EventCodec codec = new EventCodec();
            for (CustomerEvent event : events) {
                log.append(codec.encode(event)).append('\n');
            }
            written[run] = EVENTS * 1e9 / (System.nanoTime() - start);

            byte[] utf8 = log.toString().getBytes(StandardCharsets.UTF_8);
            bytes = utf8.length;
            Check check = new Check(events);
            start = System.nanoTime();
            EventLog.Summary summary = EventLog.read(new ByteArrayInputStream(utf8), check);
            read[run] = EVENTS * 1e9 / (System.nanoTime() - start);
            if (summary.events() != EVENTS || summary.rejected() != 0) {
                throw new IllegalStateException("every line must be read, but " + summary);
            }
        }
        Arrays.sort(written);
        Arrays.sort(read);
        System.out.printf(
                Locale.ROOT,
                "codec.lines written_per_s=%.0f read_per_s=%.0f bytes_a_line=%d runs=%d (medians; read %.0f to %.0f)%n",
                written[RUNS / 2],
                read[RUNS / 2],
                bytes / EVENTS,
                RUNS,
                read[0],
                read[RUNS - 1]);
    }

    /** Sees that what is read is what was written, by its id; equality of all of it is a property of the codec's tests. */
    private static final class Check implements EventLog.Sink {
        private final CustomerEvent[] expected;

        Check(CustomerEvent[] expected) {
            this.expected = expected;
        }

        @Override
        public void event(long line, CustomerEvent event) {
            if (!event.id().equals(expected[(int) line - 1].id())) {
                throw new IllegalStateException("line " + line + " is another event");
            }
        }

        @Override
        public void shopEvent(long line, ShopEvent event) {
            throw new IllegalStateException("no line is a shop event");
        }

        @Override
        public void setAside(EventLog.SetAside line) {
            throw new IllegalStateException(line.toString());
        }
    }

    private static CustomerEvent event(int number, SplittableRandom random) {
        int kind = random.nextInt(10);
        String product = "product-" + random.nextInt(500);
        EventBody body;
        if (kind < 5) {
            body = new EventBody.ProductViewed(product, "飲料");
        } else if (kind < 8) {
            OrderLine[] lines = new OrderLine[1 + random.nextInt(3)];
            Arrays.setAll(lines, i -> OrderLine.of(product, "飲料", 1 + i, Money.yen(100L * random.nextInt(1, 300))));
            body = new EventBody.OrderPlaced(Order.of("order-" + number, "ec", List.of(lines)));
        } else {
            body = new EventBody.MessageEvent(
                    EventBody.MessageStep.SENT, "key-" + number, "mail", "welcome", "hello", "");
        }
        Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number);
        return new CustomerEvent(
                "ec",
                new EventId(random.nextLong(), random.nextLong()),
                List.of(
                        Identifier.member("m-" + random.nextInt(10_000)),
                        Identifier.email("m" + number + "@example.jp")),
                at,
                at.plusMillis(250),
                null,
                body);
    }
}
