package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Blocking rules for proposed comparisons: keys that few pairs of records share block alone, others in pairs, so that each comparison may disagree and some rule still
 * leads to the pair.
 */
final class BlockingProposal {

    private static final int MOST = 16;
    /** Pairs that a rule may lead to, for each record and at least. */
    private static final double PAIRS_OF_RECORD = 5;

    private static final double FREE_PAIRS = 20_000;

    private final Features features;
    private final double pairs;
    private final double budget;
    private final Set<List<String>> rules = new LinkedHashSet<>();

    /** A key of one comparison, its chance and whether it is few enough to block alone. */
    private record Key(int of, List<String> features, double chance, boolean alone) {}

    private BlockingProposal(Features features, int records) {
        this.features = features;
        this.pairs = records * (records - 1.0) / 2;
        this.budget = PAIRS_OF_RECORD * records + FREE_PAIRS;
    }

    static List<List<String>> of(List<Proposed> proposed, Features features, int records) {
        BlockingProposal proposal = new BlockingProposal(features, records);
        List<Key> keys = new ArrayList<>();
        List<Key> rough = new ArrayList<>();
        for (int p = 0; p < proposed.size(); p++) {
            int of = p;
            proposed.get(p).keys().forEach(key -> keys.add(proposal.key(of, key)));
            proposed.get(p).rough().forEach(key -> rough.add(proposal.key(of, key)));
        }
        proposal.alone(keys);
        proposal.together(keys.stream().filter(key -> !key.alone()).toList());
        if (proposed.size() < FEW) {
            List<Key> all = new ArrayList<>(keys);
            all.addAll(rough);
            proposal.together(all);
            proposal.alone(rough);
        }
        if (proposal.rules.isEmpty()) {
            proposal.rules.add(keys.stream()
                    .map(key -> key.features().get(0))
                    .distinct()
                    .limit(3)
                    .toList());
        }
        return List.copyOf(proposal.rules);
    }

    /** Comparisons so few that rough keys are needed: with more, some pair of them agrees. */
    private static final int FEW = 5;

    private Key key(int of, List<String> key) {
        double chance = 1;
        for (String feature : key) {
            chance *= features.column(Feature.parse(feature)).chance();
        }
        return new Key(of, key, chance, chance * pairs <= budget);
    }

    private void alone(List<Key> keys) {
        keys.stream().filter(key -> key.alone() && rules.size() < MOST).forEach(key -> rules.add(key.features()));
    }

    private void together(List<Key> keys) {
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size() && rules.size() < MOST; j++) {
                Key one = keys.get(i);
                Key other = keys.get(j);
                if (one.of() != other.of()
                        && !one.alone()
                        && !other.alone()
                        && one.chance() * other.chance() * pairs <= budget) {
                    List<String> both = new ArrayList<>(one.features());
                    both.addAll(other.features());
                    rules.add(both);
                }
            }
        }
    }
}
