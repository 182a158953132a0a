package io.enishi.scenario.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What several workers saw adds up, with their messages or without. */
class TallyTest {

    private static final Instant NOON = Instant.parse("2026-04-01T12:00:00Z");

    /** One origin that got a message and points. */
    private static Tally of(long origin) {
        Tally tally = new Tally(Map.of());
        OriginId id = new OriginId(0, origin);
        CommandKey key = new CommandKey(id, "news", "entry", "offer.1");
        tally.sent(new Sent(NOON, key, "mail", "news", MessageClass.ADVERTISING, null));
        tally.done("news", new Effect.GrantPoints(100, "thanks"));
        tally.redeemed.put("C-1", NOON.plusSeconds(origin));
        tally.events = 3;
        tally.settle(Set.of(id), one -> one);
        return tally;
    }

    private static void assertFiguresOfTwo(Tally sum) {
        assertThat(sum.events).isEqualTo(6);
        assertThat(sum.people).isEqualTo(2);
        assertThat(sum.peopleReached).isEqualTo(2);
        assertThat(sum.originsReached).isEqualTo(2);
        assertThat(sum.scenario("news").peopleReached).isEqualTo(2);
        assertThat(sum.scenario("news").points).isEqualTo(200);
        assertThat(sum.redeemed).containsExactly(Map.entry("C-1", NOON.plusSeconds(1)));
    }

    @Test
    void ofTwoWorkersAllIsAddedUp() {
        Tally sum = new Tally(Map.of());
        sum.add(of(2));
        sum.add(of(1));
        assertFiguresOfTwo(sum);
        assertThat(sum.sends)
                .extracting(sent -> sent.key().origin())
                .containsExactly(new OriginId(0, 2), new OriginId(0, 1));
    }

    @Test
    void figuresAddUpWithoutTheMessages() {
        Tally sum = new Tally(Map.of());
        sum.addFigures(of(2));
        sum.addFigures(of(1));
        assertFiguresOfTwo(sum);
        assertThat(sum.sends).isEmpty();
    }
}
