package io.enishi.core.value;

/** A trajectory between a floor and a ceiling; where it is cut, it has no fraction. */
record Clamped(Trajectory inner, long floor, long ceiling) implements Trajectory {

    @Override
    public long valueAt(long now) {
        return Math.max(floor, Math.min(ceiling, inner.valueAt(now)));
    }

    @Override
    public long fractionAt(long now) {
        long value = inner.valueAt(now);
        return value < floor || value >= ceiling ? 0 : inner.fractionAt(now);
    }

    @Override
    public boolean isAtLeast(long bound, long now) {
        return bound <= floor || (bound <= ceiling && inner.isAtLeast(bound, now));
    }

    @Override
    public long nextPiece(long now) {
        return inner.nextPiece(now);
    }

    @Override
    public boolean turns() {
        return inner.turns();
    }

    @Override
    public long nextCrossing(long bound, long now) {
        return bound <= floor || bound > ceiling ? NEVER : inner.nextCrossing(bound, now);
    }
}
