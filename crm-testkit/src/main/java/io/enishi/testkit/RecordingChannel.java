package io.enishi.testkit;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * A channel that keeps what it was given. It answers as told, accepts unless told otherwise, and drops a second message with the same
 * key if it says that it de-duplicates. Safe for use by several threads.
 */
public final class RecordingChannel implements Channel {

    private final String name;
    private final Capabilities capabilities;
    private final List<Message> messages = new ArrayList<>();
    private final Map<CommandKey, Integer> attempts = new LinkedHashMap<>();
    private Function<Message, Outcome> answer = message -> new Outcome.Accepted("");

    private RecordingChannel(String name, Capabilities capabilities) {
        this.name = Objects.requireNonNull(name, "name");
        this.capabilities = Objects.requireNonNull(capabilities, "capabilities");
    }

    public static RecordingChannel of(String name, Capabilities capabilities) {
        return new RecordingChannel(name, capabilities);
    }

    /** E-mail: needs an opt-in for the address, reports opens, does not de-duplicate. */
    public static RecordingChannel mail() {
        return of("mail", new Capabilities(Set.of("email"), true, false, Duration.ZERO, true));
    }

    /** LINE: friends may be written to until they block; nobody can see who opened; keys are remembered for a day. */
    public static RecordingChannel line() {
        return of("line", new Capabilities(Set.of("line"), false, true, Duration.ofDays(1), false));
    }

    /** SMS: needs an opt-in for the number. */
    public static RecordingChannel sms() {
        return of("sms", new Capabilities(Set.of("phone"), false, false, Duration.ZERO, true));
    }

    /** App push: app users may be written to until they switch it off. */
    public static RecordingChannel push() {
        return of("push", new Capabilities(Set.of("app"), false, true, Duration.ofDays(1), false));
    }

    /** Postal DM as a batch, sent to the address that is on record for the member. */
    public static RecordingChannel dm() {
        return of("dm", new Capabilities(Set.of("member"), false, true, Duration.ofDays(365), true));
    }

    /** A package insert: leaflets leave with the parcels of members, and nobody is asked for them. */
    public static RecordingChannel insert() {
        return of("insert", new Capabilities(Set.of("member"), false, true, Duration.ofDays(365), false));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    /** From now on it answers so. */
    public synchronized void answer(Outcome outcome) {
        answer = message -> outcome;
    }

    /** From now on it answers what {@code rule} says; throwing is an answer too. */
    public synchronized void answer(Function<Message, Outcome> rule) {
        answer = Objects.requireNonNull(rule, "rule");
    }

    @Override
    public synchronized Outcome send(Message message) {
        int before = attempts.merge(message.key(), 1, Integer::sum) - 1;
        Outcome outcome = answer.apply(message);
        boolean arrives = outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Unknown;
        boolean again =
                before > 0 && messages.stream().anyMatch(each -> each.key().equals(message.key()));
        if (arrives && !(again && capabilities.deduplicates())) {
            messages.add(message);
        }
        return outcome;
    }

    /** What arrived, in order. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** How often it was asked to send under {@code key}. */
    public synchronized int attempts(CommandKey key) {
        return attempts.getOrDefault(key, 0);
    }

    /** Forgets everything but how it answers. */
    public synchronized void clear() {
        messages.clear();
        attempts.clear();
    }
}
