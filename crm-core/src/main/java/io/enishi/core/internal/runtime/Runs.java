package io.enishi.core.internal.runtime;

import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.InstanceSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A customer's runs, those that ended included: they grow with the years, while every decision asks for the few that go on. */
final class Runs {

    private final Map<InstanceKey, Instance> byKey = new LinkedHashMap<>(2);
    /** In order of start: working memory that was built again may get them otherwise. */
    private final List<Instance> byStart = new ArrayList<>(2);
    /** Null before it is asked for, and after one was replaced. */
    private @Nullable List<Instance> running;
    /** Null after one began, ended, or was replaced. */
    private @Nullable List<InstanceSummary> summaries;

    void put(InstanceKey key, Instance run) {
        Instance before = byKey.put(key, run);
        if (before != null) {
            byStart.remove(before);
        }
        int at = byStart.size();
        while (at > 0 && Instance.IN_ORDER_OF_START.compare(byStart.get(at - 1), run) > 0) {
            at--;
        }
        byStart.add(at, run);
        running = before == null && running != null ? with(run, running) : null;
        summaries = null;
    }

    /** In order of start, if it goes on. */
    private static List<Instance> with(Instance run, List<Instance> running) {
        if (!run.isRunning()) {
            return running;
        }
        int at = running.size();
        while (at > 0 && Instance.IN_ORDER_OF_START.compare(running.get(at - 1), run) > 0) {
            at--;
        }
        List<Instance> more = new ArrayList<>(running.size() + 1);
        more.addAll(running);
        more.add(at, run);
        return Collections.unmodifiableList(more);
    }

    /** After one ended. */
    void ended() {
        List<Instance> known = running;
        running = known == null ? null : runningOf(known);
        summaries = null;
    }

    @Nullable
    Instance get(InstanceKey key) {
        return byKey.get(key);
    }

    boolean containsKey(InstanceKey key) {
        return byKey.containsKey(key);
    }

    int size() {
        return byKey.size();
    }

    Set<InstanceKey> keySet() {
        return Collections.unmodifiableSet(byKey.keySet());
    }

    Collection<Instance> values() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    /** Those that go on, in order of start. */
    List<Instance> running() {
        List<Instance> known = running;
        if (known == null) {
            known = runningOf(byStart);
            running = known;
        }
        return known;
    }

    /** A list of its own: those who go through it may end what is in it. */
    private static List<Instance> runningOf(List<Instance> runs) {
        List<Instance> found = new ArrayList<>(4);
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).isRunning()) {
                found.add(runs.get(i));
            }
        }
        return found.isEmpty() ? List.of() : Collections.unmodifiableList(found);
    }

    /** All of them, in order of start. */
    List<InstanceSummary> summaries() {
        List<InstanceSummary> known = summaries;
        if (known == null) {
            List<InstanceSummary> all = new ArrayList<>(byStart.size());
            for (int i = 0; i < byStart.size(); i++) {
                all.add(byStart.get(i).summary());
            }
            known = Collections.unmodifiableList(all);
            summaries = known;
        }
        return known;
    }
}
