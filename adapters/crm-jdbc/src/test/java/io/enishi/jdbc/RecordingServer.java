package io.enishi.jdbc;

import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A mail server that keeps its own books in tables of its own, on its own connection, and drops a second message with the same key. Its
 * answers are not to be relied on: it is slow, asks to come back, does it and says it does not know, or does it or not and says nothing.
 */
final class RecordingServer implements Channel {

    private static final String CALL = "insert into channel_call (key, content) values (?, ?)";
    private static final String CALL_AND_MESSAGE = "with called as (" + CALL + ")"
            + " insert into channel_message (key, address, content) values (?, ?, ?) on conflict do nothing";

    private final ConnectionSource books;
    private final Random random;
    private final boolean moody;

    RecordingServer(ConnectionSource books, long seed, boolean moody) {
        this.books = books;
        this.random = new Random(seed);
        this.moody = moody;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.addressedBy("email").deduplicatingFor(Duration.ofDays(2));
    }

    @Override
    public Outcome send(Message message) {
        int mood = moody ? random.nextInt(100) : 99;
        if (mood < 20) {
            LockSupport.parkNanos(1_000_000L * (1 + random.nextInt(25)));
        }
        if (mood >= 20 && mood < 28) {
            write(message, false);
            return new Outcome.RetryAfter(Duration.ofSeconds(random.nextInt(60)), "busy");
        }
        if (mood >= 28 && mood < 33) {
            write(message, false);
            throw new IllegalStateException("nothing was done");
        }
        write(message, true);
        if (mood >= 33 && mood < 38) {
            throw new IllegalStateException("it was done");
        }
        return mood >= 38 && mood < 44 ? new Outcome.Unknown("no answer") : new Outcome.Accepted("");
    }

    private void write(Message message, boolean take) {
        String key = message.key().toString();
        try {
            Connection connection = books.get();
            try (PreparedStatement statement = connection.prepareStatement(take ? CALL_AND_MESSAGE : CALL)) {
                statement.setString(1, key);
                statement.setString(2, message.content());
                if (take) {
                    statement.setString(3, key);
                    statement.setString(4, message.to().value());
                    statement.setString(5, message.content());
                }
                statement.executeUpdate();
            } finally {
                books.release(connection);
            }
        } catch (SQLException thrown) {
            throw new IllegalStateException("the mail server's books are closed", thrown);
        }
    }
}
