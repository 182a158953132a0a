package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.Effect.Coupon;
import io.enishi.core.process.Effect.CouponKind;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.process.Effect.OnCapped;
import io.enishi.core.value.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a send step sends.
 *
 * <pre>{@code
 * Message.advertising("newsletter").by("line", "win-back-short").orBy("mail", "win-back")
 *         .withCoupon(Message.discount("win-back", "20%", Span.days(3)))
 * }</pre>
 *
 * @param offers channel and content in order of preference; the first that can be sent at the claim is sent
 * @param messageClass null is reported when the scenario is compiled
 * @param purpose consent purpose; empty is reported when the scenario is compiled
 * @param coupon travels inside and is valid from the actual send; null for none
 * @param onCapped what happens when a cap or gap forbids it now
 * @param notAfter counted from when the step is reached, it is dropped after this; null for no end
 * @param tags campaign tags for reports
 * @param test which other contents runs in other arms of an experiment get; null for none
 * @param recipients how many people may get it for one occasion (one event of the shop, one date), first come, counted by {@code
 *     RecipientLimits}; with a figure that is unknown nobody does. Null for no limit
 */
public record Message(
        List<Offer> offers,
        @Nullable MessageClass messageClass,
        String purpose,
        @Nullable Coupon coupon,
        OnCapped onCapped,
        @Nullable Span notAfter,
        Map<String, String> tags,
        @Nullable ContentTest test,
        @Nullable Figure recipients) {

    /**
     * Other contents for runs in other arms of an experiment. Whoever is in no arm that is named here gets the message's own offers.
     *
     * @param experiment one of the scenario's experiments
     * @param arms channel and content in order of preference, by arm; at least one arm, and none without offers
     */
    public record ContentTest(String experiment, Map<String, List<Offer>> arms) {
        public ContentTest {
            Names.requireName("experiment name", experiment, 64);
            Map<String, List<Offer>> copy = new TreeMap<>();
            arms.forEach((arm, offers) -> {
                Names.requireName("arm name", arm, 64);
                if (offers.isEmpty()) {
                    throw new IllegalArgumentException("arm \"" + arm + "\" must offer at least one channel");
                }
                copy.put(arm, List.copyOf(offers));
            });
            if (copy.isEmpty()) {
                throw new IllegalArgumentException("a test of contents must name at least one arm");
            }
            arms = Collections.unmodifiableMap(copy);
        }
    }

    public Message {
        offers = List.copyOf(offers);
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(onCapped, "onCapped");
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** A message that promotes something, under a consent purpose. When capped it is skipped. */
    public static Message advertising(String purpose) {
        return new Message(
                List.of(), MessageClass.ADVERTISING, purpose, null, OnCapped.SKIP, null, Map.of(), null, null);
    }

    /** A message needed to carry out what the customer asked for. */
    public static Message transactional(String purpose) {
        return new Message(
                List.of(), MessageClass.TRANSACTIONAL, purpose, null, OnCapped.SKIP, null, Map.of(), null, null);
    }

    /** A discount on own goods, valid for {@code validFor} from when the person gets it. */
    public static Coupon discount(String campaign, String terms, Span validFor) {
        return new Coupon(campaign, CouponKind.DISCOUNT, terms, validFor);
    }

    /** A gift, whose value the law limits. */
    public static Coupon gift(String campaign, String terms, Span validFor) {
        return new Coupon(campaign, CouponKind.GIFT, terms, validFor);
    }

    /** Adds a channel, less preferred than those before. */
    public Message by(String channel, String content) {
        List<Offer> more = new ArrayList<>(offers);
        more.add(new Offer(channel, content));
        return new Message(more, messageClass, purpose, coupon, onCapped, notAfter, tags, test, recipients);
    }

    /** Like {@link #by}; reads better from the second on. */
    public Message orBy(String channel, String content) {
        return by(channel, content);
    }

    public Message withCoupon(Coupon changed) {
        return new Message(offers, messageClass, purpose, changed, onCapped, notAfter, tags, test, recipients);
    }

    /** What happens when a cap or gap forbids it: skip (unless said), delay, or exit. */
    public Message ifCapped(OnCapped changed) {
        return new Message(offers, messageClass, purpose, coupon, changed, notAfter, tags, test, recipients);
    }

    /** Dropped when it could not leave within {@code span} of reaching the step. */
    public Message notAfter(Span span) {
        return new Message(offers, messageClass, purpose, coupon, onCapped, span, tags, test, recipients);
    }

    /** At most so many people get it for one occasion, first come. */
    public Message toAtMost(Figure people) {
        return new Message(offers, messageClass, purpose, coupon, onCapped, notAfter, tags, test, people);
    }

    public Message tagged(String name, String value) {
        Map<String, String> more = new TreeMap<>(tags);
        more.put(name, value);
        return new Message(offers, messageClass, purpose, coupon, onCapped, notAfter, more, test, recipients);
    }

    /**
     * Runs in {@code arm} of {@code experiment} get {@code content} by {@code channel} instead; called again for the same arm, the
     * channel is less preferred than those before.
     *
     * @throws IllegalArgumentException if the message tests with another experiment already
     */
    public Message inArm(String experiment, String arm, String channel, String content) {
        if (test != null && !test.experiment().equals(experiment)) {
            throw new IllegalArgumentException(
                    "a message tests with one experiment, and this one has \"" + test.experiment() + '"');
        }
        Map<String, List<Offer>> arms = new TreeMap<>(test == null ? Map.of() : test.arms());
        List<Offer> more = new ArrayList<>(arms.getOrDefault(arm, List.of()));
        more.add(new Offer(channel, content));
        arms.put(arm, more);
        return new Message(
                offers,
                messageClass,
                purpose,
                coupon,
                onCapped,
                notAfter,
                tags,
                new ContentTest(experiment, arms),
                recipients);
    }

    /** What it may send over all arms, its own offers first. */
    public List<Offer> allOffers() {
        if (test == null) {
            return offers;
        }
        List<Offer> all = new ArrayList<>(offers);
        test.arms().values().forEach(all::addAll);
        return all;
    }
}
