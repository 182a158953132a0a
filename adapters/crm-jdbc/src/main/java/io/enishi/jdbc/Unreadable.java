package io.enishi.jdbc;

import io.enishi.core.event.EventFormatException;
import io.enishi.core.spi.StoredFormException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what stands in a row; where that fails, tells which row it was and what to do, never what stands in it. */
final class Unreadable {

    private Unreadable() {}

    /**
     * What {@code reading} makes of a row.
     *
     * @param table where the row stands
     * @param whose names the row without personal data
     * @throws StoredFormException if it throws anything
     */
    static <T> T orFail(String table, String whose, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StoredFormException | EventFormatException unreadable) {
            throw failure(table, whose, unreadable.getMessage());
        } catch (RuntimeException unreadable) { // its message may quote the row
            throw failure(table, whose, unreadable.getClass().getSimpleName());
        }
    }

    private static StoredFormException failure(String table, String whose, @Nullable String why) {
        return new StoredFormException("a row of " + table + " of " + whose + " cannot be read: " + why
                + ". Restore the row from a backup, or run the release that wrote it; others are not concerned");
    }
}
