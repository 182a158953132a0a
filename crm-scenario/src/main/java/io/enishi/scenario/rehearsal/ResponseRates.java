package io.enishi.scenario.rehearsal;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An audience of which so many in ten thousand open, tap, buy and block, channel by channel, given by hand or learned from a log.
 *
 * @param channels rates by channel; on others nobody reacts
 */
public record ResponseRates(SortedMap<String, Rates> channels) implements Audience {

    /** Two orders after one tap say little: what is bought within so long of a tap counts as bought because of it. */
    private static final Duration BOUGHT_WITHIN = Duration.ofDays(3);

    public ResponseRates {
        channels = Collections.unmodifiableSortedMap(new TreeMap<>(channels));
    }

    /**
     * Rates of one channel, in ten thousand.
     *
     * @param opens of those who get the message; 0 for a channel that cannot tell
     * @param taps of those who get the message
     * @param buys of those who tap
     * @param blocks of those who get the message
     * @param delay half of those who react do so within this time of the send
     * @param yen what a purchase comes to
     */
    public record Rates(int opens, int taps, int buys, int blocks, Duration delay, long yen) {
        public Rates {
            requireShare("opens", opens);
            requireShare("taps", taps);
            requireShare("buys", buys);
            requireShare("blocks", blocks);
            if (delay.isNegative() || delay.isZero()) {
                throw new IllegalArgumentException("the delay must be positive, but was " + delay);
            }
            if (yen < 1) {
                throw new IllegalArgumentException("a purchase must come to 1 yen at least, but was " + yen);
            }
        }

        private static void requireShare(String name, int share) {
            if (share < 0 || share > 10_000) {
                throw new IllegalArgumentException(name + " must be in [0, 10000], but was " + share);
            }
        }
    }

    /** No rates yet. */
    public static ResponseRates none() {
        return new ResponseRates(new TreeMap<>());
    }

    /** The same with rates for a channel. */
    public ResponseRates with(String channel, Rates rates) {
        SortedMap<String, Rates> more = new TreeMap<>(channels);
        more.put(channel, rates);
        return new ResponseRates(more);
    }

    @Override
    public List<Reaction> reactionsTo(Sent message, SplittableRandom chance) {
        Rates rates = channels.get(message.channel());
        if (rates == null) {
            return List.of();
        }
        // Every number is drawn for everybody, so that a changed rate moves only those between the old one and the new.
        int open = chance.nextInt(10_000);
        int tap = chance.nextInt(10_000);
        int buy = chance.nextInt(10_000);
        int block = chance.nextInt(10_000);
        Duration delay = delay(rates.delay(), chance);
        List<Reaction> reactions = new ArrayList<>(0);
        if (open < rates.opens()) {
            reactions.add(Reaction.opens(message, delay));
        }
        if (tap < rates.taps()) {
            Duration tapped = delay.plusSeconds(30);
            reactions.add(Reaction.taps(message, tapped));
            if (buy < rates.buys()) {
                Duration bought = tapped.plusMinutes(12);
                if (message.coupon() != null
                        && message.at().plus(bought).isBefore(message.coupon().expiresAt())) {
                    reactions.add(Reaction.redeems(message, bought));
                }
                reactions.add(Reaction.buys(message, bought, rates.yen()));
            }
        }
        if (block < rates.blocks()) {
            reactions.add(Reaction.blocks(message, delay.plusSeconds(5)));
        }
        return reactions;
    }

    /** Doubling as often as a coin falls the same way: half react within {@code median}, few much later, nobody after 64 of them. */
    private static Duration delay(Duration median, SplittableRandom chance) {
        long within = Math.max(1, median.toMillis());
        for (int i = 0; i < 6 && chance.nextBoolean(); i++) {
            within *= 2;
        }
        return Duration.ofMillis(1 + chance.nextLong(within));
    }

