package io.enishi.core.internal.runtime;

import io.enishi.core.value.CustomerId;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/** Locks for customers: one of a fixed number by label. Several are taken in index order, so nobody waits in a circle. */
final class Stripes {

    /** Far more than threads that decide at one time; a power of two. */
    private static final int COUNT = 1024;

    private final ReentrantLock[] locks = new ReentrantLock[COUNT];

    Stripes() {
        for (int i = 0; i < COUNT; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    void lock(CustomerId label) {
        locks[index(label)].lock();
    }

    void unlock(CustomerId label) {
        locks[index(label)].unlock();
    }

    void lockAll(Collection<CustomerId> labels) {
        labels.stream().mapToInt(Stripes::index).sorted().distinct().forEach(i -> locks[i].lock());
    }

    void unlockAll(Collection<CustomerId> labels) {
        labels.stream().mapToInt(Stripes::index).sorted().distinct().forEach(i -> locks[i].unlock());
    }

    private static int index(CustomerId label) {
        int hash = label.hashCode();
        return (hash ^ (hash >>> 16)) & (COUNT - 1);
    }
}
