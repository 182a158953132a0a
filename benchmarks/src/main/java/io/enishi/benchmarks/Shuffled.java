package io.enishi.benchmarks;

import java.util.SplittableRandom;

/** Numbers in no order. */
public final class Shuffled {

    private Shuffled() {}

    /** 0 to {@code count}, exclusive, in an order that follows from {@code seed}. */
    public static int[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }
}
