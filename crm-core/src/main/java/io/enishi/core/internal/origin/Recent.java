package io.enishi.core.internal.origin;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pure function that costs more than a look-up, with its latest answers: what happens to a person comes in bursts under few
 * identifiers, and each decision asks for their keys and hashes several times.
 *
 * <p>Every argument has one place, by its hash; another argument of that place takes it over. Thread-safe without a lock: an answer
 * stands beside its argument in an object that never changes, and a place that two threads write holds either answer.
 *
 * @param <A> argument, with equality by value
 * @param <B> answer, immutable
 */
public final class Recent<A, B> implements Function<A, B> {

    /** So many answers are kept at most; a power of two. A few thousand people are at work at one time at most. */
    private static final int PLACES = 4096;

    private final Function<? super A, ? extends B> function;
    private final @Nullable Answer<A, B>[] places;

    /** @param hash of the argument: told apart by it, another one need not be fetched to be compared */
    private record Answer<A, B>(int hash, A argument, B answer) {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private Recent(Function<? super A, ? extends B> function) {
        this.function = Objects.requireNonNull(function, "function");
        this.places = new Answer[PLACES];
    }

    /** The function with its latest answers; for pure functions only. */
    public static <A, B> Recent<A, B> of(Function<? super A, ? extends B> function) {
        return new Recent<>(function);
    }

    @Override
    public B apply(A argument) {
        int hash = argument.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Answer<A, B> known = places[place];
        if (known != null && known.hash == hash && known.argument.equals(argument)) {
            return known.answer;
        }
        B answer = function.apply(argument);
        places[place] = new Answer<>(hash, argument, answer);
        return answer;
    }

    /** Forgets all arguments and answers; what another thread is about to keep may stay. */
    public void forget() {
        Arrays.fill(places, null);
    }
}
