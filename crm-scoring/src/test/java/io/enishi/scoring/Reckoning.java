package io.enishi.scoring;

import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.value.AttributeValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The meaning of a score model once more, as simply as it can be said: no state, doubles, one rule after the other. */
final class Reckoning {

    private Reckoning() {}

    private record Given(CustomerEvent event, long points) {}

    static Map<String, Double> byRule(ScoreModel model, Collection<CustomerEvent> events, Instant at) {
        List<CustomerEvent> visible = new ArrayList<>(
                events.stream().filter(event -> !event.occurredAt().isAfter(at)).toList());
        visible.sort(Comparator.comparing(CustomerEvent::occurredAt)
                .thenComparing(CustomerEvent::source)
                .thenComparing(CustomerEvent::id));
        Map<String, Double> result = new HashMap<>();
        ZoneId zone = model.zone().orElseThrow();
        for (ScoreRule rule : model.rules()) {
            List<Given> given = new ArrayList<>();
            for (CustomerEvent event : visible) {
                long points = capped(rule, given, event, worth(rule, event), zone);
                if (points != 0) {
                    given.add(new Given(event, points));
                }
            }
            double sum = 0;
            for (Given one : given) {
                long net = one.points() - (rule.reversed() ? takenBack(one, visible) : 0);
                sum += net * left(rule.decay(), one.event().occurredAt(), at, zone);
            }
            result.put(rule.id(), sum);
        }
        return result;
    }

    private static long worth(ScoreRule rule, CustomerEvent event) {
        Selection on = rule.when();
        boolean meant = switch (on.kind()) {
            case ALL -> true;
            case ACTIONS -> EventType.isAction(event.body());
            case TYPES -> on.types().contains(event.type());
        };
        if (!meant
                || !passes(on.where(), event)
                || (rule.validFrom() != null && event.occurredAt().isBefore(rule.validFrom()))
                || (rule.validTo() != null && !event.occurredAt().isBefore(rule.validTo()))) {
            return 0;
        }
        if (rule.points() instanceof Points.Fixed fixed) {
            return fixed.points();
        }
        Points.PerUnit formula = (Points.PerUnit) rule.points();
        BigDecimal units = BigDecimal.valueOf(field(event, formula.field()).number(event.body()))
                .divide(
                        BigDecimal.valueOf(formula.unit()),
                        0,
                        switch (formula.rounding()) {
                            case DOWN -> RoundingMode.DOWN;
                            case NEAREST -> RoundingMode.HALF_UP;
                            case UP -> RoundingMode.UP;
                        });
        return units.longValueExact() * formula.points();
    }

    private static EventField field(CustomerEvent event, String name) {
        return EventType.of(event.type())
                .map(type -> type.fields().get(name))
                .orElseGet(() -> event.body() instanceof EventBody.Custom
                        ? EventType.customField(name, EventField.Kind.NUMBER)
                        : null);
    }

    private static boolean passes(EventFilter filter, CustomerEvent event) {
        if (filter instanceof EventFilter.All all) {
            return all.filters().stream().allMatch(part -> passes(part, event));
        }
        if (filter instanceof EventFilter.Not not) {
            return !passes(not.filter(), event);
        }
        EventFilter.Field test = (EventFilter.Field) filter;
        EventField field = field(event, test.name());
        if (field == null || !field.isPresent(event.body())) {
            return false;
        }
        if (test.test() instanceof ValueTest.Present) {
            return true;
        }
        if (test.test() instanceof ValueTest.Compares compares) {
            return compares.comparison().test(field.number(event.body()));
        }
        return ((ValueTest.In) test.test())
                .values().stream()
                        .anyMatch(value -> field.texts(event.body()).contains(((AttributeValue.Text) value).text()));
    }

    private static long capped(ScoreRule rule, List<Given> given, CustomerEvent event, long points, ZoneId zone) {
        long size = Math.abs(points);
        for (Cap cap : rule.caps()) {
            long used = 0;
            for (Given one : given) {
                Instant time = one.event().occurredAt();
                boolean counts = true;
                if (cap.per() instanceof Cap.Calendar calendar) {
                    counts = ScoreFoldProperties.begin(time, zone, calendar.unit())
                            .equals(ScoreFoldProperties.begin(event.occurredAt(), zone, calendar.unit()));
                } else if (cap.per() instanceof Cap.Rolling rolling) {
                    counts = time.isAfter(event.occurredAt().minus(rolling.length()));
                }
                if (counts) {
                    used += cap.limited() == Cap.Limited.EVENTS ? 1 : Math.abs(one.points());
                }
            }
            long room = cap.atMost() - used;
            size = cap.limited() == Cap.Limited.POINTS ? Math.min(size, room) : room > 0 ? size : 0;
        }
        return points < 0 ? -size : size;
    }

    private static long takenBack(Given given, List<CustomerEvent> visible) {
        String order = ((EventBody.OrderPlaced) given.event().body()).order().orderId();
        long total = -1;
        long refunded = -1;
        for (CustomerEvent event : visible) {
            if (event.body() instanceof EventBody.OrderPlaced placed
                    && placed.order().orderId().equals(order)
                    && total < 0) {
                total = placed.order().goodsTotal().minorUnits();
            } else if (event.body() instanceof EventBody.OrderCancelled cancelled
                    && cancelled.orderId().equals(order)) {
                return given.points();
            } else if (event.body() instanceof EventBody.OrderRefunded refund
                    && refund.orderId().equals(order)) {
                refunded = Math.max(0, refunded) + refund.amount().minorUnits();
            }
        }
        if (refunded >= total) {
            return given.points();
        }
        return refunded <= 0 ? 0 : given.points() * refunded / total;
    }

    private static double left(Decay decay, Instant from, Instant at, ZoneId zone) {
        double age = at.toEpochMilli() - from.toEpochMilli();
        if (decay instanceof Decay.HalfLife halving) {
            return Math.pow(2, -age / halving.length().toMillis());
        }
        if (decay instanceof Decay.Linear linear) {
            return Math.max(0, 1 - age / linear.length().toMillis());
        }
        if (decay instanceof Decay.Stepped stepped) {
            return Math.max(
                            0,
                            100
                                    - stepped.percent()
                                            * Math.floor(age / stepped.period().toMillis()))
                    / 100;
        }
        if (decay instanceof Decay.Expiry expiry) {
            Instant end = expiry.span() instanceof Span.Calendar calendar
                    ? from.atZone(zone).plus(calendar.period()).toInstant()
                    : from.plus(((Span.Exact) expiry.span()).duration());
            return at.isBefore(end) ? 1 : 0;
        }
        return 1;
    }

    /** Bands as a walker sees them who looks at the score every millisecond. */
    static final class Bands {
        private final List<Band> bands;
        private int index;

        Bands(ScoreModel model) {
            this.bands = model.bands();
            long atFirst = model.groups().stream().mapToLong(Bands::empty).sum();
            see(Math.max(model.floor(), Math.min(model.ceiling(), atFirst)));
        }

        Bands(ScoreGroup group) {
            this.bands = group.bands();
            see(empty(group));
        }

        private static long empty(ScoreGroup group) {
            return Math.max(group.floor(), Math.min(group.ceiling(), 0));
        }

        void see(long score) {
            while (index > 0 && score < bands.get(index).leaveBelow()) {
                index--;
            }
            while (index + 1 < bands.size() && score >= bands.get(index + 1).atLeast()) {
                index++;
            }
        }

        int index() {
            return index;
        }
    }
}
