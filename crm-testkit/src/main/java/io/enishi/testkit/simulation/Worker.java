package io.enishi.testkit.simulation;

import io.enishi.core.Crm;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.StoreFailure;
import io.enishi.core.value.MatchKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that shares the work: a {@code Crm} with caches and a clock of its own, one thing at a time in its hands. Before and after every
 * call of the store it may be interrupted, and others move; there it may meet a fault, and there it may die.
 */
final class Worker implements AutoCloseable {

    /** Out of a thousand calls; a worker gives up after 16 lost commits in a row. */
    private static final int FAULTS_PER_MILLE = 30;
    /** What a store knows of itself without being asked over a network. */
    private static final Set<String> NO_CALLS = Set.of(
            "prefersLargeCommits",
            "keepsCheckpoints",
            "keepsDecisions",
            "keepsShopEvents",
            "keepsInterests",
            "toString",
            "hashCode",
            "equals");

    private final World world;
    private final Baton baton;
    final int number;
    private final CustomerStore store;
    private @Nullable Crm crm;
    private @Nullable Errand errand;
    private SplittableRandom chance;
    private Duration skew = Duration.ZERO;
    /** Calls of the store until it dies; negative when it does not. */
    private int diesIn = -1;

    private boolean dead;
    private boolean diedLately;
    private int life = 1;
    private @Nullable MatchKey suppressing;

    /** Unwinds the thread of a worker that died. An error, since the runtime outlives exceptions of stores. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1;

        Died() {
            super("the worker died", null, false, false);
        }
    }

    /** What stores throw when their database cannot be reached. */
    static final class Outage extends StoreFailure {
        private static final long serialVersionUID = 1;

        Outage(String message) {
            super(message);
        }
    }

    Worker(World world, int number) {
        this.world = world;
        this.number = number;
        this.chance = new SplittableRandom(number);
        this.baton = new Baton("worker-" + number);
        this.store = seen();
    }

    /** Which of its lives it lives: what was in the hands of an earlier one is nobody's. */
    String name() {
        return "worker " + number + (life == 1 ? "" : " (life " + life + ")");
    }

    boolean isBusy() {
        return baton.isBusy();
    }

    Instant now() {
        return world.now().plus(skew);
    }

    void setClock(Duration ahead) {
        skew = ahead;
    }

    Crm crm() {
        Crm known = crm;
        if (known == null) {
            InstantSource clock = this::now;
            known = SimulatedShop.crm(
                    world.weather(),
                    store,
                    clock,
                    world.server().as(this),
                    world.server().points(this),
                    (meter, label, amount) -> world.counted(this, meter, label));
            crm = known;
        }
        return known;
    }

    /**
     * Takes up an errand and goes on until it is interrupted or done.
     *
     * @param dieAfter calls of the store until it dies; negative when it does not
     */
    void start(Errand next, SplittableRandom ownChance, int dieAfter) {
        errand = next;
        chance = ownChance;
        diesIn = dieAfter;
        diedLately = false;
        suppressing = null;
        baton.start(() -> next.run(this));
        ended();
    }

    /** Goes on with what it was interrupted at. */
    void goOn() {
        baton.goOn();
        ended();
    }

    /** Dies where it stands, and comes back with empty caches. */
    void die() {
        if (baton.isBusy()) {
            dead = true;
            baton.goOn();
            ended();
        } else {
            world.tell(this, "dies at rest");
            reborn();
        }
    }

    private void reborn() {
        dead = false;
        diesIn = -1;
        diedLately = true;
        crm = null;
        life++;
    }

    private void ended() {
        Errand finished = errand;
        if (baton.isBusy() || finished == null) {
            return;
        }
        errand = null;
        Throwable thrown = baton.thrown();
        world.ended(this, finished, thrown);
        if (thrown instanceof Died) {
            reborn();
        }
    }

    /** Where others may move, and where it may die. */
    void point(String where) {
        if (dead) {
            throw new Died();
        }
        if (diesIn >= 0 && diesIn-- == 0) {
            dead = true;
            world.tell(this, "dies " + where);
            throw new Died();
        }
        if (world.isCalm()) {
            return;
        }
        int percent = world.weather().pausePercent();
        if (chance.nextInt(100) < (where.endsWith("commit") ? 2 * percent : percent)) {
            world.tell(this, "is interrupted " + where);
            baton.pause();
            if (dead) {
                world.tell(this, "dies " + where);
                throw new Died();
            }
        }
    }

    /** Whether it died since it took up its last errand. */
    boolean diedLately() {
        return diedLately;
    }

    /** Its errand puts an address on the suppression list. */
    void suppresses(MatchKey address) {
        suppressing = address;
    }

    Set<MatchKey> suppressing() {
        MatchKey address = suppressing;
        return address == null ? Set.of() : Set.of(address);
    }

    boolean happens(int perMille) {
        return !world.isCalm() && chance.nextInt(1000) < perMille;
    }

    SplittableRandom chance() {
        return chance;
    }

    @Override
    public void close() {
        baton.close();
    }

    /** The shared store as this worker sees it: before and after each call others may move, and it may fail. */
    private CustomerStore seen() {
        return (CustomerStore) Proxy.newProxyInstance(
                Worker.class.getClassLoader(), new Class<?>[] {CustomerStore.class}, (proxy, method, arguments) -> {
                    String what = method.getName();
                    if (NO_CALLS.contains(what)) {
                        return method.invoke(world.store(), arguments);
                    }
                    point("before " + what);
                    if (world.weather().outages() && happens(FAULTS_PER_MILLE / 3)) {
                        world.tell(this, "cannot reach the store for " + what);
                        throw new Outage(what + " failed");
                    }
                    Object answer = what.equals("commit") ? commit((Commit) arguments[0]) : asked(method, arguments);
                    point("after " + what);
                    return answer;
                });
    }

    private @Nullable Object asked(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(world.store(), arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private CommitResult commit(Commit commit) {
        boolean ofCustomers = !commit.customers().isEmpty();
        if (ofCustomers && world.weather().conflicts() && happens(FAULTS_PER_MILLE)) {
            world.tell(this, "is told of a conflict that is none");
            return CommitResult.CONFLICT;
        }
        CommitResult result = world.store().commit(commit, this);
        if (result != CommitResult.COMMITTED) {
            world.tell(this, "loses a commit: " + result);
        } else if (world.weather().lostAnswers() && happens(FAULTS_PER_MILLE)) {
            world.tell(this, "is not told that its commit took effect");
            if (ofCustomers && chance.nextBoolean()) {
                return CommitResult.CONFLICT;
            }
            throw new Outage("no answer to a commit");
        }
        return result;
    }
}
