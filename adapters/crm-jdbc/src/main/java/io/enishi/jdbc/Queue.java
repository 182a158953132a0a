package io.enishi.jdbc;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import io.enishi.core.spi.CustomerStore.QueuedEvent;
import io.enishi.core.spi.StoredFormException;
import io.enishi.core.value.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's end of the queue that {@link JdbcInbox} fills. */
final class Queue {

    private static final Logger LOG = LoggerFactory.getLogger(Queue.class);

    private final Transactions transactions;
    private final Dialect dialect;
    private final int shop;
    private final EventCodec events;
    private final Leases leases;

    Queue(Transactions transactions, Dialect dialect, int shop, EventCodec events) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.shop = shop;
        this.events = events;
        this.leases = new Leases(dialect);
    }

    /** A queued event that is taken; null when it cannot be read. */
    private record TakenEvent(long number, @Nullable CustomerEvent event) {}

    private TakenEvent takenEvent(ResultSet row) throws SQLException {
        long number = row.getLong(1);
        String body = row.getString(2);
        try {
            return new TakenEvent(
                    number,
                    Unreadable.orFail("enishi_inbox", "number " + number, () -> events.decodeCustomerEvent(body)));
        } catch (StoredFormException unreadable) {
            LOG.error("a queued event is left where it is: {}", unreadable.getMessage());
            return new TakenEvent(number, null);
        }
    }

    List<QueuedEvent> take(int limit, Duration lease) {
        return transactions.write(sql -> {
            List<TakenEvent> found = sql.list(
                    "select number, body from enishi_inbox where shop = ? and settled = ? and " + leases.isFree()
                            + " order by shop, settled, number limit ?" + leases.locking(),
                    this::takenEvent,
                    shop,
                    false,
                    limit);
            List<TakenEvent> taken = leases.take(
                    sql,
                    "enishi_inbox",
                    "number = ? and settled = ?",
                    lease,
                    found,
                    one -> List.of(one.number(), false));
            List<QueuedEvent> readable = new ArrayList<>(taken.size());
            for (TakenEvent one : taken) {
                if (one.event() != null) {
                    readable.add(new QueuedEvent(one.number(), one.event()));
                }
            }
            return readable;
        });
    }

    void settle(Map<QueuedEvent, String> outcomes) {
        transactions.write(sql -> {
            outcomes.forEach((event, outcome) -> sql.later(
                    "update enishi_inbox set settled = ?, settled_at = " + dialect.clock()
                            + ", outcome = ? where number = ?",
                    true,
                    outcome,
                    event.number()));
            return sql.flush();
        });
    }

    Optional<String> outcome(String eventSource, EventId id) {
        return transactions.read(sql -> sql.first(
                "select outcome from enishi_inbox where shop = ? and source = ? and id = ? and settled = ?"
                        + " order by number limit 1",
                row -> row.getString(1),
                shop,
                eventSource,
                id,
                true));
    }
}
