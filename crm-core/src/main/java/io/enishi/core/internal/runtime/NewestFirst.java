package io.enishi.core.internal.runtime;

import io.enishi.core.customer.Timeline;
import io.enishi.core.event.CustomerEvent;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Walks back over the visible rows of one type, or of all: at first over those that were read, then over those that the {@link Past} kept, as
 * long as it is sure that none is missing between them. It looks for a row when it is asked for, not before.
 */
final class NewestFirst implements Iterator<CustomerEvent> {

    private static final int NONE = -1;

    private final Hot hot;
    private final Timeline known;
    private final String type;
    private final int pastRows;
    /** The row that comes next, once {@link #isFound}; everything below it is still to be looked at. */
    private int row;

    private boolean isFound;
    private int pastSeen;
    /** How many more there are at most. */
    private int left;

    /** @param most how many there are at most */
    NewestFirst(Hot hot, long now, String type, int most) {
        this.hot = hot;
        this.known = hot.known();
        this.type = type;
        this.pastRows = hot.pastRows();
        this.row = known.visibleAt(now);
        this.left = most;
    }

    private void find() {
        if (isFound) {
            return;
        }
        isFound = true;
        row = left-- == 0 ? NONE : row - 1;
        while (row >= 0 && !type.isEmpty() && !known.type(row).equals(type)) {
            row--;
        }
        Past past = hot.past;
        if (past == null || row >= pastRows || left < 0) {
            return;
        }
        pastSeen++;
        if (pastSeen > past.count(type)) {
            row = NONE;
        } else if (!past.tells(type, pastSeen)) {
            throw hot.olderNeeded("looking back for " + (type.isEmpty() ? "events" : type));
        }
    }

    @Override
    public boolean hasNext() {
        find();
        return row >= 0;
    }

    @Override
    public CustomerEvent next() {
        find();
        if (row < 0) {
            throw new NoSuchElementException();
        }
        isFound = false;
        return known.event(row);
    }
}
