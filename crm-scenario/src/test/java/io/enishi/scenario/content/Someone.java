package io.enishi.scenario.content;

import io.enishi.core.condition.Selection;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.customer.Suggestion;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.spi.SendClaim;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A person whom a content is rendered for: attributes, one event, a metric, suggestions. */
final class Someone implements CustomerView {

    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    static final OriginId ORIGIN = new OriginId(1, 2);

    final Map<String, AttributeValue> attributes = new TreeMap<>();
    final Map<String, Trajectory> metrics = new TreeMap<>();
    final Map<String, Map<String, AttributeValue>> products = new TreeMap<>();
    final List<Suggestion> suggestions = new ArrayList<>();
    final Map<String, String> tags = new TreeMap<>();
    MessageClass messageClass = MessageClass.TRANSACTIONAL;
    private final List<CustomerEvent> events = new ArrayList<>();
    int asked;

    static Someone called(String name) {
        Someone someone = new Someone();
        someone.attributes.put("name", AttributeValue.of(name));
        return someone;
    }

    Someone after(EventBody body) {
        events.add(CustomerEvent.of(
                "ec", EventId.of(1), Identifier.member("m-1"), Instant.parse("2026-04-01T01:00:00Z"), body));
        return this;
    }

    Someone advertised() {
        messageClass = MessageClass.ADVERTISING;
        return this;
    }

    SendClaim claim(String channel, String content) {
        String entry = events.isEmpty() ? "2026-04-01" : "ec:" + events.get(0).id();
        Effect.Send send = new Effect.Send(
                List.of(new Effect.Offer(channel, content)),
                messageClass,
                "newsletter",
                null,
                Effect.OnCapped.SKIP,
                tags);
        return new SendClaim(new CommandKey(ORIGIN, "welcome", entry, "hello.1"), send, this, (view, limit) -> {
            asked++;
            return suggestions.stream().limit(limit).toList();
        });
    }

    Map<String, String> gets(ContentLibrary library, String channel, String content) {
        return library.render(claim(channel, content), new Effect.Offer(channel, content), null);
    }

    Map<String, String> gets(ContentLibrary library, String channel, String content, IssuedCoupon coupon) {
        return library.render(claim(channel, content), new Effect.Offer(channel, content), coupon);
    }

    @Override
    public CustomerId id() {
        return new CustomerId(ORIGIN);
    }

    @Override
    public Set<OriginId> origins() {
        return Set.of(ORIGIN);
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-04-03T00:05:00Z"); // Friday, 9:05 in Tokyo
    }

    @Override
    public ZoneId zone() {
        return TOKYO;
    }

    @Override
    public boolean test(String condition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Explanation explain(String condition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nextChange(String condition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Trajectory> metric(String name) {
        return Optional.ofNullable(metrics.get(name));
    }

    @Override
    public boolean inSegment(String name) {
        return name.equals("vip");
    }

    @Override
    public Optional<AttributeValue> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    @Override
    public Clearance clearance(String channel, String purpose, MessageClass asked) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<CustomerEvent> newestFirst(String type) {
        return events;
    }

    @Override
    public boolean matches(Selection selection, CustomerEvent event) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OriginId originOf(CustomerEvent event) {
        return ORIGIN;
    }

    @Override
    public List<InstanceSummary> instances() {
        return List.of();
    }

    @Override
    public List<Dispatched> dispatched() {
        return List.of();
    }

    @Override
    public Catalog catalog() {
        return (product, fact) -> {
            AttributeValue value = products.getOrDefault(product, Map.of()).get(fact);
            return value == null ? List.of() : List.of(value);
        };
    }
}
