package io.enishi.jdbc;

/**
 * An archive cannot be taken in, and nothing of it was. The message says in which line, why and what to do; it quotes no values, since
 * these are personal data.
 */
public final class ArchiveException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long line;

    ArchiveException(long line, String message) {
        super("line " + line + ": " + message);
        this.line = line;
    }

    /** The line, from 1; for a missing line, where it should have stood. */
    public long line() {
        return line;
    }
}
