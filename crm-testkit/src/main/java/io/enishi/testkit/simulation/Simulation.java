package io.enishi.testkit.simulation;

import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.CustomerStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Plays a shop whose workers share one store and meet every kind of trouble, and looks whether what must hold holds. Everything that
 * happens is drawn from a seed, so that a seed that fails fails again.
 *
 * <p>Each of three workers has a {@code Crm}, caches and a clock of its own. Exactly one of them moves at any time; before and after every
 * call of the store it may be interrupted, others go on, and it may be found dead there. So two workers meet inside their operations in
 * every way that two JVMs can, and the moment does not depend on the machine. An immutable value.
 */
public final class Simulation {

    /** Steps of a run unless said: enough for several scenarios to run to their end. */
    private static final int STEPS = 200;
    /** Runs that are spent on finding out which steps of a failing one matter. */
    private static final int REDUCTIONS = 400;

    private final Supplier<? extends CustomerStore> stores;
    private final int steps;

    private Simulation(Supplier<? extends CustomerStore> stores, int steps) {
        this.stores = stores;
        this.steps = steps;
    }

    /** On the store in memory. */
    public static Simulation inMemory() {
        return on(InMemoryCustomerStore::new);
    }

    /**
     * On a store of the host's.
     *
     * @param stores gives an empty store of a shop called {@code simulation} for each run; what it needs to close is the caller's affair.
     *     Its queue and its leases are not used: the simulation has its own, that know its time
     */
    public static Simulation on(Supplier<? extends CustomerStore> stores) {
        return new Simulation(Objects.requireNonNull(stores, "stores"), STEPS);
    }

    /**
     * The same with another number of steps.
     *
     * @throws IllegalArgumentException if {@code changed} is less than 1
     */
    public Simulation steps(int changed) {
        if (changed < 1) {
            throw new IllegalArgumentException("a simulation needs at least 1 step, but was given " + changed);
        }
        return new Simulation(stores, changed);
    }

    /** What happens under a seed, with at least one crash. */
    public Story run(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        Weather weather = Weather.of(chance);
        return play(seed, weather, Step.plan(chance, steps, World.WORKERS, weather.coarse()));
    }

    /**
     * Runs {@code seeds} seeds, the first of which is {@code first}.
     *
     * @return how much of each kind of thing happened in all of them
     * @throws AssertionError if a law is broken: names the seed and tells what happened, without the steps that do not matter
     */
    public Map<String, Long> check(long first, int seeds) {
        Map<String, Long> counted = new TreeMap<>();
        for (long seed = first; seed < first + seeds; seed++) {
            Story story = run(seed);
            if (!story.holds()) {
                throw new AssertionError("A law is broken. Run this seed alone with -Denishi.simulation.seed=" + seed
                        + "\n" + reduced(story));
            }
            story.counted().forEach((what, times) -> counted.merge(what, times, Long::sum));
        }
        return counted;
    }

    /** A story that breaks the same law with as few steps as are easily found; the story itself when none does. */
    public Story reduced(Story broken) {
        if (broken.holds()) {
            return broken;
        }
        SplittableRandom chance = new SplittableRandom(broken.seed());
        Weather weather = Weather.of(chance);
        List<Step> plan = Step.plan(chance, steps, World.WORKERS, weather.coarse());
        Story shortest = broken;
        int runs = 0;
        for (int chunk = plan.size() / 2; chunk >= 1; chunk /= 2) {
            for (int from = 0; from < plan.size() && runs < REDUCTIONS; runs++) {
                List<Step> fewer = new ArrayList<>(plan.subList(0, from));
                fewer.addAll(plan.subList(Math.min(plan.size(), from + chunk), plan.size()));
                Story story = play(broken.seed(), weather, fewer);
                if (!story.holds() && story.law().equals(broken.law())) {
                    plan = fewer;
                    shortest = story;
                } else {
                    from += chunk;
                }
            }
        }
        return shortest;
    }

    private Story play(long seed, Weather weather, List<Step> plan) {
        try (World world = new World(weather, stores.get())) {
            world.story().add("     " + weather);
            for (Step step : plan) {
                world.perform(step);
                if (!world.wrong().isEmpty()) {
                    break;
                }
            }
            if (world.wrong().isEmpty()) {
                world.settle();
            }
            if (world.wrong().isEmpty()) {
                new LastLook(world).look();
            }
            return new Story(seed, world.story(), world.wrong(), world.counted());
        }
    }
}
