package io.enishi.identity;

import io.enishi.core.customer.Stated;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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
    private final String row;
    private final OriginId origin;
    private final Instant seenAt;
    private final List<Identifier> identifiers;
    private final Map<String, AttributeValue> attributes;

    private SourceRecord(
            String source,
            String row,
            OriginId origin,
            Instant seenAt,
            List<Identifier> identifiers,
            Map<String, AttributeValue> attributes) {
        this.source = source;
        this.row = row;
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
        return new SourceRecord(source, row, new OriginId(id.high(), id.low()), Instant.EPOCH, List.of(), Map.of());
    }

    public SourceRecord with(Identifier identifier) {
        List<Identifier> more = new ArrayList<>(identifiers);
        more.add(identifier);
        return new SourceRecord(source, row, origin, seenAt, more, attributes);
    }

    public SourceRecord with(String attribute, AttributeValue value) {
        Map<String, AttributeValue> more = new HashMap<>(attributes);
        more.put(attribute, value);
        return new SourceRecord(source, row, origin, seenAt, identifiers, more);
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
        return new SourceRecord(
                source, row, origin, Objects.requireNonNull(instant, "instant"), identifiers, attributes);
    }

    public OriginId origin() {
        return origin;
    }

    /** What the row states of the person: its attributes, and its identifiers by the family of their scheme. */
    public List<Stated> statements() {
        List<Stated> statements = new ArrayList<>();
        attributes.forEach((name, value) -> statements.add(new Stated(name, value, origin, source, seenAt, false)));
        identifiers.forEach(identifier -> statements.add(new Stated(
                identifier.scheme().family(),
                AttributeValue.of(identifier.value()),
                origin,
                source,
                seenAt,
                identifier.verified())));
        return statements;
    }

    /**
     * The same row under an origin that holds it: a row belongs to exactly one origin, and an origin may hold several rows of its
     * source.
     */
    public SourceRecord under(OriginId holder) {
        return new SourceRecord(source, row, Objects.requireNonNull(holder, "holder"), seenAt, identifiers, attributes);
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

    /**
     * Rows as evidence of the origins that hold them: identifiers together, of each attribute what the latest row states (of rows
     * of one instant the one whose name in the source is greater).
     *
     * @throws IllegalArgumentException if a row is held by two origins, comes twice, or an origin holds rows of two sources
     */
    public static List<OriginEvidence> evidence(Collection<SourceRecord> rows) {
        Map<List<String>, OriginId> holders = new HashMap<>();
        Map<OriginId, List<SourceRecord>> held = new TreeMap<>();
        for (SourceRecord row : rows) {
            OriginId holder = holders.put(List.of(row.source, row.row), row.origin);
            if (holder != null) {
                throw new IllegalArgumentException(
                        holder.equals(row.origin)
                                ? "a row of source " + row.source + " comes twice under origin " + row.origin
                                : "a row of source " + row.source + " belongs to one origin, but is held by " + holder
                                        + " and " + row.origin);
            }
            List<SourceRecord> own = held.computeIfAbsent(row.origin, absent -> new ArrayList<>(1));
            if (!own.isEmpty() && !own.get(0).source.equals(row.source)) {
                throw new IllegalArgumentException("an origin holds rows of one source, but " + row.origin
                        + " has some of " + own.get(0).source + " and of " + row.source);
            }
            own.add(row);
        }
        List<OriginEvidence> evidence = new ArrayList<>(held.size());
        held.forEach((origin, own) -> {
            own.sort(Comparator.comparing((SourceRecord row) -> row.seenAt).thenComparing(row -> row.row));
            List<Sighting> sightings = new ArrayList<>();
            Map<String, AttributeValue> attributes = new HashMap<>();
            for (SourceRecord row : own) {
                sightings.addAll(row.evidence().sightings());
                attributes.putAll(row.attributes);
            }
            evidence.add(new OriginEvidence(origin, own.get(0).seenAt, sightings, attributes));
        });
        return evidence;
    }
}
