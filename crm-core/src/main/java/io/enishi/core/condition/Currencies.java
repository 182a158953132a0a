package io.enishi.core.condition;

import java.util.Arrays;

/** The currencies among amounts and when each was first seen. Immutable; most customers have one. */
final class Currencies {

    static final Currencies NONE = new Currencies(new String[0], new long[0]);

    private final String[] codes;
    private final long[] firstAt;

    private Currencies(String[] codes, long[] firstAt) {
        this.codes = codes;
        this.firstAt = firstAt;
    }

    Currencies with(String code, long at) {
        for (int i = 0; i < codes.length; i++) {
            if (codes[i].equals(code)) {
                if (firstAt[i] <= at) {
                    return this;
                }
                long[] earlier = firstAt.clone();
                earlier[i] = at;
                return new Currencies(codes, earlier);
            }
        }
        String[] more = Arrays.copyOf(codes, codes.length + 1);
        long[] times = Arrays.copyOf(firstAt, codes.length + 1);
        more[codes.length] = code;
        times[codes.length] = at;
        return new Currencies(more, times);
    }

    /** When the second currency was first seen; never if there is only one. */
    long mixedFrom() {
        if (codes.length < 2) {
            return Fates.NEVER;
        }
        long first = Fates.NEVER;
        long second = Fates.NEVER;
        for (long at : firstAt) {
            if (at < first) {
                second = first;
                first = at;
            } else if (at < second) {
                second = at;
            }
        }
        return second;
    }

    /** The codes seen until {@code now}, in alphabetical order. */
    String codes(long now) {
        String[] seen = new String[codes.length];
        int count = 0;
        for (int i = 0; i < codes.length; i++) {
            if (firstAt[i] <= now) {
                seen[count++] = codes[i];
            }
        }
        Arrays.sort(seen, 0, count);
        return String.join(", ", Arrays.copyOf(seen, count));
    }
}
