package io.enishi.core.internal.runtime;

import io.enishi.core.value.CustomerId;
import java.util.BitSet;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/** Locks for customers: one of a fixed number by label. Several are taken in index order, so nobody waits in a circle. */
final class Stripes {

    /** Far more than threads that decide at one time; a power of two. */
    private static final int COUNT = 1024;

    private final ReentrantLock[] locks;

    Stripes() {
        this(COUNT);
    }

    /** @param count a power of two */
    Stripes(int count) {
        locks = new ReentrantLock[count];
        for (int i = 0; i < count; i++) {
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
        BitSet stripes = stripes(labels);
        for (int i = stripes.nextSetBit(0); i >= 0; i = stripes.nextSetBit(i + 1)) {
            locks[i].lock();
        }
    }

    void unlockAll(Collection<CustomerId> labels) {
        BitSet stripes = stripes(labels);
        for (int i = stripes.nextSetBit(0); i >= 0; i = stripes.nextSetBit(i + 1)) {
            locks[i].unlock();
        }
    }

    /** Each stripe once, in order. */
    private BitSet stripes(Collection<CustomerId> labels) {
        BitSet stripes = new BitSet(locks.length);
        for (CustomerId label : labels) {
            stripes.set(index(label));
        }
        return stripes;
    }

    private int index(CustomerId label) {
        int hash = label.hashCode();
        return (hash ^ (hash >>> 16)) & (locks.length - 1);
    }
}
