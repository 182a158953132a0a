package io.enishi.core.internal.fold;

import io.enishi.core.process.Fold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a fold's state on the way through one timeline, so that a late event costs as much as there is after it and not as much
 * as there is in all.
 *
 * <p>A copy is taken every {@value #EVERY} rows, and older ones are thinned out: neighbours are no further apart than the later one
 * is from the end. So there are about twice as many copies as the number of rows has binary digits, and to whichever row an event is
 * inserted, counted k from the end, a copy lies at most 2k + {@value #EVERY} from the end.
 *
 * @param <S> the state
 */
public final class Checkpoints<S> {

    /** Up to so many rows folding again from the beginning is as cheap as a copy: most customers never have one. */
    public static final int EVERY = 64;

    /**
     * A state and what it has seen.
     *
     * @param rows how many rows of the timeline, from the first
     */
    public record Copy<S>(int rows, S state) {}

    private final Fold<S> fold;
    /** The fewest rows first. */
    private final List<Copy<S>> copies = new ArrayList<>(4);

    public Checkpoints(Fold<S> fold) {
        this.fold = fold;
    }

    /** Tells that {@code state} has now seen so many rows; takes a copy if it is time. */
    public void passed(int rows, S state) {
        int last = copies.isEmpty() ? 0 : copies.get(copies.size() - 1).rows();
        if (rows - last < EVERY) {
            return;
        }
        copies.add(new Copy<>(rows, fold.copy(state)));
        for (int i = copies.size() - 2; i >= 1; i--) {
            int later = copies.get(i + 1).rows();
            if (later - copies.get(i - 1).rows() <= rows - later) {
                copies.remove(i);
            }
        }
    }

    /**
     * The last copy that has seen no more than {@code rows}, to be read or copied and not to be changed; null if there is none.
     */
    public @Nullable Copy<S> upTo(int rows) {
        for (int i = copies.size() - 1; i >= 0; i--) {
            if (copies.get(i).rows() <= rows) {
                return copies.get(i);
            }
        }
        return null;
    }

    /** Forgets the copies that have seen more than {@code rows}, because the timeline changed there. */
    public void keepUpTo(int rows) {
        while (!copies.isEmpty() && copies.get(copies.size() - 1).rows() > rows) {
            copies.remove(copies.size() - 1);
        }
    }

    /** Counts a row that came to stand at {@code row} and that the fold passes over: states stay as they are. */
    public void passedOver(int row) {
        for (int i = copies.size() - 1; i >= 0 && copies.get(i).rows() > row; i--) {
            copies.set(i, new Copy<>(copies.get(i).rows() + 1, copies.get(i).state()));
        }
    }
}
