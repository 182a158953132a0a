package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.Household;
import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.value.OriginId;
import io.enishi.identity.Pair.Signal;
import io.enishi.identity.People.Guard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who lives with whom: people who share an address and are certainly not one. */
final class Households {

    private final Component in;
    private final People people;
    private final List<Pair> pairs;

    Households(Component in, People people, List<Pair> pairs) {
        this.in = in;
        this.people = people;
        this.pairs = pairs;
    }

    /** Connected over such pairs. */
    List<Household> all() {
        Map<Integer, Integer> householdOf = new TreeMap<>();
        Map<Long, Link> ties = new TreeMap<>();
        for (Pair pair : pairs) {
            int a = people.personOf(pair.a);
            int b = people.personOf(pair.b);
            if (a == b || !sharesAnAddress(pair) || !livesTogether(pair, a, b)) {
                continue;
            }
            ties.putIfAbsent(
                    People.key(a, b),
                    new Link(
                            in.ids[pair.a],
                            in.ids[pair.b],
                            "household:" + address(pair).name(),
                            PolicyWords.shared(pair.signals).english()));
            int one = root(householdOf, a);
            int other = root(householdOf, b);
            householdOf.put(Math.max(one, other), Math.min(one, other));
        }
        if (ties.isEmpty()) {
            return List.of();
        }
        Map<Integer, List<Set<OriginId>>> members = new TreeMap<>();
        Map<Integer, List<Link>> held = new TreeMap<>();
        for (List<Integer> set : people.sets()) {
            int person = people.personOf(set.get(0));
            if (householdOf.containsKey(person)) {
                members.computeIfAbsent(root(householdOf, person), absent -> new ArrayList<>())
                        .add(ids(set));
            }
        }
        ties.forEach((key, tie) -> held.computeIfAbsent(
                        root(householdOf, (int) (long) key), absent -> new ArrayList<>())
                .add(tie));
        List<Household> households = new ArrayList<>();
        members.forEach((root, set) -> households.add(new Household(
                set,
                held.getOrDefault(root, List.of()).stream()
                        .sorted(Comparator.comparing(Link::a).thenComparing(Link::b))
                        .toList())));
        households.sort(Comparator.comparing(
                household -> new TreeSet<>(household.people().get(0)).first()));
        return households;
    }

    private static int root(Map<Integer, Integer> householdOf, int person) {
        int root = person;
        for (int up = householdOf.computeIfAbsent(root, own -> own);
                up != root;
                up = householdOf.getOrDefault(up, up)) {
            root = up;
        }
        return root;
    }

    private boolean sharesAnAddress(Pair pair) {
        return pair.signals.stream().anyMatch(this::isAddress);
    }

    private Signal address(Pair pair) {
        return pair.signals.stream().filter(this::isAddress).findFirst().orElseThrow();
    }

    private boolean isAddress(Signal signal) {
        if (signal.isContact()) {
            return !signal.name().equals(PolicyPlan.RELAY.name());
        }
        IdentityPolicy.Agreement agreement = in.plan.policy.agreements().get(signal.name());
        return agreement != null && agreement.attributes().contains("address");
    }

    /** Two people whom facts or a person tell apart, or who share a surname and not the given name. */
    private boolean livesTogether(Pair pair, int a, int b) {
        if (pair.people.isOther() || people.forbidden(a, b, Guard.INFERRED) != null) {
            return true;
        }
        Profile one = in.profiles[pair.a];
        Profile other = in.profiles[pair.b];
        return one != null && other != null && one.isOfOneFamily(other);
    }

    private Set<OriginId> ids(List<Integer> positions) {
        Set<OriginId> ids = new TreeSet<>();
        positions.forEach(position -> ids.add(in.ids[position]));
        return ids;
    }
}
