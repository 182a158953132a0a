package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Families that were made one person.
 *
 * @param wrong pairs of records of two people of one household that are in one cluster
 * @param candidates all pairs of records of two people of one household
 */
public record HouseholdErrors(long wrong, long candidates) {

    /** Share of the candidate pairs that are wrong; 0 if there are none. */
    public double rate() {
        return candidates == 0 ? 0 : (double) wrong / candidates;
    }

    /** Counts them; three numbers for each record, a household of 0 or less being none. */
    public static HouseholdErrors of(int[] clusters, int[] people, int[] households) {
        Map<Integer, List<Integer>> members = new HashMap<>();
        for (int i = 0; i < households.length; i++) {
            if (households[i] > 0) {
                members.computeIfAbsent(households[i], any -> new ArrayList<>()).add(i);
            }
        }
        long wrong = 0;
        long candidates = 0;
        for (List<Integer> household : members.values()) {
            for (int i = 0; i < household.size(); i++) {
                for (int j = i + 1; j < household.size(); j++) {
                    int a = household.get(i);
                    int b = household.get(j);
                    if (people[a] != people[b]) {
                        candidates++;
                        wrong += clusters[a] == clusters[b] ? 1 : 0;
                    }
                }
            }
        }
        return new HouseholdErrors(wrong, candidates);
    }
}
