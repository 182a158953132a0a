package io.enishi.core.internal.timeline;

import io.enishi.core.value.Identifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * By what an origin is known: every identifier that came with one of its events, each with the earliest time of such an event. An
 * immutable value; equal whatever the order in which the events arrived.
 */
public final class OriginIdentifiers {
    public static final OriginIdentifiers NONE = new OriginIdentifiers(new Identifier[0], new long[0]);

    private static final Comparator<Identifier> ORDER = Comparator.comparing(Identifier::scheme)
            .thenComparing(Identifier::value)
            .thenComparing(Identifier::verified, Boolean::compare);

    private final Identifier[] identifiers;
    private final long[] firstSeen;

    private OriginIdentifiers(Identifier[] identifiers, long[] firstSeen) {
        this.identifiers = identifiers;
        this.firstSeen = firstSeen;
    }

    /** This set with those of an event; the same object where they tell nothing new. */
    public OriginIdentifiers plus(Collection<Identifier> who, Instant at) {
        OriginIdentifiers result = this;
        for (Identifier identifier : who) {
            result = result.plus(identifier, at.toEpochMilli());
        }
        return result;
    }

    private OriginIdentifiers plus(Identifier identifier, long at) {
        int found = Arrays.binarySearch(identifiers, identifier, ORDER);
        if (found >= 0) {
            if (firstSeen[found] <= at) {
                return this;
            }
            long[] earlier = firstSeen.clone();
            earlier[found] = at;
            return new OriginIdentifiers(identifiers, earlier);
        }
        int place = -found - 1;
        int size = identifiers.length;
        Identifier[] more = Arrays.copyOf(identifiers, size + 1);
        long[] times = Arrays.copyOf(firstSeen, size + 1);
        System.arraycopy(identifiers, place, more, place + 1, size - place);
        System.arraycopy(firstSeen, place, times, place + 1, size - place);
        more[place] = identifier;
        times[place] = at;
        return new OriginIdentifiers(more, times);
    }

    /** By scheme, value, verified. */
    public List<Identifier> list() {
        return List.of(identifiers);
    }

    /** The earliest time of an event that it came with. */
    public Instant firstSeen(Identifier identifier) {
        int found = Arrays.binarySearch(identifiers, identifier, ORDER);
        if (found < 0) {
            throw new IllegalArgumentException("origin is not known by an identifier of scheme " + identifier.scheme());
        }
        return Instant.ofEpochMilli(firstSeen[found]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OriginIdentifiers that
                && Arrays.equals(identifiers, that.identifiers)
                && Arrays.equals(firstSeen, that.firstSeen);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(identifiers), Arrays.hashCode(firstSeen));
    }

    /** How many; identifiers are personal data. */
    @Override
    public String toString() {
        return identifiers.length + " identifiers";
    }
}
