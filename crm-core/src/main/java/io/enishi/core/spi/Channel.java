package io.enishi.core.spi;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach a person. Implemented by the host: mail, LINE, SMS, push, a DM batch.
 *
 * <p>{@link #send} is called outside any transaction, with content that is already frozen, at least once per key. Messages of one
 * journey instance are sent in order. {@linkplain #isDryRun Dry runs} are called otherwise.
 */
public interface Channel {

    /** Name that scenarios use: {@code mail}, {@code line}, {@code sms}, {@code push}, {@code dm}, ... */
    String name();

    /** What it can do; must not change while a {@code Crm} runs. */
    Capabilities capabilities();

    /** Sends one message. Throwing counts as {@link Outcome.Unknown}. */
    Outcome send(Message message);

    /**
     * Whether sending changes nothing anywhere, as in a dry run; false unless said. Such a channel is called within the decision that
     * claims the message, under the customer's lock, and again when that is lost: there is nothing that could be done twice, so claim and
     * answer are one commit. It must not call the {@code Crm}.
     */
    default boolean isDryRun() {
        return false;
    }

    /**
     * What a channel can tell and take.
     *
     * @param addressFamilies families of identifier schemes that are addresses here, strongest first ({@code email}; {@code line})
     * @param individualOpens whether it reports who opened (LINE does not)
     * @param deduplicates whether it drops a second message with the same key
     * @param keyLifetime for how long it remembers keys; zero when it does not de-duplicate
     * @param optOutByAddress whether advertising needs a consent statement for the address (mail, SMS), or the relation itself
     *     permits it until blocked (LINE friends, push)
     */
    record Capabilities(
            Set<String> addressFamilies,
            boolean individualOpens,
            boolean deduplicates,
            Duration keyLifetime,
            boolean optOutByAddress) {
        public Capabilities {
            addressFamilies = Collections.unmodifiableSet(new LinkedHashSet<>(addressFamilies));
            if (addressFamilies.isEmpty()) {
                throw new IllegalArgumentException("a channel must name at least one family of addresses");
            }
            Objects.requireNonNull(keyLifetime, "keyLifetime");
        }

        /**
         * A channel that promises nothing: it cannot tell who opened, may deliver a message twice when asked twice, and advertising
         * needs a consent statement for the address. The methods below say what yours does better.
         *
         * @param families families of identifier schemes that are addresses here, strongest first
         */
        public static Capabilities addressedBy(String... families) {
            return new Capabilities(new LinkedHashSet<>(Arrays.asList(families)), false, false, Duration.ZERO, true);
        }

        /** It reports who opened. */
        public Capabilities reportingOpens() {
            return new Capabilities(addressFamilies, true, deduplicates, keyLifetime, optOutByAddress);
        }

        /**
         * It drops a second message with the same key for so long.
         *
         * @throws IllegalArgumentException if {@code lifetime} is not positive
         */
        public Capabilities deduplicatingFor(Duration lifetime) {
            if (lifetime.isZero() || lifetime.isNegative()) {
                throw new IllegalArgumentException("key lifetime must be positive, but was " + lifetime);
            }
            return new Capabilities(addressFamilies, individualOpens, true, lifetime, optOutByAddress);
        }

        /** The relation itself permits advertising until it is refused or blocked, as with LINE friends and app push. */
        public Capabilities permittedUntilBlocked() {
            return new Capabilities(addressFamilies, individualOpens, deduplicates, keyLifetime, false);
        }
    }

    /**
     * A frozen message.
     *
     * @param key the same on every attempt
     * @param to the address
     * @param origin the origin of the journey instance
     * @param content id of the content
     * @param parts rendered parts by name ({@code subject}, {@code body}, ...)
     * @param headers what the channel must know or carry along: {@link #MESSAGE_CLASS} and campaign tags
     * @param coupon the coupon inside, or null
     */
    record Message(
            CommandKey key,
            Identifier to,
            OriginId origin,
            String content,
            Map<String, String> parts,
            Map<String, String> headers,
            @Nullable IssuedCoupon coupon) {
        public Message {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(content, "content");
            parts = Map.copyOf(parts);
            headers = Map.copyOf(headers);
        }

        /** The header that says {@code advertising} or {@code transactional}; set by the runtime at the claim. */
        public static final String MESSAGE_CLASS = "message-class";

        /** Whether it advertises: by law it then has to say how to opt out. False for a message that does not say. */
        public boolean isAdvertising() {
            return "advertising".equals(headers.get(MESSAGE_CLASS));
        }
    }

    /**
     * A coupon that travels with a message.
     *
     * @param code unique per command, derived from its key
     * @param campaign what it is for
     * @param terms how much, in words
     * @param expiresAt first instant at which it is no longer valid
     */
    record IssuedCoupon(String code, String campaign, String terms, Instant expiresAt) {
        public IssuedCoupon {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(campaign, "campaign");
            Objects.requireNonNull(terms, "terms");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }
}
