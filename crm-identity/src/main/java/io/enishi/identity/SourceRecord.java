package io.enishi.identity;

import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Names;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One row of a source system about a person, to resolve people from rows without a runtime. Each call returns a changed copy.
 *
 * <pre>{@code
 * SourceRecord row = SourceRecord.of("ec", "4711").with(Identifier.member("4711")).name("山田 太郎", "ヤマダ タロウ");
 * }</pre>
 */
public final class SourceRecord {

    private static final AddressNormaliser JAPANESE = new JapaneseAddressNormaliser();

    private final String source;
    private final OriginId origin;
    private final Instant seenAt;
    private final List<Identifier> identifiers;
    private final Map<String, AttributeValue> attributes;

    private SourceRecord(
            String source,
            OriginId origin,
            Instant seenAt,
            List<Identifier> identifiers,
            Map<String, AttributeValue> attributes) {
        this.source = source;
        this.origin = origin;
        this.seenAt = seenAt;
        this.identifiers = List.copyOf(identifiers);
        this.attributes = Map.copyOf(attributes);
    }

    /**
     * A row without content.
     *
     * @param source the system it is from, a name
     * @param row what the system calls it; the same row is the same origin on every machine
     */
    public static SourceRecord of(String source, String row) {
        Names.requireName("source", source, 64);
        Objects.requireNonNull(row, "row");
        EventId id = EventId.named(source + ' ' + row);
        return new SourceRecord(source, new OriginId(id.high(), id.low()), Instant.EPOCH, List.of(), Map.of());
    }

    public SourceRecord with(Identifier identifier) {
        List<Identifier> more = new ArrayList<>(identifiers);
        more.add(identifier);
        return new SourceRecord(source, origin, seenAt, more, attributes);
    }

    public SourceRecord with(String attribute, AttributeValue value) {
        Map<String, AttributeValue> more = new HashMap<>(attributes);
        more.put(attribute, value);
        return new SourceRecord(source, origin, seenAt, identifiers, more);
    }

    /** Family name, a space, given name, in any script. */
    public SourceRecord name(String name) {
        return with("name", AttributeValue.of(name));
    }

    /** @param kana the reading that the person gave */
    public SourceRecord name(String name, String kana) {
        return name(name).with("kana", AttributeValue.of(kana));
    }

    public SourceRecord birthDate(LocalDate day) {
        return with("birth-date", AttributeValue.of(day));
    }

    public SourceRecord address(String postalCode, String address) {
        return with("postal-code", AttributeValue.of(postalCode)).with("address", AttributeValue.of(address));
    }

    /** When the row was first seen; the epoch unless said. */
    public SourceRecord seenAt(Instant instant) {
        return new SourceRecord(source, origin, Objects.requireNonNull(instant, "instant"), identifiers, attributes);
    }

    public OriginId origin() {
        return origin;
    }

    /** The row as evidence, its identifiers folded by {@link JapaneseAddressNormaliser}; what that finds unusable proves nothing. */
    public OriginEvidence evidence() {
        return evidence(JAPANESE);
    }

    public OriginEvidence evidence(AddressNormaliser normaliser) {
        List<Sighting> sightings = new ArrayList<>();
        for (Identifier identifier : identifiers) {
            normaliser
                    .matchKey(identifier)
                    .ifPresent(key -> sightings.add(new Sighting(key, source, identifier.verified(), seenAt)));
        }
        return new OriginEvidence(origin, seenAt, sightings, attributes);
    }
}
