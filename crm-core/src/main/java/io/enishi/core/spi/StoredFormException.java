package io.enishi.core.spi;

/**
 * A stored text that {@link StoreCodec} cannot read: damaged, or written by a newer version. The message names the sort of row and
 * what to do, never what stands in it, which may be personal.
 */
public final class StoredFormException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message what is wrong, without content */
    public StoredFormException(String message) {
        super(message);
    }
}
