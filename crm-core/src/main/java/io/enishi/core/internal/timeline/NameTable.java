package io.enishi.core.internal.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Small numbers for names, given in the order of first use: a column of numbers takes a fraction of a column of strings. Numbers
 * live as long as the table and are never stored.
 *
 * <p>Thread-safe. A number and its name never change, so readers take no lock.
 */
final class NameTable {
    private final String what;
    private final int max;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private volatile String[] names;
    private int size;

    /**
     * @param what for messages: what is named
     * @param max largest number of names; a guard against sources that make up names
     * @param first the names numbered from 0 at the start
     */
    NameTable(String what, int max, Collection<String> first) {
        this.what = what;
        this.max = max;
        List<String> start = new ArrayList<>(first);
        this.names = start.toArray(new String[0]);
        for (String name : start) {
            numbers.put(name, size++);
        }
    }

    /** @throws IllegalArgumentException if the name is new and there is no room for it */
    int number(String name) {
        Integer known = numbers.get(name);
        return known != null ? known : add(name);
    }

    /** The name's number, or -1 if nobody used it yet. */
    int find(String name) {
        Integer known = numbers.get(name);
        return known != null ? known : -1;
    }

    String name(int number) {
        return names[number];
    }

    private synchronized int add(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (size == max) {
            throw new IllegalArgumentException(what + " must be at most " + max + " different ones");
        }
        String[] grown = names;
        if (size == grown.length) {
            grown = Arrays.copyOf(grown, size + size / 2 + 4);
        }
        grown[size] = name;
        names = grown; // the write that publishes the element; the number is handed out only after it
        numbers.put(name, size);
        return size++;
    }
}
