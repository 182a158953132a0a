package io.enishi.core;

import io.enishi.core.internal.runtime.ShopRuntime;
import io.enishi.core.internal.runtime.Wiring;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Fold;
import io.enishi.core.process.Journey;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CommandHandler;
import io.enishi.core.spi.ContactPolicy;
import io.enishi.core.spi.ContentRenderer;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.spi.Quota;
import io.enishi.core.spi.Recommender;
import io.enishi.core.spi.Survivorship;
import io.enishi.core.value.ShopId;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * Wires a {@link Crm}. Everything has a default that works in memory; {@link #build} validates all definitions together and reports
 * all problems at once.
 */
public final class CrmBuilder {

    private final Wiring wiring;

    CrmBuilder(ShopId shop) {
        this.wiring = new Wiring(shop);
    }

    /** Where everything is kept; in memory by default. */
    public CrmBuilder store(CustomerStore store) {
        wiring.store = store;
        return this;
    }

    /**
     * The shop's secret for origin ids, tombstones and coupon codes: at least 16 random bytes, kept for the life of the data. Without
     * one a fixed value is used and a warning is logged: fine for tests, not for people's data.
     */
    public CrmBuilder secret(byte[] secret) {
        wiring.secret = secret.clone();
        return this;
    }

    /** What time it is; the system's by default. */
    public CrmBuilder clock(InstantSource clock) {
        wiring.clock = clock;
        return this;
    }

    /** The shop's zone, for calendar rules of customers of whom none is known ({@link io.enishi.core.customer.HomeZone}); Asia/Tokyo by default. */
    public CrmBuilder zone(ZoneId zone) {
        wiring.zone = zone;
        return this;
    }

    /** Families of identifier schemes, strongest first; see {@code Scheme#DEFAULT_ORDER}. Fixed for the life of the data. */
    public CrmBuilder schemeOrder(List<String> families) {
        wiring.schemeOrder = List.copyOf(families);
        return this;
    }

    /** How raw identifiers fold to match keys; Japanese forms by default. */
    public CrmBuilder normaliser(AddressNormaliser normaliser) {
        wiring.normaliser = normaliser;
        return this;
    }

    /** Adds a fold: a score model, for example. */
    public CrmBuilder fold(Fold<?> fold) {
        wiring.folds.add(fold);
        return this;
    }

    /** Adds a segment. */
    public CrmBuilder segment(Segment segment) {
        wiring.segments.add(segment);
        return this;
    }

    /** Adds segments. */
    public CrmBuilder segments(List<Segment> segments) {
        wiring.segments.addAll(segments);
        return this;
    }

    /** Adds a journey: a scenario, for example. */
    public CrmBuilder journey(Journey<?> journey) {
        wiring.journeys.add(journey);
        return this;
    }

    /**
     * Adds an earlier definition of a journey, to which running instances are pinned; it starts nothing new. Runs whose definition is not
     * added stand still until it is, or until a migration moves them.
     */
    public CrmBuilder retired(Journey<?> journey) {
        wiring.retired.add(journey);
        return this;
    }

    /** Adds a channel. */
    public CrmBuilder channel(Channel channel) {
        wiring.channels.add(channel);
        return this;
    }

    /** Sets who carries out an effect that is no message. */
    public <E extends Effect> CrmBuilder handler(Class<E> effect, CommandHandler<E> handler) {
        wiring.handler(effect, handler);
        return this;
    }

    /** What the shop knows of its products. */
    public CrmBuilder catalog(Catalog catalog) {
        wiring.catalog = catalog;
        return this;
    }

    /** Frequency caps, gaps, quiet hours over all scenarios; none by default. */
    public CrmBuilder contactPolicy(ContactPolicy policy) {
        wiring.policy = policy;
        return this;
    }

    /** Makes messages from contents; by default only the content's id goes to the channel. */
    public CrmBuilder renderer(ContentRenderer renderer) {
        wiring.renderer = renderer;
        return this;
    }

    /** Adds a shared limit. */
    public CrmBuilder quota(Quota quota) {
        wiring.quotas.add(quota);
        return this;
    }

    /** Who is whom; by default only what is judged through {@link Crm#merge}. */
    public CrmBuilder identity(IdentityResolver resolver) {
        wiring.resolver = resolver;
        return this;
    }

    /** What the card recommends; nothing by default. */
    public CrmBuilder recommender(Recommender recommender) {
        wiring.recommender = recommender;
        return this;
    }

    /** Which of several stated values are shown for a person; the latest by default. */
    public CrmBuilder survivorship(Survivorship survivorship) {
        wiring.survivorship = survivorship;
        return this;
    }

    /** Receives operational figures. */
    public CrmBuilder meters(MeterListener meters) {
        wiring.meters = meters;
        return this;
    }

    /** A function that conditions may name; pure, and quick. */
    public CrmBuilder hostFunction(String name, HostFunction function) {
        wiring.hostFunctions.put(name, function);
        return this;
    }

    /** How many customers are kept in working memory; 100,000 by default. */
    public CrmBuilder hotCustomers(int customers) {
        if (customers < 1) {
            throw new IllegalArgumentException("hot customers must be at least 1, but was " + customers);
        }
        wiring.hotCustomers = customers;
        return this;
    }

    /**
     * Where it is kept what {@link Crm#pause} and its kin stopped. On the host's database ({@code JdbcCustomerStore.accounts()}) pauses hold for
     * every JVM within a second, and after a restart; without, in this {@code Crm}'s memory only.
     */
    public CrmBuilder pausesIn(Accounts accounts) {
        wiring.pauses = Objects.requireNonNull(accounts, "accounts");
        return this;
    }

    /**
     * How many of a customer's events have to be older than every window until a checkpoint is made of them, from which on the customer is
     * read the next time; 256 by default, 0 for never. Only with a store that keeps checkpoints.
     */
    public CrmBuilder checkpointEvery(int events) {
        if (events < 0) {
            throw new IllegalArgumentException("events of a checkpoint must not be negative, but was " + events);
        }
        wiring.checkpointEvery = events;
        return this;
    }

    /**
     * Validates and builds.
     *
     * @throws io.enishi.core.value.DefinitionException with all problems of all definitions; then nothing was built
     */
    public Crm build() {
        return new Crm(ShopRuntime.of(wiring));
    }
}
