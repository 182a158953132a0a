package io.enishi.scoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A number for each source of events: there are few of them, and rows hold the number. */
final class SourceNames {

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    /** Events of one source come in runs. */
    private String last = "";

    private int lastNumber;

    int numberOf(String name) {
        if (name.equals(last)) {
            return lastNumber;
        }
        Integer known = numbers.get(name);
        int number = known == null ? names.size() : known;
        if (known == null) {
            names.add(name);
            numbers.put(name, number);
        }
        last = name;
        lastNumber = number;
        return number;
    }

    void addAll(SourceNames others) {
        others.names.forEach(this::numberOf);
    }

    void replaceBy(SourceNames others) {
        names.clear();
        numbers.clear();
        last = "";
        lastNumber = 0;
        addAll(others);
    }

    int size() {
        return names.size();
    }

    String name(int number) {
        return names.get(number);
    }
}
