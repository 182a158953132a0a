package io.enishi.core.value;

/** A value that stays. */
record Constant(long value) implements Trajectory {

    @Override
    public long valueAt(long now) {
        return value;
    }

    @Override
    public long nextPiece(long now) {
        return NEVER;
    }
}
