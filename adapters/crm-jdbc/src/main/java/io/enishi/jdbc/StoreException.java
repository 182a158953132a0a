package io.enishi.jdbc;

import io.enishi.core.spi.StoreFailure;
import java.sql.SQLException;

/**
 * The database did not do what the store asked of it; nothing was half done. The message says what to look at and gives the SQL state.
 * The driver's own message is left out: drivers quote the values of rows, and these are personal data.
 */
public final class StoreException extends StoreFailure {

    private static final long serialVersionUID = 1;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, SQLException thrown) {
        super(message + " (" + thrown.getClass().getSimpleName() + ", SQL state " + thrown.getSQLState()
                + ", vendor code " + thrown.getErrorCode() + ")");
        setStackTrace(thrown.getStackTrace());
    }
}
