package io.enishi.core.spi;

/**
 * A store could not do what was asked of it, and nothing of it took effect. Stores throw this, or a type of their own made from it, when
 * their database is the cause: then what was to be decided is left for later. Messages say what to look at and hold no personal data.
 */
public class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean forAll;

    /** A failure that others would meet as well. Without a cause: drivers quote the values of rows. */
    public StoreFailure(String message) {
        this(message, true);
    }

    /**
     * A failure.
     *
     * @param forAll whether others would meet it as well, such as a database that does not answer; false when it lies in what was to be
     *     stored
     */
    public StoreFailure(String message, boolean forAll) {
        super(message);
        this.forAll = forAll;
    }

    /** Whether others would meet it as well: then a worker ends its turn instead of trying one after the other. */
    public final boolean isForAll() {
        return forAll;
    }
}
