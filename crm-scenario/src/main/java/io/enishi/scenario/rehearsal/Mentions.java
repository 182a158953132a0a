package io.enishi.scenario.rehearsal;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.Identifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which identifiers some events in a row mention, each identifier as a number: millions of events mention few. Reading them waits for
 * memory more than anything else, so that several threads do it at once.
 */
final class Mentions {

    private final List<Identifier> identifiers = new ArrayList<>();
    /** Numbers of the identifiers of one event after the other. */
    private int[] numbers;

    private int size;
    /** Where those of an event end. */
    private final int[] ends;

    private Mentions(int events) {
        this.numbers = new int[events + events / 2];
        this.ends = new int[events];
    }

    /** Those of the events from {@code from}, included, to {@code to}, excluded. */
    static Mentions of(List<CustomerEvent> events, int from, int to) {
        Mentions all = new Mentions(to - from);
        Map<Identifier, Integer> known = new HashMap<>();
        for (int i = from; i < to; i++) {
            for (Identifier identifier : events.get(i).identifiers()) {
                Integer number = known.get(identifier);
                if (number == null) {
                    number = all.identifiers.size();
                    known.put(identifier, number);
                    all.identifiers.add(identifier);
                }
                all.add(number);
            }
            all.ends[i - from] = all.size;
        }
        return all;
    }

    private void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size + 1);
        }
        numbers[size++] = number;
    }

    /** How many events there are. */
    int events() {
        return ends.length;
    }

    /** The identifiers by their numbers. */
    List<Identifier> identifiers() {
        return identifiers;
    }

    /** How many identifiers an event mentions. */
    int count(int event) {
        return ends[event] - begin(event);
    }

    /** The number of one of the identifiers of an event. */
    int number(int event, int place) {
        return numbers[begin(event) + place];
    }

    private int begin(int event) {
        return event == 0 ? 0 : ends[event - 1];
    }
}
