package io.enishi.scenario.contact;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pauses advertising on a channel when too many recipients complain. Mailbox providers want complaints below 0.3 % of what bulk
 * senders send; this stops before they do.
 *
 * <pre>{@code
 * ComplaintBreaker breaker = ComplaintBreaker.over("complaints", Duration.ofDays(7), 30, accounts).on("mail");
 * Crm crm = Crm.builder("my-shop").quota(breaker) ...
 * crm.accept(event);
 * breaker.observe(event);    // message.complained, from the provider's feedback loop
 * }</pre>
 *
 * <p>Sends count when they settle, complaints when the host passes them to {@link #observe}; a complaint about one message counts
 * once, however often it is reported. Both are counted by the hour. It survives a restart if the accounts do. Transactional messages
 * pass and do not count. It closes again by itself when the complaints leave the window.
 */
public final class ComplaintBreaker implements Quota {

    private final String name;
    private final Duration window;
    private final int perTenThousand;
    private final int atLeast;
    private final Set<String> channels;
    private final Accounts accounts;

    private ComplaintBreaker(
            String name, Duration window, int perTenThousand, int atLeast, Set<String> channels, Accounts accounts) {
        this.name = Names.requireName("limit", name, 64);
        this.window = window;
        this.perTenThousand = perTenThousand;
        this.atLeast = atLeast;
        this.channels = Collections.unmodifiableSet(new TreeSet<>(channels));
        this.accounts = Objects.requireNonNull(accounts, "accounts");
    }

    /**
     * A breaker for channel {@code mail} that needs 1000 messages in the window before it judges.
     *
     * @param window whole hours, from one hour to 90 days
     * @param perTenThousand 1 to 10000; it opens above this rate: 30 for 0.3 %
     */
    public static ComplaintBreaker over(String name, Duration window, int perTenThousand, Accounts accounts) {
        if (window.compareTo(Duration.ofHours(1)) < 0
                || window.compareTo(Duration.ofDays(90)) > 0
                || window.toSeconds() % 3600 != 0) {
            throw new IllegalArgumentException(
                    "the window must be whole hours from one hour to 90 days, but was " + window);
        }
        if (perTenThousand < 1 || perTenThousand > 10_000) {
            throw new IllegalArgumentException("the rate must be 1 to 10000 in 10000, but was " + perTenThousand);
        }
        return new ComplaintBreaker(name, window, perTenThousand, 1000, Set.of("mail"), accounts);
    }

    /** The same for other channels, each judged by itself. */
    public ComplaintBreaker on(String... only) {
        return new ComplaintBreaker(name, window, perTenThousand, atLeast, Set.of(only), accounts);
    }

    /** The same with another number of messages that it needs in the window before it judges: one complaint about ten says little. */
    public ComplaintBreaker needing(int messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("messages must be at least 1, but were " + messages);
        }
        return new ComplaintBreaker(name, window, perTenThousand, messages, channels, accounts);
    }

    /** Takes note of a complaint; other events are none of its business. */
    public void observe(CustomerEvent event) {
        if (event.body() instanceof EventBody.MessageEvent message
                && message.step() == MessageStep.COMPLAINED
                && channels.contains(message.channel())) {
            accounts.reserve(
                    complaints(message.channel()), hour(event.occurredAt()), message.message(), 1, Long.MAX_VALUE);
        }
    }

    /** Whether advertising on the channel is paused. */
    public boolean isOpen(String channel, Instant now) {
        String from = hour(now.minus(window));
        String to = hour(now.plus(Duration.ofHours(1)));
        long sent = accounts.drawn(sent(channel), from, to);
        long complained = accounts.drawn(complaints(channel), from, to);
        return sent >= atLeast && complained * 10_000 > sent * perTenThousand;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean concerns(Draw draw) {
        return draw.messageClass() == MessageClass.ADVERTISING && channels.contains(draw.channel());
    }

    @Override
    public @Nullable Instant reserve(Draw draw) {
        if (!concerns(draw)) {
            return null;
        }
        accounts.forgetBefore(sent(draw.channel()), hour(draw.now().minus(window)));
        accounts.forgetBefore(complaints(draw.channel()), hour(draw.now().minus(window)));
        if (isOpen(draw.channel(), draw.now())) {
            return draw.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        }
        accounts.reserve(sent(draw.channel()), hour(draw.now()), draw.key().toString(), 1, Long.MAX_VALUE);
        return null;
    }

    @Override
    public void confirm(CommandKey key) {
        channels.forEach(channel -> accounts.confirm(sent(channel), key.toString()));
    }

    @Override
    public void release(CommandKey key) {
        channels.forEach(channel -> accounts.release(sent(channel), key.toString()));
    }

    private String sent(String channel) {
        return name + "/sent/" + channel;
    }

    private String complaints(String channel) {
        return name + "/complaints/" + channel;
    }

    /** {@code 2026-04-01T10}. */
    private static String hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS).toString().substring(0, 13);
    }
}
