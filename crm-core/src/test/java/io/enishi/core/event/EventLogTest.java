package io.enishi.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.EventFormatException.Reason;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventCodec codec = new EventCodec();
    private final Taken taken = new Taken();

    @Test
    void whatIsNoEventIsSetAsideAndTheRestGoesOn() throws IOException {
        String newType = "{\"v\":1,\"type\":\"order.returned\",\"body\":{\"reason\":\"色違い\"}}";
        String log = String.join(
                "\n",
                codec.encode(visit(1)),
                "",
                newType,
                "{\"v\":1,",
                "{\"v\":9}",
                codec.encode(new ShopEvent("pim", EventId.of(7), Instant.EPOCH, new ShopEvent.Restocked("tea", 1))),
                codec.encode(visit(2)) + "\r",
                "{\"v\":1,\"type\":\"store.visited\"}",
                codec.encode(visit(3)));

        EventLog.Summary summary = read(log.getBytes(StandardCharsets.UTF_8));

        assertThat(taken.events).containsExactly("1:1", "7:2", "9:3");
        assertThat(taken.shopEvents).containsExactly(6L);
        assertThat(taken.setAside)
                .extracting(EventLog.SetAside::line, EventLog.SetAside::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, Reason.UNKNOWN_TYPE),
                        org.assertj.core.groups.Tuple.tuple(4L, Reason.MALFORMED),
                        org.assertj.core.groups.Tuple.tuple(5L, Reason.UNKNOWN_VERSION),
                        org.assertj.core.groups.Tuple.tuple(8L, Reason.INVALID));
        assertThat(taken.setAside.get(0).raw()).isEqualTo(newType);
        assertThat(summary)
                .isEqualTo(new EventLog.Summary(
                        9,
                        3,
                        1,
                        Map.of(
                                Reason.UNKNOWN_TYPE,
                                1L,
                                Reason.MALFORMED,
                                1L,
                                Reason.UNKNOWN_VERSION,
                                1L,
                                Reason.INVALID,
                                1L)));
        assertThat(summary.rejected()).isEqualTo(4);
    }

    @Test
    void aLineThatIsNoUtf8IsSetAside() throws IOException {
        byte[] line = codec.encode(visit(1)).replace("shibuya", "shibXya").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < line.length; i++) {
            if (line[i] == 'X') {
                line[i] = (byte) 0xFF;
            }
        }

        read(line);

        assertThat(taken.setAside).extracting(EventLog.SetAside::reason).containsExactly(Reason.MALFORMED);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
        read(("\ufeff" + codec.encode(visit(1)) + "\n").getBytes(StandardCharsets.UTF_8));

        assertThat(taken.events).containsExactly("1:1");
        assertThat(taken.setAside).isEmpty();
    }

    @Test
    void aLineLongerThanAnyEventIsSetAsideWithoutBeingHeld() throws IOException {
        String log = codec.encode(visit(1)) + "\n" + "x".repeat(9_000_000) + "\n" + codec.encode(visit(2));

        EventLog.Summary summary = read(log.getBytes(StandardCharsets.UTF_8));

        assertThat(taken.events).containsExactly("1:1", "3:2");
        assertThat(taken.setAside).hasSize(1);
        assertThat(taken.setAside.get(0).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(taken.setAside.get(0).raw()).isEqualTo("x".repeat(1000));
        assertThat(summary.lines()).isEqualTo(3);
    }

    @Test
    void aTooLongLineAtTheEndCountsToo() throws IOException {
        EventLog.Summary summary = read("x".repeat(7_000_000).getBytes(StandardCharsets.UTF_8));

        assertThat(summary).isEqualTo(new EventLog.Summary(1, 0, 0, Map.of(Reason.TOO_LARGE, 1L)));
    }

    @Test
    void severalThreadsReadWhatOneReadsInTheSameOrder() throws IOException {
        StringBuilder log = new StringBuilder("\ufeff");
        for (int i = 1; i <= 400; i++) {
            log.append(codec.encode(visit(i))).append(i % 3 == 0 ? "\r\n\n" : "\n");
            if (i % 50 == 0) {
                log.append("\ufeff{\"v\":1,\n"); // a mark stands at the beginning of a log only
            }
            if (i == 200) {
                log.append("x".repeat(7_000_000)).append('\n');
            }
        }
        log.append("{\"v\":9}");
        EventLog.Summary summary = read(log.toString().getBytes(StandardCharsets.UTF_8));

        for (int size : new int[] {64, 5_000, LogChunks.USUAL_SIZE}) {
            Taken each = new Taken();
            EventLog.Summary again = new LogChunks(each, 3, size)
                    .all(new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)));

            assertThat(again).as("chunks of %d", size).isEqualTo(summary);
            assertThat(each.events).isEqualTo(taken.events);
            assertThat(each.setAside).isEqualTo(taken.setAside);
        }
    }

    @Test
    void linesMayEndAnywhereInTheBuffer() throws IOException {
        for (int filler = 0; filler < 300; filler += 7) {
            Taken each = new Taken();
            StringBuilder log = new StringBuilder(" ".repeat(filler) + "\n");
            for (int i = 1; i <= 600; i++) {
                log.append(codec.encode(visit(i))).append('\n');
            }
            EventLog.Summary summary = EventLog.read(trickle(log.toString(), 1 + filler * 31), each);

            assertThat(summary.events()).isEqualTo(600);
            assertThat(each.events).hasSize(600).endsWith("601:600");
        }
    }

    @Test
    void namingASetAsideLineTellsNothingOfItsContent() throws IOException {
        read("{\"phone\":\"09012345678\"".getBytes(StandardCharsets.UTF_8));

        assertThat(taken.setAside.get(0))
                .asString()
                .isEqualTo("line 1: malformed: event: is not well-formed JSON (column 23)");
    }

    private EventLog.Summary read(byte[] log) throws IOException {
        return EventLog.read(new ByteArrayInputStream(log), taken);
    }

    /** Hands out at most {@code most} bytes at a time, as sockets do. */
    private static InputStream trickle(String text, int most) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int off, int len) {
                return super.read(buffer, off, Math.min(len, most));
            }
        };
    }

    private static CustomerEvent visit(long id) {
        return CustomerEvent.of(
                "pos", EventId.of(id), Identifier.member("m-1"), Instant.EPOCH, new EventBody.StoreVisited("shibuya"));
    }

    private static final class Taken implements EventLog.Sink {
        private final List<String> events = new ArrayList<>();
        private final List<Long> shopEvents = new ArrayList<>();
        private final List<EventLog.SetAside> setAside = new ArrayList<>();

        @Override
        public void event(long line, CustomerEvent event) {
            events.add(line + ":" + event.id().low());
        }

        @Override
        public void shopEvent(long line, ShopEvent event) {
            shopEvents.add(line);
        }

        @Override
        public void setAside(EventLog.SetAside line) {
            setAside.add(line);
        }
    }
}
