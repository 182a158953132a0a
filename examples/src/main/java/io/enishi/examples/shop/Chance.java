package io.enishi.examples.shop;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The dice of one person. Every person has their own, derived from the seed and the person's number, so that a change in one
 * life leaves all others as they are.
 */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed, long person) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + person);
    }

    boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    /** A number from {@code min} to {@code max}, both included. */
    int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    Duration minutes(int min, int max) {
        return Duration.ofMinutes(between(min, max));
    }

    Duration hours(int min, int max) {
        return Duration.ofMinutes(between(min * 60, max * 60));
    }

    Duration days(int min, int max) {
        return Duration.ofMinutes(between(min * 1440, max * 1440));
    }

    /** {@code count} decimal digits. */
    String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}
