package io.enishi.core;

import io.enishi.core.condition.Recall;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.GoldenRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.internal.runtime.ShopRuntime;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Fold;
import io.enishi.core.process.Migration;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Audit;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.ShopId;
import io.enishi.core.value.Trajectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The CRM of one shop, inside the host's JVM.
 *
 * <p>The host feeds it ({@link #accept}), lets time pass ({@link #runDue}) and lets messages leave ({@link #deliver}); it asks what it
 * wants to know ({@link #find}, {@link #customer}, {@link #why}). Every method may be called by many threads; each call runs on the
 * caller's thread and returns when its effect is committed. {@link #start} runs the two periodic jobs on a thread of its own for hosts
 * that have no scheduler.
 *
 * <p>Blocking: inputs of one customer wait for each other, those of different customers do not. Nothing waits for a channel but the
 * call to {@link #deliver} that called it.
 */
public final class Crm implements AutoCloseable {

    /** Runs what {@link #start} started. */
    private final ShopRuntime first;
    /** What every call goes to; another one after {@link #switchFold}. */
    private volatile ShopRuntime runtime;

    Crm(ShopRuntime runtime) {
        this.first = runtime;
        this.runtime = runtime;
    }

    /** Starts building the CRM of a shop. With nothing else wired it keeps everything in memory. */
    public static CrmBuilder builder(ShopId shop) {
        return new CrmBuilder(shop);
    }

    /** As {@link #builder(ShopId)}, from the id's text. */
    public static CrmBuilder builder(String shop) {
        return new CrmBuilder(ShopId.of(shop));
    }

    // ---------------------------------------------------------------- inputs

    /** Takes in an event and decides what follows from it. */
    public AcceptOutcome accept(CustomerEvent event) {
        return accept(event, Mode.LIVE);
    }

    /** Takes in an event as news or as history. */
    public AcceptOutcome accept(CustomerEvent event, Mode mode) {
        return runtime.intake().accept(List.of(event), mode).get(0);
    }

    /**
     * Takes in events in the order given; neighbours of one person and one instant are one input. The outcomes are in the same order.
     * One that is refused does not stop the others.
     */
    public List<AcceptOutcome> acceptAll(List<CustomerEvent> events) {
        return runtime.intake().accept(events, Mode.LIVE);
    }

    /**
     * Takes in history: sorted by time, folds and segments move, and what scenarios would have started is counted but not started.
     * Afterwards {@link #goLive} says who already stands where a scenario enters. Turns may go on meanwhile, here and on other JVMs: they start
     * nothing of the past either, and what they decide of it is missing in the count.
     */
    public ImportReport importHistory(Iterable<CustomerEvent> events) {
        return runtime.intake().importHistory(events, List.of());
    }

    /**
     * As {@link #importHistory(Iterable)}, with shop events among them: each comes to those who were interested by what was taken in up
     * to its time.
     */
    public ImportReport importHistory(Iterable<CustomerEvent> events, Iterable<ShopEvent> shopEvents) {
        return runtime.intake().importHistory(events, shopEvents);
    }

    /** Takes in a shop event as news; see {@link #accept(ShopEvent, Mode)}. */
    public ShopEventOutcome accept(ShopEvent event) {
        return accept(event, Mode.LIVE);
    }

    /**
     * Keeps a shop event and returns. It comes to those who are interested in {@link #fanOut}, {@link #runDue} or {@link #advanceTo}, not
     * before its time.
     *
     * @throws IllegalStateException if the store keeps no shop events
     */
    public ShopEventOutcome accept(ShopEvent event, Mode mode) {
        return runtime.intake().acceptShop(List.of(event), mode).get(0);
    }

    /** Keeps shop events; the outcomes are in the same order. */
    public List<ShopEventOutcome> acceptAllShop(List<ShopEvent> events) {
        return runtime.intake().acceptShop(events, Mode.LIVE);
    }

    /**
     * Brings shop events that happened until now to those whom journeys declare as interested, who became so first, first; each then
     * has it on their timeline, once. Part of {@link #runDue()} and of {@link #advanceTo}.
     *
     * @return how many customers were told
     * @throws io.enishi.core.spi.StoreFailure when the store fails for everybody; what is left is done in the next turn
     */
    public long fanOut() {
        return runtime.turns().fanOut(runtime.now());
    }

    /** How far a shop event that was taken in has come; empty when it is not known. */
    public Optional<StoredShopEvent> shopEvent(String source, EventId id) {
        return runtime.intake().shopEvent(source, id);
    }

    /** Adds a statement to the consent ledger; it counts from the next claim on. */
    public void consent(ConsentStatement statement) {
        runtime.people().consent(statement);
    }

    /**
     * Asks a scenario with an API entry to start for a customer.
     *
     * @param requestId the entry key: asked again under the same id, nothing starts twice, also when the customer was merged since
     */
    public void request(String scenario, String requestId, CustomerId customer, Map<String, AttributeValue> details) {
        runtime.request(scenario, requestId, customer, details);
    }

    /**
     * Records a person's answer to an approval request. The first answer counts; one that comes later, or after the request expired,
     * changes nothing, and neither does one about somebody who was erased meanwhile.
     *
     * @param approver who answers, as the log is to name them; no personal data is needed
     * @throws IllegalArgumentException if {@code approver} is blank, or no approval was requested under that key
     */
    public void approve(CommandKey request, boolean approved, String approver) {
        runtime.approve(request, approved, approver);
    }

    // ---------------------------------------------------------------- time and delivery

    /**
     * Decides everything that is due at or before now, in due order with now = due, whenever it is called; and brings shop events to
     * those who are interested, as {@link #fanOut}.
     *
     * @return how many customers had something due
     * @throws io.enishi.core.spi.StoreFailure when the store fails for everybody; what is left is done in the next turn
     */
    public int runDue() {
        return runtime.turns().runDue(runtime.now());
    }

    /** As {@link #runDue()}, up to {@code until}. */
    public int runDue(Instant until) {
        return runtime.turns().runDue(until);
    }

    /**
     * Decides events that hosts queued in transactions of their own, oldest first, until none is left that no other JVM works on. An event
     * whose decision fails stays queued and is tried again after a minute; the others go on.
     *
     * @return how many were decided
     * @throws io.enishi.core.spi.StoreFailure when the store fails for everybody; what is left is done in the next turn
     */
    public int drain() {
        return runtime.intake().drain();
    }

    /** What became of a queued event; empty while it waits, and when it was never queued. */
    public Optional<AcceptOutcome> outcome(String source, EventId id) {
        return runtime.intake().outcome(source, id);
    }

    /**
     * Claims commands that may be claimed now, calls channels and handlers, settles.
     *
     * @return how many commands were looked at
     * @throws io.enishi.core.spi.StoreFailure when the store fails for everybody; what is left is done in the next turn
     */
    public int deliver() {
        return runtime.turns().deliver(runtime.now(), Integer.MAX_VALUE);
    }

    /** As {@link #deliver()}, at most {@code limit} commands. */
    public int deliver(int limit) {
        return runtime.turns().deliver(runtime.now(), limit);
    }

    /**
     * Lets virtual time run to {@code until}: decides what is due and delivers what was decided, each at its own time, in order. For
     * tests, replays and simulations; a live host calls {@link #runDue} and {@link #deliver}.
     */
    public void advanceTo(Instant until) {
        runtime.turns().advanceTo(until);
    }

    /**
     * Forgets what it remembers of customers: everybody is read from the store again. For when rows were put back, or others put in their
     * place, behind its back; nothing may be decided meanwhile.
     */
    public void readAnew() {
        runtime.readAnew();
    }

    /** Calls {@link #runDue} and {@link #deliver} every {@code period} on a daemon thread until {@link #close}. */
    public void start(Duration period) {
        first.start(period, () -> runtime.turn());
    }

    // ---------------------------------------------------------------- people

    /**
     * The customer that an identifier leads to: who holds the origin that is named by it, else the only one of whom it was seen. Empty
     * for an identifier never seen, for junk, and where several people have it.
     */
    public Optional<CustomerId> find(Identifier identifier) {
        return runtime.people().find(identifier);
    }

    /**
     * The match key of an identifier, as this shop folds it: what consent statements and suppressions name. Empty for junk and for
     * what is no address.
     */
    public Optional<MatchKey> matchKey(Identifier identifier) {
        return runtime.people().matchKey(identifier);
    }

    /** The customer that holds an origin now. */
    public Optional<CustomerId> customerOf(OriginId origin) {
        return runtime.people().customerOf(origin);
    }

    /**
     * The origin that an identifier leads to: its own, else the only one that it was seen under. Empty for an identifier never seen,
     * for junk, and for one seen under several origins.
     */
    public Optional<OriginId> originOf(Identifier identifier) {
        return runtime.people().originOf(identifier);
    }

    /** What is known of a customer, now. A label from before a merge is followed. */
    public Optional<CustomerCard> customer(CustomerId id) {
        return runtime.people().card(id);
    }

    /**
     * The values shown for a customer, out of all that was stated under their origins, each with its provenance: by the survivorship
     * that was wired, from the facts as they are now.
     */
    public Optional<GoldenRecord> goldenRecord(CustomerId id) {
        return runtime.people().goldenRecord(id);
    }

    /** The events of a customer, in timeline order; the copy does not change. */
    public List<CustomerEvent> timeline(CustomerId id) {
        return runtime.people().timeline(id);
    }

    /** A page of the labels of all customers, in order: those after {@code after}; null for the first page. */
    public List<CustomerId> customers(@Nullable CustomerId after, int limit) {
        return runtime.people().customers(after, limit);
    }

    /** The first {@code limit} labels in order. */
    public List<CustomerId> customers(int limit) {
        return runtime.people().customers(null, limit);
    }

    /** Label changes that a customer took part in. */
    public List<Alias> aliases(CustomerId id) {
        return runtime.people().aliases(id);
    }

    /** Says that two origins are one person. */
    public RegroupReport merge(OriginId one, OriginId other, String by, String reason) {
        return judge(one, other, Verdict.SAME, by, reason);
    }

    /** Says that two origins are not one person, whatever else ties them. */
    public RegroupReport unmerge(OriginId one, OriginId other, String by, String reason) {
        return judge(one, other, Verdict.NOT_SAME, by, reason);
    }

    /** Takes back what was said about two origins: as if it never had been said. */
    public RegroupReport withdraw(OriginId one, OriginId other, String by, String reason) {
        return judge(one, other, Verdict.WITHDRAWN, by, reason);
    }

    /**
     * As {@link #merge(OriginId, OriginId, String, String)}, for the origins that two identifiers lead to.
     *
     * @throws IllegalArgumentException if {@link #originOf} of one of them is empty
     */
    public RegroupReport merge(Identifier one, Identifier other, String by, String reason) {
        return merge(known("one", one), known("other", other), by, reason);
    }

    /**
     * As {@link #unmerge(OriginId, OriginId, String, String)}, for the origins that two identifiers lead to.
     *
     * @throws IllegalArgumentException if {@link #originOf} of one of them is empty
     */
    public RegroupReport unmerge(Identifier one, Identifier other, String by, String reason) {
        return unmerge(known("one", one), known("other", other), by, reason);
    }

    /**
     * As {@link #withdraw(OriginId, OriginId, String, String)}, for the origins that two identifiers lead to.
     *
     * @throws IllegalArgumentException if {@link #originOf} of one of them is empty
     */
    public RegroupReport withdraw(Identifier one, Identifier other, String by, String reason) {
        return withdraw(known("one", one), known("other", other), by, reason);
    }

    private OriginId known(String argument, Identifier identifier) {
        return originOf(identifier)
                .orElseThrow(() -> new IllegalArgumentException(argument + " must lead to exactly one origin, but this "
                        + identifier.scheme() + " leads to none or to several; see customer(id).origins()"));
    }

    private RegroupReport judge(OriginId one, OriginId other, Verdict verdict, String by, String reason) {
        return runtime.people().judge(new Judgement(one, other, verdict, reason, by, runtime.now()));
    }

    /**
     * Adds many judgements, for example what a model said of pairs ({@code ProbableEdge} of crm-identity), and puts each into effect.
     *
     * @throws IllegalArgumentException at the first one about an origin that is not known; those before it stand
     */
    public RegroupReport judgeAll(Collection<Judgement> judgements) {
        return runtime.people().judgeAll(judgements);
    }

    /**
     * Pairs of origins that something ties but that were not linked: for a person to decide ({@link #merge}, {@link #unmerge}), or
     * refused with the reason.
     *
     * <p>The queue is not kept apart: it follows from the evidence. Its first call after a start on a store that holds people
     * goes through all of them; from then on it is kept up to date by what this JVM decides. Several workers on one store ask {@link
     * #reviewQueue(CustomerId, int)}.
     */
    public List<Review> reviewQueue() {
        return runtime.people().reviews();
    }

    /**
     * The part of the review queue around the next {@code limit} customers, made from the evidence as the store keeps it now. Each
     * pair comes once over all pages.
     *
     * @param after the customer to go on after; null to begin
     */
    public ReviewPage reviewQueue(@Nullable CustomerId after, int limit) {
        return runtime.people().reviews(after, limit);
    }

    /**
     * Why two origins are one person, or are not: by the computation that decides it, in data, English and Japanese.
     *
     * @throws IllegalArgumentException if one of them is not known
     */
    public Audit audit(OriginId one, OriginId other) {
        return runtime.people().audit(one, other);
    }

    /**
     * As {@link #audit(OriginId, OriginId)}, for the origins that two identifiers lead to.
     *
     * @throws IllegalArgumentException if {@link #originOf} of one of them is empty
     */
    public Audit audit(Identifier one, Identifier other) {
        return audit(known("one", one), known("other", other));
    }

    /** Who shares addresses with a customer without being one with them. */
    public Set<CustomerId> household(CustomerId id) {
        return runtime.people().household(id);
    }

    /**
     * Tries another identity resolver on everybody, with nothing changed: who would become one, who would come apart. Goes through the
     * store neighbourhood by neighbourhood; in memory are only the values that the other resolver derives from attributes.
     */
    public IdentityTrial tryIdentity(IdentityResolver other) {
        return runtime.people().tryIdentity(other);
    }

    /**
     * Puts the identity resolver of this {@code Crm} into force on all that is stored. To be called once after the resolver or its
     * policy changed; until then a change reaches people with their next evidence. May be called again after a failure.
     */
    public RegroupReport resolveAll() {
        return runtime.people().resolveAll();
    }

    /** Why the origins of a customer are together, and what else was considered. */
    public Resolution identity(CustomerId id) {
        return runtime.people().identity(id);
    }

    /** Stops, or allows again, the use of a person's data for advertising; held for every origin they have now. */
    public void restrict(CustomerId id, boolean restricted, String reason) {
        runtime.people().restrict(id, restricted, reason);
    }

    /**
     * Puts an address on the suppression list: nothing is sent to it any more, whoever holds it. Only its keyed hash is kept.
     *
     * @throws IllegalArgumentException if the identifier is not usable as an address
     */
    public void suppress(Identifier address) {
        runtime.people().suppress(address);
    }

    /**
     * Erases a person: origins, events, runs, waiting commands, what was judged about them. Consent evidence and tombstones stay.
     *
     * <p>Afterwards nothing is taken in whose strongest identifier was seen with them, and nothing is written to their addresses.
     * That holds for an address they shared, too: the rest of the family stays, and is taken in by stronger identifiers, but not by
     * that address alone, and not written to on it.
     */
    public ErasureReport erase(CustomerId id, String reason) {
        return runtime.people().erase(id, reason);
    }

    /** Everything kept of a person, as JSON Lines: one object a line with a {@code kind}. */
    public void export(CustomerId id, Consumer<String> lines) {
        runtime.people().export(id, lines);
    }

    // ---------------------------------------------------------------- segments and metrics

    /** A page of the members of a segment, in order of label: those after {@code after}; null for the first page. */
    public List<CustomerId> segment(String name, @Nullable CustomerId after, int limit) {
        return runtime.rolls().segment(name, after, limit);
    }

    /** The first {@code limit} members of a segment in order of label. */
    public List<CustomerId> segment(String name, int limit) {
        return runtime.rolls().segment(name, null, limit);
    }

    /** Takes a snapshot segment anew: who meets its condition now is in until the next one. */
    public void takeSnapshot(String segment) {
        runtime.rolls().takeSnapshot(segment);
    }

    /**
     * The customers with the highest values of a metric now, each with what brought it there; equal values in order of label.
     *
     * @throws IllegalArgumentException if no fold publishes the metric
     */
    public List<Ranked> top(String metric, int limit) {
        return runtime.rolls().top(metric, limit);
    }

    /** A metric of a customer as a function of time. */
    public Optional<Trajectory> metric(CustomerId id, String name) {
        return runtime.rolls().metric(id, name);
    }

    // ---------------------------------------------------------------- going live, other definitions

    /**
     * Counts, and enrols as the policy says, the people who stand already where a scenario enters: in an absence that it waits for, or in
     * the segment it starts from. None of them starts by itself, also where definitions were changed over a shop with data. Call it after {@link
     * #importHistory} with {@link GoLivePolicy#skip} first to see the count.
     */
    public GoLiveReport goLive(GoLivePolicy policy) {
        return runtime.releases().goLive(policy);
    }

    /**
     * Counts what {@link #migrate} would do now, and does nothing.
     *
     * @throws IllegalArgumentException if one of the two definitions is not wired
     */
    public MigrationReport tryMigration(Migration<?> migration) {
        return runtime.releases().migrate(migration, true);
    }

    /**
     * Moves every running instance of one definition of a scenario to another; without it, instances stay with the definition that
     * they started under ({@link CrmBuilder#retired}). A customer at a time; called again, it moves who is left. The log of a customer
     * cannot be verified across a migration.
     *
     * @throws IllegalArgumentException if one of the two definitions is not wired
     */
    public MigrationReport migrate(Migration<?> migration) {
        return runtime.releases().migrate(migration, false);
    }

    /** The fold of a name as it counts now, such as a score model's. */
    public Optional<Fold<?>> fold(String name) {
        return runtime.fold(name);
    }

    /** The segments as they are defined now, those of {@link CrmBuilder#segments} in their order. */
    public List<Segment> segments() {
        return runtime.segments();
    }

    /**
     * Which definitions count, and for how many customers the store still holds what others led to. Ask it after a start: a host that
     * {@linkplain #switchFold switched} and then builds its {@code Crm} with the model from before, or that was deployed with another
     * one, is told here, before the first turn ({@link #runDue}, {@link #start}) or {@link #putDefinitionsInForce} decides these
     * customers anew. Their scores are by this {@code Crm}'s folds already, since scores are folded from the timelines. Reads labels only, a page
     * at a time.
     */
    public DefinitionsReport definitions() {
        return new DefinitionsReport(runtime.foldHashes(), runtime.turns().countOutdated());
    }

    /**
     * Decides everybody anew of whom the store holds what other definitions led to, as the first turn would: entries into segments and exits that
     * follow carry the cause DEFINITION and start no scenario. Snapshots stay as they were taken.
     *
     * @return how many people were decided
     */
    public long putDefinitionsInForce() {
        return runtime.turns().putDefinitionsInForce();
    }

    /**
     * Puts another definition of a fold in the place of the one that has its name, such as a score model with other rules. From the
     * moment this is done every answer and every decision is by the new definition, as if it had always counted: states are folded from
     * the timelines again, each when it is next needed. Calls that are under way end under the definition they began with; all other
     * definitions, pauses and what {@link #start} started stay.
     *
     * <p>Then everybody is looked at: entries into segments and exits that follow carry the cause DEFINITION and start no scenario, wake-ups
     * move, and each customer's part is committed. Should the JVM end before all is done, the rest is done by the first turn
     * after it, provided that the host builds its {@code Crm} with the new definition from then on: definitions are the host's, and the store
     * keeps none. Decisions before the switch cannot be verified by {@link #verify} and are counted; those after it can.
     *
     * @param without names of segments that go with it, such as those of bands that there are no more; names of others are passed over
     * @param segments those that come
     * @throws IllegalArgumentException if no fold has that name
     * @throws io.enishi.core.value.DefinitionException if other definitions do not go with it, with all problems; nothing has changed then
     */
    public SwitchReport switchFold(Fold<?> changed, Set<String> without, List<Segment> segments) {
        ShopRuntime next;
        String before;
        synchronized (first) {
            before = fold(changed.name())
                    .orElseThrow(() -> new IllegalArgumentException("no fold is named \"" + changed.name() + '"'))
                    .definitionHash();
            next = runtime.with(changed, without, segments);
            runtime = next;
        }
        long people = next.turns().putDefinitionsInForce();
        return new SwitchReport(changed.name(), before, changed.definitionHash(), people);
    }

    // ---------------------------------------------------------------- pausing

    /**
     * Stops or resumes all claims, at the next one here. Where {@link CrmBuilder#pausesIn} names accounts on the database, claims of every JVM
     * stop within a second, until they are resumed; <strong>without, pauses hold in this {@code Crm} only</strong>: others on the same store
     * go on, and a restart forgets them.
     */
    public void pause(boolean paused) {
        runtime.switches().everything(paused);
    }

    /**
     * Stops or resumes the claims of a scenario, as far as {@link #pause} does.
     *
     * @throws IllegalArgumentException when a scenario is to stop that this {@code Crm} does not know, with the name that was perhaps meant:
     *     what only another JVM wires is stopped there, or with everything. Resuming takes any name, such as that of one which is gone
     */
    public void pauseScenario(String name, boolean paused) {
        if (paused) {
            runtime.requireScenario(name);
        }
        runtime.switches().journey(name, paused);
    }

    /**
     * Stops or resumes a channel, as far as {@link #pause} does.
     *
     * @throws IllegalArgumentException when a channel is to stop that this {@code Crm} does not have, likewise; resuming takes any name
     */
    public void pauseChannel(String name, boolean paused) {
        if (paused) {
            runtime.requireChannel(name);
        }
        runtime.switches().channel(name, paused);
    }

    /** Stops or resumes the claims for a person, as far as {@link #pause} does; {@link #restrict} lasts and is a fact. */
    public void pauseCustomer(CustomerId id, boolean paused) {
        runtime.pauseCustomer(id, paused);
    }

    // ---------------------------------------------------------------- why

    /**
     * What the segments and the conditions of journeys ({@code journey/condition}) need of a customer's past, by name: the longest of
     * their spans decides how much of a long history is read, and what they need every event of stands in its checkpoint.
     */
    public SortedMap<String, Recall> recalls() {
        return runtime.answers().recalls();
    }

    /**
     * Why a customer is in a segment, or is not; by the evaluation that decides it.
     *
     * @throws IllegalArgumentException if there is no such segment, with the name that was perhaps meant
     */
    public Explanation whySegment(CustomerId id, String segment) {
        return runtime.answers().whySegment(id, segment);
    }

    /**
     * Why a customer is in a scenario now, or is not: entry rules, re-entry, exits, each with its value, and what is paused.
     *
     * @throws IllegalArgumentException if no such scenario is in force or retired, with the name that was perhaps meant
     */
    public Explanation why(CustomerId id, String scenario) {
        return runtime.answers().why(id, scenario);
    }

    /** The decisions about a customer, oldest first; those made under labels of all its origins. */
    public List<DecisionRecord> decisions(CustomerId id) {
        return runtime.answers().decisions(id);
    }

    /** All decisions in commit order, those after a position of the log; 0 for the first page. */
    public List<CustomerStore.Logged> decisionLog(long after, int limit) {
        return runtime.answers().decisionLog(after, limit);
    }

    // ---------------------------------------------------------------- outbox

    /** A command by its key. */
    public Optional<StoredCommand> command(CommandKey key) {
        return runtime.command(key);
    }

    /** A page of the commands in a state, in order of key: those after {@code after}; null for the first page. */
    public List<StoredCommand> commands(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        return runtime.commands(status, after, limit);
    }

    /** The first {@code limit} commands in a state, in order of key. */
    public List<StoredCommand> commands(StoredCommand.Status status, int limit) {
        return runtime.commands(status, null, limit);
    }

    /** Commands that were given up and wait for a person. */
    public List<StoredCommand> deadLetters(int limit) {
        return runtime.commands(StoredCommand.Status.DEAD, null, limit);
    }

    /** Puts a dead letter back: as if it had just been asked for. */
    public void retry(CommandKey key) {
        runtime.retry(key);
    }

    // ---------------------------------------------------------------- proof

    /**
     * Decides the whole decision log again and compares; a difference is a defect. What was decided under other definitions than those
     * of this {@code Crm} is counted as unverifiable. Nothing is written, so earlier decisions can be verified by a {@code Crm} over the
     * same store that is given the definitions of that time. Product data are not in the log: where a definition asks the {@code
     * Catalog}, the one of this {@code Crm} has to answer as it did then.
     */
    public VerifyReport verify() {
        return runtime.verify();
    }

    /**
     * Decides a recorded log, kept from this shop or another {@code Crm} with the same secret, again under the definitions of this
     * one: the first decision of each customer that comes out otherwise, in the order of the log. Empty when the definitions, and the
     * code, decide as they did. Nothing is stored, and what this {@code Crm} holds plays no part.
     *
     * <p>What a customer did after the first difference is passed over, since it follows from it.
     *
     * @param log whole, from its first decision on, in commit order
     */
    public List<Alteration> alterations(Iterable<DecisionRecord> log) {
        return runtime.alterations(log);
    }

    /** Runs all events again in event time and compares folds and runs. */
    public RecomputeReport recompute() {
        return runtime.recompute();
    }

    /** Stops what {@link #start} started, and waits for it. */
    @Override
    public void close() {
        first.close();
    }
}
