package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.process.Effect.OnCapped;
import io.enishi.scenario.contact.Cap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages that the shop's caps always keep back, because the scenario's own messages before them are too near: waits count
 * from the actual send, so between two sends in a row there is never more time than the waits say.
 */
final class CapCheck {

    /** A step of the way: a message, a wait of at most so long, or (both null) something that may take any time. */
    private record Item(@Nullable Placed send, @Nullable Duration longest) {}

    private final List<Item> way = new ArrayList<>();

    private CapCheck() {}

    static void check(List<Placed> steps, List<Cap> caps, Problems problems) {
        Set<String> reported = new HashSet<>();
        for (Cap cap : caps) {
            if (cap.period() instanceof Cap.Rolling rolling && rolling.span() instanceof Span.Exact exact) {
                CapCheck check = new CapCheck();
                check.add(steps, cap.most() + 2);
                check.look(cap, exact.duration(), reported, problems);
            }
        }
    }

    private void add(List<Placed> steps, int rounds) {
        for (Placed placed : steps) {
            placed.step().fold(new Adding(placed, rounds));
        }
    }

    /** What each kind of step adds to the way; answers with the way so far. */
    private final class Adding implements Step.Cases<List<Item>> {
        private final Placed placed;
        private final int rounds;

        Adding(Placed placed, int rounds) {
            this.placed = placed;
            this.rounds = rounds;
        }

        @Override
        public List<Item> send(Step.Send send) {
            return send.otherwise().isEmpty() ? with(new Item(placed, null)) : withAnyTime();
        }

        @Override
        public List<Item> act(Step.Act act) {
            return withAnyTime();
        }

        @Override
        public List<Item> waitFor(Step.Wait wait) {
            return wait.anchor() instanceof Anchor.Arrival
                            && wait.length() instanceof Length.Fixed fixed
                            && fixed.span() instanceof Span.Exact exact
                    ? with(new Item(null, exact.duration()))
                    : withAnyTime();
        }

        @Override
        public List<Item> waitUntil(Step.WaitUntil wait) {
            // more than ever, also over a DST gap
            return with(new Item(null, Duration.ofDays(wait.day() == null ? 2 : 8)));
        }

        @Override
        public List<Item> await(Step.Await await) {
            return withAnyTime();
        }

        @Override
        public List<Item> waitOnFact(Step.WaitOnFact wait) {
            return withAnyTime();
        }

        @Override
        public List<Item> branch(Step.Branch branch) {
            return withAnyTime();
        }

        @Override
        public List<Item> repeat(Step.Repeat repeat) {
            for (int round = 0; round < Math.min(repeat.times(), rounds); round++) {
                add(placed.parts().get(0), rounds);
            }
            return way;
        }

        @Override
        public List<Item> emit(Step.Emit emit) {
            return way;
        }

        @Override
        public List<Item> setAttributes(Step.SetAttributes set) {
            return way;
        }

        @Override
        public List<Item> approval(Step.Approval approval) {
            return withAnyTime();
        }

        @Override
        public List<Item> split(Step.Split split) {
            return withAnyTime();
        }

        @Override
        public List<Item> handOver(Step.HandOver handOver) {
            return withAnyTime();
        }

        @Override
        public List<Item> end(Step.End end) {
            return withAnyTime();
        }

        private List<Item> with(Item item) {
            way.add(item);
            return way;
        }

        /** It takes as long as the host or the customer does. */
        private List<Item> withAnyTime() {
            return with(new Item(null, null));
        }
    }

    private void look(Cap cap, Duration period, Set<String> reported, Problems problems) {
        for (int last = 0; last < way.size(); last++) {
            Placed late = way.get(last).send();
            if (late == null || !counts(late, cap) || waits(late)) {
                continue;
            }
            Duration between = Duration.ZERO;
            int before = 0;
            for (int i = last - 1; i >= 0 && before < cap.most(); i--) {
                Item item = way.get(i);
                Placed send = item.send();
                Duration longest = item.longest();
                if (send != null) {
                    if (!counts(send, cap)) {
                        break; // may leave by another way, and when is not known
                    }
                    before++;
                } else if (longest == null) {
                    break;
                } else {
                    between = between.plus(longest);
                }
            }
            if (before == cap.most() && between.compareTo(period) < 0 && reported.add(late.path())) {
                problems.add(
                        late.path(),
                        "\"" + late.name() + "\" never leaves: the shop allows " + cap.most() + " in "
                                + TimeSpelling.text(((Cap.Rolling) cap.period()).span())
                                + ", and the scenario's own messages just before it use that up",
                        "wait longer, or write if-capped: delay");
            }
        }
    }

    /** Whether the message counts for the cap, whichever of its channels it takes. */
    private static boolean counts(Placed placed, Cap cap) {
        Message message = ((Step.Send) placed.step()).message();
        if (message.messageClass() != MessageClass.ADVERTISING) {
            return false;
        }
        for (Offer offer : message.allOffers()) {
            if (!cap.channels().isEmpty() && !cap.channels().contains(offer.channel())) {
                return false;
            }
        }
        return !message.offers().isEmpty();
    }

    private static boolean waits(Placed placed) {
        return ((Step.Send) placed.step()).message().onCapped() == OnCapped.DELAY;
    }
}
