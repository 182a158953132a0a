package io.enishi.scoring;

import io.enishi.core.condition.Span;
import io.enishi.core.internal.time.ZoneTable;
import io.enishi.core.value.HalfLife;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a model keeps what it gave: which place of a {@link ScoreState} each rule's points and caps have.
 *
 * <p>Points that behave alike share a place: all that stay, of one group; all of one half-life, of one group; all that fade in one way,
 * of one group. Group 0 is that of the rules that name none.
 */
final class StateLayout {

    /** A rule's places. */
    record Place(CompiledRule.Store store, int slot, List<CompiledCap> caps) {}

    private record HalfLifePlace(HalfLife halfLife, int group) {}

    /** A way to fade that rules share. All expiring points share one list, whatever the span: it is sorted by when they end. */
    private record FadingPlace(Decay decay, int group) {}

    private static final Decay EXPIRING = Decay.none();

    private final ScoreModel model;
    private final ZoneTable zone;
    /** Tables of zones that spans name themselves. */
    private final Map<ZoneId, ZoneTable> spanZones = new HashMap<>();

    private final List<HalfLifePlace> halfLives = new ArrayList<>();
    private final List<FadingPlace> fadings = new ArrayList<>();
    /** How long an entry of each fading place stays after the time that it is sorted by. */
    private final long[] staysFor;

    final Place[] places;
    private int caps;
    private int rollings;

    StateLayout(ScoreModel model) {
        this.model = model;
        this.zone = ZoneTable.of(model.zone().orElse(ZoneOffset.UTC));
        List<ScoreRule> rules = model.rules();
        this.places = new Place[rules.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(rules.get(i));
            if (rules.get(i).decay() instanceof Decay.Expiry expiry
                    && expiry.span() instanceof Span.Calendar calendar
                    && calendar.zone() != null) {
                spanZones.computeIfAbsent(calendar.zone(), ZoneTable::of);
            }
        }
        this.staysFor = fadings.stream()
                .mapToLong(kind -> kind.decay() instanceof Decay.Stepped stepped
                        ? stepped.periods() * stepped.period().toMillis()
                        : 0)
                .toArray();
    }

    private Place place(ScoreRule rule) {
        List<CompiledCap> compiled = new ArrayList<>();
        for (Cap cap : rule.caps()) {
            if (CompiledCap.isRolling(cap)) {
                compiled.add(new CompiledCap(cap, rollings++, zone));
            } else {
                compiled.add(new CompiledCap(cap, caps, zone));
                caps += CompiledCap.longs(cap, zone);
            }
        }
        Decay decay = rule.decay();
        int group = groupOf(rule);
        if (decay instanceof Decay.HalfLife halving) {
            HalfLifePlace place = new HalfLifePlace(HalfLife.of(halving.length()), group);
            return new Place(CompiledRule.Store.DECAYING, indexOf(place, halfLives), compiled);
        }
        if (decay instanceof Decay.None) {
            return new Place(CompiledRule.Store.KEPT, group, compiled);
        }
        FadingPlace place = new FadingPlace(decay instanceof Decay.Expiry ? EXPIRING : decay, group);
        return new Place(CompiledRule.Store.FADING, indexOf(place, fadings), compiled);
    }

    private int groupOf(ScoreRule rule) {
        for (int i = 0; i < model.groups().size(); i++) {
            if (model.groups().get(i).name().equals(rule.group())) {
                return i + 1;
            }
        }
        return 0;
    }

    private static <T> int indexOf(T item, List<T> items) {
        int found = items.indexOf(item);
        if (found < 0) {
            items.add(item);
            return items.size() - 1;
        }
        return found;
    }

    ScoreState newState(int bandsEntered, int[] groupBands) {
        ScoreState state = new ScoreState(bandsEntered, groupBands, halfLives.size(), fadings.size(), caps, rollings);
        if (!halfLives.isEmpty()) {
            // Made now it lies beside the rest of the state, and that saves a miss of the cache for each event.
            state.decayingFor(0, this);
        }
        return state;
    }

    int halfLives() {
        return halfLives.size();
    }

    HalfLife halfLife(int place) {
        return halfLives.get(place).halfLife();
    }

    int groupOfHalfLife(int place) {
        return halfLives.get(place).group();
    }

    int fadings() {
        return fadings.size();
    }

    Decay fading(int place) {
        return fadings.get(place).decay();
    }

    int groupOfFading(int place) {
        return fadings.get(place).group();
    }

    long staysFor(int fading) {
        return staysFor[fading];
    }

    /** The time that fading points given at {@code time} are sorted by: their end, or for stepped decay their beginning. */
    long fadesFrom(Decay decay, long time) {
        if (decay instanceof Decay.Linear linear) {
            return time + linear.length().toMillis();
        }
        if (decay instanceof Decay.Expiry expiry) {
            return end(expiry.span(), time);
        }
        return time;
    }

    private long end(Span span, long time) {
        if (span instanceof Span.Calendar calendar) {
            ZoneTable own = calendar.zone() == null ? zone : spanZones.getOrDefault(calendar.zone(), zone);
            return own.plus(
                    time,
                    Math.toIntExact(calendar.period().toTotalMonths()),
                    calendar.period().getDays());
        }
        return time + ((Span.Exact) span).duration().toMillis();
    }
}
