package io.enishi.benchmarks.journey;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody.MessageEvent;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.EventBody.Registered;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What somebody writes in an afternoon: a map of states by the shop's customer number, and a queue of what is due. No commands, no
 * de-duplication, no reasons, no look-back; any opening counts, whatever message it is of; one journey, in code.
 */
final class ByHand {

    private static final long DAYS_3 = 3 * 86_400_000L;

    private static final class State {
        final long customer;
        int at;
        final int version;
        final long due;

        State(long customer, int at, int version, long due) {
            this.customer = customer;
            this.at = at;
            this.version = version;
            this.due = due;
        }
    }

    private final Map<Long, State> states = new HashMap<>();
    private final PriorityQueue<State> queue = new PriorityQueue<>((a, b) -> Long.compare(a.due, b.due));
    long sent;

    void accept(long customer, CustomerEvent event) {
        if (event.body() instanceof Registered) {
            start(customer, event.occurredAt().toEpochMilli());
        } else if (event.body() instanceof MessageEvent message && message.step() == MessageStep.OPENED) {
            opened(customer);
        }
    }

    private void start(long customer, long now) {
        if (states.containsKey(customer)) {
            return;
        }
        sent++;
        State state = new State(customer, 1, 1, now + DAYS_3);
        states.put(customer, state);
        queue.add(state);
    }

    private void opened(long customer) {
        State state = states.get(customer);
        if (state != null && state.at == 1) {
            sent++; // "thanks"; the end
            state.at = 2;
            states.remove(customer);
        }
    }

    void advanceTo(long until) {
        while (!queue.isEmpty() && queue.peek().due <= until) {
            State due = queue.poll();
            State state = states.get(due.customer);
            if (state == due && state.at == 1 && state.version == 1) {
                sent++; // "reminder"; the end
                states.remove(due.customer);
            }
        }
    }

    int running() {
        return states.size();
    }
}
