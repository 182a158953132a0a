package io.enishi.benchmarks.identity;

import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a shop hears of who its visitors are, made from a seed: people with an account, a LINE account, a store card, an address, a
 * mobile number and some browsers, each known at its own origin, who come back again and again. One household in eight shares an
 * address and a fixed line among two to four; one person in twenty has two accounts; one terminal stands in each of 200 stores.
 * Half of the addresses and numbers are verified, and four accounts in ten say a name.
 */
final class IdentifierEvents {

    private static final String[] FAMILY = {"佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤"};
    private static final String[] GIVEN = {"太郎", "花子", "健", "美咲", "翔太", "陽菜", "大輔", "由美", "拓也", "さくら"};

    /** One event: an origin and what was seen with it. */
    record Happening(OriginId origin, List<Sighting> seen) {}

    /** What an origin states of the person. */
    record Statement(OriginId origin, Map<String, AttributeValue> attributes) {}

    final List<Happening> events = new ArrayList<>();
    final List<Statement> statements = new ArrayList<>();

    private final Map<String, Scheme> schemes = new HashMap<>();
    private final SplittableRandom random;
    private long clock = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private IdentifierEvents(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static IdentifierEvents of(int people, int events, long seed) {
        IdentifierEvents made = new IdentifierEvents(seed);
        made.populate(people, events);
        return made;
    }

    private void populate(int people, int count) {
        List<List<Happening>> first = new ArrayList<>();
        for (int person = 0; person < people; ) {
            int size = random.nextInt(8) == 0 ? 2 + random.nextInt(3) : 1;
            for (int member = 0; member < size && person < people; member++) {
                first.add(person(person, person - member, size > 1));
                person++;
            }
        }
        List<Happening> pool = new ArrayList<>();
        first.forEach(pool::addAll);
        for (int i = pool.size() - 1; i > 0; i--) { // everybody comes some time
            int j = random.nextInt(i + 1);
            Happening other = pool.get(j);
            pool.set(j, pool.get(i));
            pool.set(i, other);
        }
        // Between the first times people come back; those who came are the more likely to come the longer they are
        // known.
        int known = 0;
        for (int i = 0; i < count; i++) {
            boolean news = known == 0 || (known < pool.size() && (long) known * count <= (long) i * pool.size());
            events.add(parsed(news ? pool.get(known++) : pool.get(random.nextInt(known))));
        }
    }

    /** The event as a source's message gives it: objects of its own, that lie where the event lies. */
    private static Happening parsed(Happening event) {
        List<Sighting> seen = new ArrayList<>(event.seen().size());
        for (Sighting one : event.seen()) {
            String text = new String(one.key().key().toCharArray());
            seen.add(new Sighting(
                    new MatchKey(one.key().scheme(), text), one.source(), one.verified(), one.firstSeen()));
        }
        return new Happening(new OriginId(event.origin().high(), event.origin().low()), List.copyOf(seen));
    }

    private List<Happening> person(int number, int household, boolean shares) {
        List<Happening> own = new ArrayList<>();
        Sighting mail = new Sighting(
                key("email", "person" + (shares ? "s" + household : number) + "@mail" + number % 97 + ".jp"),
                "ec",
                random.nextBoolean(),
                now());
        Sighting mobile =
                new Sighting(key("phone", "+8190" + (10_000_000 + number)), "ec", random.nextBoolean(), now());
        Sighting fixed = new Sighting(key("phone", "+813" + (10_000_000 + household)), "pos", false, now());
        Sighting member = new Sighting(key("member", "m-" + number), "ec", true, now());
        OriginId account = id(member);
        own.add(new Happening(account, List.of(member, mail)));
        own.add(new Happening(account, List.of(member, mobile)));
        if (random.nextInt(5) < 2) {
            String family = FAMILY[household % FAMILY.length];
            String given = GIVEN[number % GIVEN.length];
            statements.add(new Statement(account, Map.of("name", AttributeValue.of(family + ' ' + given))));
        }
        if (random.nextInt(3) == 0) {
            Sighting line = new Sighting(key("line:p1", "U" + number), "line", true, now());
            OriginId origin = id(line);
            own.add(new Happening(origin, List.of(line)));
            own.add(new Happening(account, List.of(member, line)));
        }
        if (random.nextInt(3) == 0) {
            Sighting card = new Sighting(key("pos-card", "28" + number), "pos", random.nextBoolean(), now());
            own.add(new Happening(id(card), random.nextBoolean() ? List.of(card, mobile) : List.of(card, fixed)));
        }
        for (int browser = random.nextInt(3); browser >= 0; browser--) {
            Sighting cookie = new Sighting(key("cookie", "c" + number + '-' + browser), "web", false, now());
            own.add(new Happening(id(cookie), List.of(cookie)));
            own.add(new Happening(account, List.of(member, cookie)));
        }
        if (random.nextInt(20) == 0) {
            Sighting second = new Sighting(key("member", "n-" + number), "ec", true, now());
            own.add(new Happening(id(second), List.of(second, mail, mobile)));
        }
        if (random.nextInt(50) == 0) {
            Sighting terminal = new Sighting(key("cookie", "store-" + number % 200), "pos", false, now());
            own.add(new Happening(account, List.of(member, terminal)));
        }
        return own;
    }

    private Instant now() {
        clock += 1_000;
        return Instant.ofEpochMilli(clock);
    }

    private MatchKey key(String scheme, String text) {
        return new MatchKey(schemes.computeIfAbsent(scheme, Scheme::of), text);
    }

    /** As the runtime's keyed hash: the same identifier, the same origin. */
    private static OriginId id(Sighting strongest) {
        long hash = strongest.key().scheme().name().hashCode() * 0x9E3779B97F4A7C15L;
        String text = strongest.key().key();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 29;
        }
        return new OriginId(hash, hash * 0x94D049BB133111EBL);
    }
}
