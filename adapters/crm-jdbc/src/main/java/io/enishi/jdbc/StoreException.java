package io.enishi.jdbc;

import io.enishi.core.spi.StoreFailure;
import java.sql.SQLException;

/**
 * The database did not do what the store asked of it; nothing was half done. The message says what to do and gives the SQL state; where
 * the answer to a commit was lost and nobody could be asked what became of it, it says that too. The driver's own message is left out:
 * drivers quote the values of rows, and these are personal data.
 */
public final class StoreException extends StoreFailure {

    private static final long serialVersionUID = 1;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, SQLException thrown) {
        super(
                message + ": " + Dialect.advice(thrown) + " ("
                        + thrown.getClass().getSimpleName() + ", SQL state " + thrown.getSQLState() + ", vendor code "
                        + thrown.getErrorCode() + ")",
                !Dialect.isRefusedValue(thrown));
        setStackTrace(thrown.getStackTrace());
    }

    /** A commit of which it is not known whether it took effect; {@code unreachable} is why nobody could be asked. */
    StoreException(StoreException unreachable) {
        super("the answer to a commit was lost, and it is not known whether it took effect; it did as a whole or not"
                + " at all. Ask for the same again once the database answers: what happened already does not"
                + " happen twice. "
                + unreachable.getMessage());
        setStackTrace(unreachable.getStackTrace());
    }
}
