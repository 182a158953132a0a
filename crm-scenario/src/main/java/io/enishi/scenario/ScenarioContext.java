package io.enishi.scenario;

import io.enishi.core.spi.Channel;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.experiment.Holdout;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What scenarios are checked against: the channels, segments and metrics that the shop has. What is not stated is not checked,
 * save that only {@code mail} is taken to report who opened.
 *
 * @param channels whether each channel reports individual opens, by name; null when the channels are not known
 * @param segments names of the segments; null when not known
 * @param metrics names of the metrics; null when not known
 * @param contactRules for explanations, and to find caps that can never be met; null for none
 * @param contents the contents that sends may name; null when not known
 * @param holdout the people who get no advertising of any scenario; null for none
 */
public record ScenarioContext(
        @Nullable Map<String, Boolean> channels,
        @Nullable Set<String> segments,
        @Nullable Set<String> metrics,
        @Nullable ContactRules contactRules,
        @Nullable ContentLibrary contents,
        @Nullable Holdout holdout) {

    private static final Set<String> USUALLY_REPORT_OPENS = Set.of("mail");

    public ScenarioContext {
        channels = channels == null ? null : Collections.unmodifiableMap(new TreeMap<>(channels));
        segments = segments == null ? null : Collections.unmodifiableSet(new TreeSet<>(segments));
        metrics = metrics == null ? null : Collections.unmodifiableSet(new TreeSet<>(metrics));
    }

    /** Knows nothing of a particular shop. */
    public static ScenarioContext standard() {
        return new ScenarioContext(null, null, null, null, null, null);
    }

    public ScenarioContext withChannels(Collection<? extends Channel> changed) {
        Map<String, Boolean> opens = new TreeMap<>();
        for (Channel channel : changed) {
            opens.put(channel.name(), channel.capabilities().individualOpens());
        }
        return new ScenarioContext(opens, segments, metrics, contactRules, contents, holdout);
    }

    public ScenarioContext withSegments(Collection<String> changed) {
        return new ScenarioContext(channels, new TreeSet<>(changed), metrics, contactRules, contents, holdout);
    }

    public ScenarioContext withMetrics(Collection<String> changed) {
        return new ScenarioContext(channels, segments, new TreeSet<>(changed), contactRules, contents, holdout);
    }

    public ScenarioContext withContactRules(ContactRules changed) {
        return new ScenarioContext(
                channels, segments, metrics, Objects.requireNonNull(changed, "contactRules"), contents, holdout);
    }

    /** Nobody whom {@code changed} holds gets advertising, coupons or anything else of a scenario that advertises. */
    public ScenarioContext withHoldout(Holdout changed) {
        return new ScenarioContext(
                channels, segments, metrics, contactRules, contents, Objects.requireNonNull(changed, "holdout"));
    }

    /** Sends name contents of this library, each on a channel that carries its form. */
    public ScenarioContext withContents(ContentLibrary changed) {
        return new ScenarioContext(
                channels, segments, metrics, contactRules, Objects.requireNonNull(changed, "contents"), holdout);
    }

    boolean reportsOpens(String channel) {
        Map<String, Boolean> known = channels;
        return known == null ? USUALLY_REPORT_OPENS.contains(channel) : known.getOrDefault(channel, false);
    }
}
