package io.enishi.scoring.rhythm;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.process.Fold;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.scoring.internal.Slug;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When each customer will need each consumable again.
 *
 * <p>Somebody who bought it is due after their own rhythm, drawn towards the usual one ({@link Rhythm}), a little early. Intervals are
 * those of one piece: two cartridges last twice as long as one, and are bought half as often. Somebody who only
 * has what uses it up (a printer) is due when the first filling ends: {@link Consumable#first} after the delivery, or after the order
 * where no delivery is reported. Buying it anywhere moves the date on; returning the printer ends it.
 *
 * <p>What is left of an earlier purchase is not counted, since no event says how full a shelf is: the date is reckoned from the last purchase
 * alone, as if everything before it were used up. Whoever stocks up early is due early once, and buying less often afterwards makes their own
 * interval as long as it was.
 *
 * @param zone of calendar spans
 * @param consumables each with its own name
 * @param permille share of the interval after which somebody is due, in thousandths
 * @param usualWeight how many own intervals the usual one is worth
 */
public record Replenishment(ZoneId zone, List<Consumable> consumables, int permille, int usualWeight) {

    /** A tenth early, so that the parcel arrives in time. */
    public static final int A_LITTLE_EARLY = 900;

    public Replenishment {
        Objects.requireNonNull(zone, "zone");
        consumables = List.copyOf(consumables);
        Set<String> names = new HashSet<>();
        for (Consumable consumable : consumables) {
            if (!names.add(Slug.of(consumable.name()))) {
                throw new IllegalArgumentException("two consumables are named \"" + consumable.name() + '"');
            }
        }
        if (permille < 1 || permille > 100_000) {
            throw new IllegalArgumentException("share must be 1 to 100000 permille, but was " + permille);
        }
        if (usualWeight < 0) {
            throw new IllegalArgumentException(
                    "weight of the usual interval must not be negative, but was " + usualWeight);
        }
    }

    /**
     * Reads what is used up and how fast from YAML or JSON, whichever it is; the package's documentation teaches the grammar.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong
     */
    public static Replenishment parse(String text) {
        return ReplenishmentForm.read(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to an equal value. */
    public String toYaml() {
        return ReplenishmentForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to an equal value. */
    public String toJson() {
        return ReplenishmentForm.write(this).toJson();
    }

    public static Replenishment of(ZoneId zone, List<Consumable> consumables) {
        return new Replenishment(zone, consumables, A_LITTLE_EARLY, Rhythm.USUAL_WEIGHT);
    }

    /**
     * What the catalogue says: products with {@link Catalog#CONSUMABLE_OF}, put together by category (a product without one stands for
     * itself). Lines that name the category and a product that is not among {@code products} count as well.
     *
     * <p>The use period, in days, is the usual interval; of several in a category the shortest. The first filling lasts one calendar
     * month.
     *
     * @param products the products to ask the catalogue about; those it does not know are passed over
     * @param usual the interval of consumables without a use period
     */
    public static Replenishment of(ZoneId zone, Catalog catalog, Collection<String> products, Span usual) {
        Map<String, Set<String>> members = new TreeMap<>();
        Map<String, Set<String>> users = new TreeMap<>();
        Map<String, Long> days = new TreeMap<>();
        for (String product : new TreeSet<>(products)) {
            List<String> usedUpBy = texts(catalog, product, Catalog.CONSUMABLE_OF);
            Long period = period(catalog, product);
            if (usedUpBy.isEmpty()) {
                continue;
            }
            List<String> categories = texts(catalog, product, Catalog.CATEGORY);
            String name = categories.isEmpty() ? product : categories.get(0);
            Set<String> own = members.computeIfAbsent(name, first -> new TreeSet<>());
            own.add(product);
            own.add(name);
            users.computeIfAbsent(name, first -> new TreeSet<>()).addAll(usedUpBy);
            if (period != null) {
                days.merge(name, period, Math::min);
            }
        }
        List<Consumable> consumables = new ArrayList<>();
        members.forEach((name, own) -> {
            Long period = days.get(name);
            consumables.add(new Consumable(
                    name,
                    own,
                    users.getOrDefault(name, Set.of()),
                    Span.months(1),
                    period == null ? usual : Span.days(Math.toIntExact(period))));
        });
        return of(zone, consumables);
    }

    private static @Nullable Long period(Catalog catalog, String product) {
        for (AttributeValue value : catalog.facts(product, Catalog.USE_PERIOD_DAYS)) {
            if (value instanceof AttributeValue.Whole whole && whole.number() > 0) {
                return whole.number();
            }
        }
        return null;
    }

    private static List<String> texts(Catalog catalog, String product, String fact) {
        List<String> texts = new ArrayList<>();
        for (AttributeValue value : catalog.facts(product, fact)) {
            if (value instanceof AttributeValue.Text text) {
                texts.add(text.text());
            }
        }
        return texts;
    }

    public Replenishment withPermille(int changed) {
        return new Replenishment(zone, consumables, changed, usualWeight);
    }

    public Replenishment withUsualWeight(int changed) {
        return new Replenishment(zone, consumables, permille, changed);
    }

    /**
     * The same consumables with the usual intervals that customers show ({@link Rhythm#usualOfPieces}), where at least one bought twice;
     * others keep theirs.
     */
    public Replenishment learned(Collection<PurchaseHistory> histories) {
        List<Consumable> learned = new ArrayList<>();
        for (Consumable consumable : consumables) {
            List<Map<Instant, Long>> purchases = new ArrayList<>();
            histories.forEach(history -> purchases.add(filled(consumable, history.orders())));
            Span usual =
                    Rhythm.usualOfPieces(purchases).<Span>map(Span.Exact::new).orElse(consumable.usual());
            learned.add(new Consumable(
                    consumable.name(), consumable.products(), consumable.usedUpBy(), consumable.first(), usual));
        }
        return new Replenishment(zone, learned, permille, usualWeight);
    }

    /**
     * When somebody will need something.
     *
     * @param consumable its name
     * @param at when; may lie in the past, then it is overdue
     * @param rhythm the rhythm it follows; null when only what uses it up was bought
     * @param reason in words, for staff
     */
    public record Due(
            String consumable, Instant at, @Nullable Rhythm rhythm, String reason) {
        public Due {
            Objects.requireNonNull(consumable, "consumable");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** What the customer will need and when, the earliest first; nothing for an empty history. */
    public List<Due> due(PurchaseHistory history) {
        return due(history.orders());
    }

    /** As {@link #due(PurchaseHistory)}, of the orders that count. */
    public List<Due> due(List<KeptOrder> orders) {
        List<Due> due = new ArrayList<>();
        for (Consumable consumable : consumables) {
            due(consumable, orders).ifPresent(due::add);
        }
        due.sort(Comparator.comparing(Due::at).thenComparing(Due::consumable));
        return due;
    }

    Optional<Due> due(Consumable consumable, List<KeptOrder> orders) {
        Map<Instant, Long> bought = filled(consumable, orders);
        if (!bought.isEmpty()) {
            return afterRhythm(consumable, bought);
        }
        Instant since = null;
        for (KeptOrder order : orders) {
            for (KeptOrder.Line line : order.lines()) {
                if (consumable.isUsedUpBy(line.product(), line.category())) {
                    Instant from = order.delivered().orElse(order.at());
                    since = since == null || from.isBefore(since) ? from : since;
                }
            }
        }
        return Optional.ofNullable(since)
                .map(from -> new Due(
                        consumable.name(),
                        consumable.first().after(from, zone),
                        null,
                        "has since " + from + " what uses it up and bought none yet"));
    }

    private Optional<Due> afterRhythm(Consumable consumable, Map<Instant, Long> bought) {
        Instant last = Collections.max(bought.keySet());
        // A calendar span has a length only from a date on: from the last purchase.
        Duration usual = Duration.between(last, consumable.usual().after(last, zone));
        return Rhythm.ofPieces(bought, usual, usualWeight)
                .flatMap(rhythm ->
                        rhythm.due(permille).map(at -> new Due(consumable.name(), at, rhythm, reason(rhythm))));
    }

    private static String reason(Rhythm rhythm) {
        String bought = "bought " + rhythm.purchases() + (rhythm.purchases() == 1 ? " time" : " times") + ", last "
                + rhythm.last();
        long days = Objects.requireNonNull(rhythm.expected()).toDays();
        return rhythm.pieces() == 1
                ? bought + ", about every " + days + " days"
                : bought + ", " + rhythm.pieces() + " pieces of about " + days + " days each";
    }

    /** How many pieces were bought when. */
    private static Map<Instant, Long> filled(Consumable consumable, List<KeptOrder> orders) {
        Map<Instant, Long> bought = new TreeMap<>();
        for (KeptOrder order : orders) {
            for (KeptOrder.Line line : order.lines()) {
                if (consumable.isFilledBy(line.product(), line.category())) {
                    bought.merge(order.at(), (long) line.quantity(), Long::sum);
                }
            }
        }
        return bought;
    }

    // ------------------------------------------------------------------ in the runtime

    /**
     * A fold that publishes, for each consumable that the customer will need, the metric {@code <name>.<consumable>}: 0 until it is
     * due and 1 from then on, on the millisecond. Names of consumables are written in lower case with hyphens.
     *
     * @param name of the fold, at most 40 characters, see {@code Names}
     */
    public Fold<?> fold(String name) {
        return new ReplenishmentFold(name, this);
    }

    /** One live segment for each consumable, named {@code <name>:<consumable>}: who is due now. */
    public List<Segment> segments(String name) {
        List<Segment> segments = new ArrayList<>();
        for (Consumable consumable : consumables) {
            String slug = Slug.of(consumable.name());
            Condition due = new Condition.Metric(name + "." + slug, Comparison.atLeast(1));
            segments.add(Segment.live(name + ":" + slug, due).withDescription("due for " + consumable.name()));
        }
        return segments;
    }
}
