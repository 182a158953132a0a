package io.enishi.core.spi;

/**
 * A store could not do what was asked of it, and nothing of it took effect. Stores throw this, or a type of their own made from it, when
 * their database is the cause: then what was to be decided is left for later. Messages say what to look at and hold no personal data.
 */
public class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Without a cause: drivers quote the values of rows. */
    public StoreFailure(String message) {
        super(message);
    }
}
