package io.enishi.scoring;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which customers of a {@link ScoreBook} are one person, and what all of their events come to.
 *
 * @param <K> what a customer is known by
 */
final class Unions<K> {

    /** Customers who are one person. */
    static final class Union<K> {
        /** The first one is the label. */
        final Set<K> members;

        final ScoreRows rows;

        private Union(Set<K> members, ScoreRows rows) {
            this.members = Collections.unmodifiableSet(new LinkedHashSet<>(members));
            this.rows = rows;
        }
    }

    private final Map<K, Union<K>> byMember = new HashMap<>();

    boolean isEmpty() {
        return byMember.isEmpty();
    }

    /** The union that a customer is in; null for somebody who is a person alone. */
    @Nullable
    Union<K> of(K customer) {
        return byMember.isEmpty() ? null : byMember.get(customer);
    }

    /** The rows of the union that a customer is in; null for somebody who is a person alone. */
    @Nullable
    ScoreRows rowsOf(K customer) {
        Union<K> union = of(customer);
        return union == null ? null : union.rows;
    }

    Set<K> members(K customer) {
        Union<K> union = of(customer);
        return union == null ? Set.of(customer) : union.members;
    }

    K labelOf(K customer) {
        Union<K> union = of(customer);
        return union == null ? customer : union.members.iterator().next();
    }

    /**
     * Makes customers one person and no others; one alone is in no union.
     *
     * @param rows of all of their events
     */
    void unite(Set<K> members, ScoreRows rows) {
        members.forEach(byMember::remove);
        if (members.size() > 1) {
            Union<K> union = new Union<>(members, rows);
            members.forEach(member -> byMember.put(member, union));
        }
    }

    void remove(K customer) {
        byMember.remove(customer);
    }

    /** Each union once. */
    void forEach(Consumer<? super Union<K>> visitor) {
        Set<Union<K>> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(byMember.values());
        all.forEach(visitor);
    }

    void replaceBy(Unions<K> others) {
        byMember.clear();
        byMember.putAll(others.byMember);
    }
}
