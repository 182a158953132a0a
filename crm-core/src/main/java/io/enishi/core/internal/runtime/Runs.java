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
    /** Null after one began, ended, or was replaced. */
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
        changed();
    }

    /** After one ended. */
    void changed() {
        running = null;
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
            known = byStart.stream().filter(Instance::isRunning).toList();
            running = known;
        }
        return known;
    }

    /** All of them, in order of start. */
    List<InstanceSummary> summaries() {
        List<InstanceSummary> known = summaries;
        if (known == null) {
            known = byStart.stream().map(Instance::summary).toList();
            summaries = known;
        }
        return known;
    }
}