    /**
     * Rates as a log shows them: messages that left ({@code message.sent}, or {@code message.accepted} where a log has no other), those
     * opened and tapped, orders of the same person within three days of a tap, blocks within a day of a message. A channel with
     * fewer than 100 messages is left out: that is not enough to learn from.
     */
    public static ResponseRates learnedFrom(Collection<CustomerEvent> log) {
        List<CustomerEvent> events = new ArrayList<>(log);
        events.sort(Comparator.comparing(CustomerEvent::occurredAt));
        Map<String, Seen> byChannel = new TreeMap<>();
        Map<String, Instant> sentAt = new HashMap<>();
        Map<Identifier, CustomerEvent> lastTap = new HashMap<>();
        Map<Identifier, CustomerEvent> lastMessage = new HashMap<>();
        for (CustomerEvent event : events) {
            if (event.body() instanceof EventBody.MessageEvent message) {
                Seen seen = byChannel.computeIfAbsent(message.channel(), fresh -> new Seen());
                boolean first = seen.count(message, event.occurredAt(), sentAt);
                if (message.step() == MessageStep.TAPPED && first) {
                    event.identifiers().forEach(who -> lastTap.put(who, event));
                } else if (message.step() == MessageStep.SENT || message.step() == MessageStep.ACCEPTED) {
                    event.identifiers().forEach(who -> lastMessage.put(who, event));
                }
            } else if (event.body() instanceof EventBody.OrderPlaced order) {
                CustomerEvent tap = take(lastTap, event);
                if (tap != null
                        && tap.body() instanceof EventBody.MessageEvent message
                        && !event.occurredAt().isAfter(tap.occurredAt().plus(BOUGHT_WITHIN))) {
                    byChannel
                            .computeIfAbsent(message.channel(), fresh -> new Seen())
                            .bought(order);
                }
            } else if (event.body() instanceof EventBody.ChannelBlocked blocked) {
                CustomerEvent message = take(lastMessage, event);
                Seen seen = byChannel.get(blocked.channel());
                if (seen != null
                        && message != null
                        && !event.occurredAt().isAfter(message.occurredAt().plus(Duration.ofDays(1)))) {
                    seen.blocked++;
                }
            }
        }
        SortedMap<String, Rates> rates = new TreeMap<>();
        byChannel.forEach((channel, seen) -> {
            if (seen.messages >= 100) {
                rates.put(channel, seen.rates());
            }
        });
        return new ResponseRates(rates);
    }

    private static @Nullable CustomerEvent take(Map<Identifier, CustomerEvent> last, CustomerEvent event) {
        CustomerEvent found = null;
        for (Identifier who : event.identifiers()) {
            CustomerEvent one = last.remove(who);
            found = found == null ? one : found;
        }
        return found;
    }

    /** What was seen on a channel. */
    private static final class Seen {
        private final Set<String> opened = new HashSet<>();
        private final Set<String> tapped = new HashSet<>();
        private final List<Long> delays = new ArrayList<>();
        private long messages;
        private long purchases;
        private long yen;
        private long blocked;

        /** Whether this is the first of its kind about that message. */
        boolean count(EventBody.MessageEvent message, Instant at, Map<String, Instant> sentAt) {
            switch (message.step()) {
                case SENT, ACCEPTED -> {
                    if (sentAt.putIfAbsent(message.message(), at) == null) {
                        messages++;
                    }
                    return false;
                }
                case REJECTED -> {
                    if (sentAt.remove(message.message()) != null) {
                        messages--; // it did not leave after all
                    }
                    return false;
                }
                case OPENED -> {
                    return reacted(opened, message, at, sentAt);
                }
                case TAPPED -> {
                    return reacted(tapped, message, at, sentAt);
                }
                default -> {
                    return false;
                }
            }
        }

        private boolean reacted(
                Set<String> who, EventBody.MessageEvent message, Instant at, Map<String, Instant> sentAt) {
            Instant sent = sentAt.get(message.message());
            if (sent == null || !who.add(message.message())) {
                return false;
            }
            delays.add(Math.max(1, Duration.between(sent, at).toMillis()));
            return true;
        }

        void bought(EventBody.OrderPlaced order) {
            purchases++;
            yen += order.order().goodsTotal().minorUnits();
        }

        Rates rates() {
            Collections.sort(delays);
            long median = delays.isEmpty() ? 3_600_000 : delays.get(delays.size() / 2);
            return new Rates(
                    share(opened.size(), messages),
                    share(tapped.size(), messages),
                    share(purchases, tapped.size()),
                    share(blocked, messages),
                    Duration.ofMillis(median),
                    purchases == 0 ? 1 : Math.max(1, yen / purchases));
        }

        private static int share(long part, long whole) {
            return whole == 0 ? 0 : (int) Math.min(10_000, (part * 10_000 + whole / 2) / whole);
        }
    }
}
