package io.enishi.core.internal.runtime;

import io.enishi.core.HostFunction;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.memory.InMemoryCustomerStore;
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
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.spi.Quota;
import io.enishi.core.spi.Recommender;
import io.enishi.core.spi.Survivorship;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.ShopId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a builder collects. Mutable until {@link ShopRuntime#of} copies it. */
public final class Wiring {

    /** Used when the host gives no secret; known to everyone, so it protects nothing. */
    static final byte[] WELL_KNOWN_SECRET = "enishi: no secret was given".getBytes(StandardCharsets.UTF_8);

    public final ShopId shop;
    public CustomerStore store = new InMemoryCustomerStore();
    public byte[] secret = WELL_KNOWN_SECRET;
    public InstantSource clock = InstantSource.system();
    public ZoneId zone = ZoneId.of("Asia/Tokyo");
    public List<String> schemeOrder = Scheme.DEFAULT_ORDER;
    public AddressNormaliser normaliser = new JapaneseAddressNormaliser();
    public final List<Fold<?>> folds = new ArrayList<>();
    public final List<Segment> segments = new ArrayList<>();
    public final List<Journey<?>> journeys = new ArrayList<>();
    public final List<Journey<?>> retired = new ArrayList<>();
    public final List<Channel> channels = new ArrayList<>();
    final Map<Class<? extends Effect>, CommandHandler<? super Effect>> handlers = new HashMap<>();
    public Catalog catalog = Catalog.empty();
    public ContactPolicy policy = ContactPolicy.unlimited();
    public ContentRenderer renderer = ContentRenderer.idOnly();
    public final List<Quota> quotas = new ArrayList<>();
    public IdentityResolver resolver = IdentityResolver.judgementsOnly();
    public Recommender recommender = Recommender.none();
    public Survivorship survivorship = Survivorship.latest();
    public MeterListener meters = MeterListener.none();
    public final Map<String, HostFunction> hostFunctions = new TreeMap<>();
    /** Where it is kept what is paused. */
    public Accounts pauses = new InMemoryAccounts();

    public int hotCustomers = 100_000;
    /** How many events have to be past all windows until a checkpoint is made of them; 0 for never. */
    public int checkpointEvery = 256;
    /** How many a shop event reaches before it is noted how far it came. */
    public int fanOutPage = 500;

    public Wiring(ShopId shop) {
        this.shop = shop;
    }

    /** The same shop with another fold in the place of the one that has its name, and other segments. */
    Wiring with(Fold<?> changed, Set<String> without, List<Segment> added) {
        Wiring copy = copy(store, clock);
        folds.forEach(fold -> copy.folds.add(fold.name().equals(changed.name()) ? changed : fold));
        segments.stream().filter(segment -> !without.contains(segment.name())).forEach(copy.segments::add);
        copy.segments.addAll(added);
        copy.retired.addAll(retired);
        copy.channels.addAll(channels);
        copy.handlers.putAll(handlers);
        copy.quotas.addAll(quotas);
        copy.recommender = recommender;
        copy.survivorship = survivorship;
        copy.meters = meters;
        copy.pauses = pauses;
        return copy;
    }

    /** The same definitions over another store and clock, with channels and handlers that only nod. */
    Wiring forRecomputation(CustomerStore other, InstantSource otherClock) {
        Wiring copy = copy(other, otherClock);
        copy.folds.addAll(folds);
        copy.segments.addAll(segments);
        channels.forEach(channel -> copy.channels.add(new NoddingChannel(channel)));
        handlers.keySet()
                .forEach(effect -> copy.handlers.put(effect, (key, command, customer, at) -> NoddingChannel.NOD));
        return copy;
    }

    /** What decides, without folds, segments and what is called outside. */
    private Wiring copy(CustomerStore other, InstantSource otherClock) {
        Wiring copy = new Wiring(shop);
        copy.store = other;
        copy.secret = secret;
        copy.clock = otherClock;
        copy.zone = zone;
        copy.schemeOrder = schemeOrder;
        copy.normaliser = normaliser;
        copy.journeys.addAll(journeys);
        copy.catalog = catalog;
        copy.policy = policy;
        copy.renderer = renderer;
        copy.resolver = resolver;
        copy.hostFunctions.putAll(hostFunctions);
        copy.hotCustomers = hotCustomers;
        copy.checkpointEvery = checkpointEvery;
        copy.fanOutPage = fanOutPage;
        return copy;
    }

    /** The host's time. */
    Instant now() {
        return clock.instant();
    }

    /** Effects are dispatched by their exact class, so the handler only ever sees its own. */
    @SuppressWarnings("unchecked")
    public <E extends Effect> void handler(Class<E> effect, CommandHandler<E> handler) {
        handlers.put(effect, (CommandHandler<? super Effect>) (CommandHandler<?>) handler);
    }
}
