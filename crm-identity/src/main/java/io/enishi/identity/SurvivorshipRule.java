package io.enishi.identity;

import io.enishi.core.customer.Stated;
import io.enishi.core.value.AttributeValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** One rule of survivorship: which of several statements about a field go on to the next rule. */
public sealed interface SurvivorshipRule {

    /** Its name in documents and in provenance. */
    String word();

    /** Those that it prefers, at least one. */
    List<Stated> best(String field, List<Stated> candidates, Map<String, HostChoice> functions);

    /** A function of the host's: returns one of the candidates. */
    @FunctionalInterface
    interface HostChoice {
        Stated choose(String field, List<Stated> candidates);
    }

    static SurvivorshipRule verified() {
        return new Verified();
    }

    static SurvivorshipRule mostRecent() {
        return new MostRecent();
    }

    static SurvivorshipRule mostFrequent() {
        return new MostFrequent();
    }

    static SurvivorshipRule longest() {
        return new Longest();
    }

    static SurvivorshipRule sources(String... sources) {
        return new Sources(List.of(sources));
    }

    static SurvivorshipRule host(String function) {
        return new Host(function);
    }

    /** Verified statements before others. */
    record Verified() implements SurvivorshipRule {
        @Override
        public String word() {
            return "verified";
        }

        @Override
        public List<Stated> best(String field, List<Stated> candidates, Map<String, HostChoice> functions) {
            return greatest(candidates, stated -> stated.verified() ? 1 : 0);
        }
    }

    /** The latest statement. */
    record MostRecent() implements SurvivorshipRule {
        @Override
        public String word() {
            return "most-recent";
        }

        @Override
        public List<Stated> best(String field, List<Stated> candidates, Map<String, HostChoice> functions) {
            Instant latest =
                    candidates.stream().map(Stated::at).max(Instant::compareTo).orElse(Instant.EPOCH);
            return candidates.stream()
                    .filter(stated -> stated.at().equals(latest))
                    .toList();
        }
    }

    /** The value that most statements say. */
    record MostFrequent() implements SurvivorshipRule {
        @Override
        public String word() {
            return "most-frequent";
        }

        @Override
        public List<Stated> best(String field, List<Stated> candidates, Map<String, HostChoice> functions) {
            Map<AttributeValue, Long> counts = new HashMap<>();
            candidates.forEach(stated -> counts.merge(stated.value(), 1L, Long::sum));
            return greatest(candidates, stated -> counts.getOrDefault(stated.value(), 0L));
        }
    }

    /** The value with the most characters, spaces at its ends left out. */
    record Longest() implements SurvivorshipRule {
        @Override
        public String word() {
            return "longest";
        }

        @Override
        public List<Stated> best(String field, List<Stated> candidates, Map<String, HostChoice> functions) {
            return greatest(candidates, stated -> {
                String text = stated.value().plain().toString().strip();
                return text.codePointCount(0, text.length());
            });
        }
    }

    /**
     * Sources in order of trust; those not named come last, alike.
     *
     * @param sources best first, at least one
     */
    record Sources(List<String> sources) implements SurvivorshipRule {
        public Sources {
            sources = List.copyOf(sources);
        }

        @Override
        public String word() {
            return "sources";
        }

        @Override
        public List<Stated> best(String field, List<Stated> candidates, Map<String, HostChoice> functions) {
            return greatest(candidates, stated -> {
                int rank = sources.indexOf(stated.source());
                return rank < 0 ? -sources.size() : -rank;
            });
        }
    }

    /**
     * What a function of the host's chooses.
     *
     * @param function its name
     */
    record Host(String function) implements SurvivorshipRule {
        public Host {
            Objects.requireNonNull(function, "function");
        }

        @Override
        public String word() {
            return "host:" + function;
        }

        @Override
        public List<Stated> best(String field, List<Stated> candidates, Map<String, HostChoice> functions) {
            HostChoice choice = functions.get(function);
            if (choice == null) {
                throw new IllegalStateException("no host function is called " + function);
            }
            Stated chosen = choice.choose(field, candidates);
            if (!candidates.contains(chosen)) {
                throw new IllegalStateException(
                        "host function " + function + " chose for " + field + " what is none of the candidates");
            }
            return List.of(chosen);
        }
    }

    private static List<Stated> greatest(List<Stated> candidates, ToLongFunction<Stated> rank) {
        long most = candidates.stream().mapToLong(rank).max().orElse(0);
        return candidates.stream()
                .filter(stated -> rank.applyAsLong(stated) == most)
                .toList();
    }
}
