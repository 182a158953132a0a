package io.enishi.core.internal.runtime;

import io.enishi.core.HostFunction;
import io.enishi.core.consent.ConsentLedger;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.consent.Permission;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Clearance.Refusal;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What decisions are allowed to ask outside the customer's own data: catalogue, channels, the consent ledger. */
final class Environment {

    final Catalog catalog;
    final Map<String, Channel> channels;
    private final Ledgers ledgers;
    private final Function<MatchKey, String> tombstones;
    private final Predicate<String> standing;
    private final Map<String, HostFunction> hostFunctions;
    private final boolean keepsReasons;

    /**
     * @param tombstones what would stand if an address were suppressed
     * @param standing whether it does
     * @param keepsReasons whether decisions are kept with their reasons
     */
    Environment(
            Catalog catalog,
            Map<String, Channel> channels,
            Map<String, HostFunction> hostFunctions,
            Ledgers ledgers,
            Function<MatchKey, String> tombstones,
            Predicate<String> standing,
            boolean keepsReasons) {
        this.catalog = catalog;
        this.hostFunctions = Map.copyOf(hostFunctions);
        this.channels = Map.copyOf(channels);
        this.ledgers = ledgers;
        this.tombstones = tombstones;
        this.standing = standing;
        this.keepsReasons = keepsReasons;
    }

    /** The same world for somebody who asks: in words, whether decisions are kept or not. */
    Environment explaining() {
        return keepsReasons
                ? this
                : new Environment(catalog, channels, hostFunctions, ledgers, tombstones, standing, true);
    }

    boolean keepsReasons() {
        return keepsReasons;
    }

    /** The same world with another consent ledger and other tombstones. */
    Environment with(Ledgers otherLedger, Predicate<String> otherStanding) {
        return new Environment(catalog, channels, hostFunctions, otherLedger, tombstones, otherStanding, keepsReasons);
    }

    HostFunction host(String name) {
        HostFunction function = hostFunctions.get(name);
        if (function == null) {
            throw new IllegalStateException(
                    "host function " + name + " was registered when the definitions were compiled");
        }
        return function;
    }

    /** Whether there is an address on a channel that is neither blocked nor suppressed; consent is not asked. */
    boolean isReachable(Hot hot, String channelName) {
        Channel channel = channels.get(channelName);
        if (channel == null || hot.isBlocked(channelName)) {
            return false;
        }
        for (Part part : hot.parts) {
            for (SeenIdentifier seen : part.identifiers.values()) {
                MatchKey key = seen.key();
                if (key != null
                        && channel.capabilities()
                                .addressFamilies()
                                .contains(seen.identifier().scheme().family())
                        && !isSuppressed(hot, key)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Reads what was stated about an address. */
    @FunctionalInterface
    interface Ledgers {
        CustomerStore.Ledger of(MatchKey address);
    }

    private boolean isSuppressed(Hot hot, MatchKey address) {
        String tombstone = tombstones.apply(address);
        boolean suppressed = standing.test(tombstone);
        if (!suppressed) { // a tombstone that stands stays
            hot.addressReads.notSuppressed(address, tombstone);
        }
        return suppressed;
    }

    /**
     * Whether and where a customer can be reached.
     *
     * @param clearance cleared, or refused with the reason; never held or capped
     * @param address where to; null unless cleared
     * @param ledgerVersion version of the address's ledger that was read
     */
    record Contact(Clearance clearance, @Nullable SeenIdentifier address, long ledgerVersion) {}

    /** Reads consent, blocks, suppression and restriction for one channel; the content is filled in by the caller. */
    Contact contact(Hot hot, String channelName, String purpose, MessageClass messageClass, long now) {
        Channel channel = channels.get(channelName);
        if (channel == null) {
            return refused(channelName, "unknown-channel", "no channel of this name is wired");
        }
        if (messageClass == MessageClass.ADVERTISING && hot.isRestricted()) {
            return refused(channelName, "restricted", "the person asked to stop the use of their data");
        }
        if (hot.isBlocked(channelName)) {
            return refused(channelName, "blocked", "the person blocked our account on this channel");
        }
        Contact worst = null;
        for (String family : channel.capabilities().addressFamilies()) {
            for (Part part : hot.parts) {
                for (SeenIdentifier seen : part.identifiers.values()) {
                    MatchKey key = seen.key();
                    if (key == null || !seen.identifier().scheme().family().equals(family)) {
                        continue;
                    }
                    Contact contact = address(hot, channel, seen, key, purpose, messageClass, now);
                    if (contact.address() != null) {
                        return contact;
                    }
                    worst = contact;
                }
            }
        }
        return worst == null ? refused(channelName, "unreachable", "no address for this channel is known") : worst;
    }

    /** As {@link #contact(Hot, String, String, MessageClass, long)}, for the address that a message is frozen for. */
    Contact contact(Hot hot, String channelName, Identifier to, String purpose, MessageClass messageClass, long now) {
        Channel channel = channels.get(channelName);
        if (channel == null) {
            return refused(channelName, "unknown-channel", "no channel of this name is wired");
        }
        if (messageClass == MessageClass.ADVERTISING && hot.isRestricted()) {
            return refused(channelName, "restricted", "the person asked to stop the use of their data");
        }
        if (hot.isBlocked(channelName)) {
            return refused(channelName, "blocked", "the person blocked our account on this channel");
        }
        for (Part part : hot.parts) {
            SeenIdentifier seen = part.identifiers.get(to);
            MatchKey key = seen == null ? null : seen.key();
            if (seen != null && key != null) {
                return address(hot, channel, seen, key, purpose, messageClass, now);
            }
        }
        return refused(channelName, "unreachable", "the address is not this person's any more");
    }

    private Contact address(
            Hot hot,
            Channel channel,
            SeenIdentifier seen,
            MatchKey key,
            String purpose,
            MessageClass messageClass,
            long now) {
        if (isSuppressed(hot, key)) {
            return refused(channel.name(), "suppressed", "the address is on the suppression list");
        }
        CustomerStore.Ledger ledger = ledgers.of(key);
        if (messageClass == MessageClass.ADVERTISING) {
            hot.addressReads.consent(key, ledger.version());
        }
        Permission permission = ConsentLedger.permission(
                ledger.statements(),
                purpose,
                channel.name(),
                messageClass,
                !channel.capabilities().optOutByAddress(),
                Instant.ofEpochMilli(now));
        if (!permission.allowed()) {
            return refused(channel.name(), permission.code(), permission.reason());
        }
        return new Contact(new Clearance.Cleared(channel.name(), "", List.of()), seen, ledger.version());
    }

    private static Contact refused(String channel, String code, String reason) {
        return new Contact(new Clearance.Refused(List.of(new Refusal(channel, code, reason))), null, 0);
    }
}
