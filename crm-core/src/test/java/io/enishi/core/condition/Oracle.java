package io.enishi.core.condition;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The definition of every condition over the timeline, written down with java.time and BigInteger, slow and obvious: each answer
 * looks at all events.
 */
final class Oracle {

    private static final long MS_PER_DAY = 86_400_000;

    private final ZoneId zone;
    private final List<CustomerEvent> timeline;

    Oracle(ZoneId zone, List<CustomerEvent> events) {
        this.zone = zone;
        this.timeline = new ArrayList<>(events);
        timeline.sort(Comparator.comparing(CustomerEvent::occurredAt)
                .thenComparing(CustomerEvent::source)
                .thenComparing(CustomerEvent::id, EventId::compareTo));
    }

    boolean test(Condition condition, long now) {
        if (condition instanceof Condition.All all) {
            return all.conditions().stream().allMatch(part -> test(part, now));
        }
        if (condition instanceof Condition.Any any) {
            return any.conditions().stream().anyMatch(part -> test(part, now));
        }
        if (condition instanceof Condition.Not not) {
            return !test(not.condition(), now);
        }
        if (condition instanceof Condition.Aggregate aggregate) {
            return aggregate(aggregate, now);
        }
        if (condition instanceof Condition.FieldOf fieldOf) {
            List<CustomerEvent> inside = inside(fieldOf.of(), fieldOf.window(), now);
            return !inside.isEmpty()
                    && passes(fieldOf.test(), values(positioned(inside, fieldOf.position()), fieldOf.field()));
        }
        if (condition instanceof Condition.DaysSince days) {
            List<CustomerEvent> counted = counted(days.of(), now);
            return !counted.isEmpty()
                    && compares(
                            days.comparison(),
                            BigInteger.valueOf(
                                    Math.floorDiv(now - at(positioned(counted, days.position())), MS_PER_DAY)));
        }
        if (condition instanceof Condition.Absence absence) {
            List<CustomerEvent> counted = counted(absence.of(), now);
            return !counted.isEmpty()
                    && counted.stream().allMatch(event -> now >= exit(at(event), Window.last(absence.lasting())));
        }
        if (condition instanceof Condition.OwnInterval own) {
            return ownInterval(own, now);
        }
        Condition.Sequence sequence = (Condition.Sequence) condition;
        return follows(sequence, new ArrayList<>(), now);
    }

    // ------------------------------------------------------------------ which events count

    private static long at(CustomerEvent event) {
        return event.occurredAt().toEpochMilli();
    }

    /** Visible, selected and not dropped out. */
    List<CustomerEvent> counted(Selection selection, long now) {
        return timeline.stream()
                .filter(event -> at(event) <= now)
                .filter(event -> selected(selection, event.body()))
                .filter(event -> !selection.net() || dropOut((EventBody.OrderPlaced) event.body()) > now)
                .filter(event -> selection.kind() != Selection.Kind.TYPES || refusedAt(event) > now)
                .toList();
    }

    private List<CustomerEvent> inside(Selection selection, Window window, long now) {
        return counted(selection, now).stream()
                .filter(event -> begins(window, at(event)) && now < exit(at(event), window))
                .toList();
    }

    private static boolean begins(Window window, long at) {
        return !(window instanceof Window.Between between)
                || (at >= between.from().toEpochMilli() && at < between.to().toEpochMilli());
    }

    private long refusedAt(CustomerEvent event) {
        if (!(event.body() instanceof EventBody.MessageEvent sent) || sent.step() != EventBody.MessageStep.SENT) {
            return Long.MAX_VALUE;
        }
        return timeline.stream()
                .filter(later -> later.body() instanceof EventBody.MessageEvent message
                        && message.step() == EventBody.MessageStep.REJECTED
                        && message.message().equals(sent.message())
                        && at(later) >= at(event))
                .mapToLong(Oracle::at)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    long dropOut(EventBody.OrderPlaced placed) {
        long end = Long.MAX_VALUE;
        BigInteger refunded = BigInteger.ZERO;
        for (CustomerEvent event : timeline) {
            if (event.body() instanceof EventBody.OrderCancelled cancelled
                    && cancelled.orderId().equals(placed.order().orderId())) {
                end = Math.min(end, at(event));
            }
            if (event.body() instanceof EventBody.OrderRefunded refund
                    && refund.orderId().equals(placed.order().orderId())) {
                refunded = refunded.add(BigInteger.valueOf(refund.amount().minorUnits()));
                if (refunded.compareTo(
                                BigInteger.valueOf(placed.order().goodsTotal().minorUnits()))
                        >= 0) {
                    end = Math.min(end, at(event));
                }
            }
        }
        return end;
    }

    static boolean selected(Selection selection, EventBody body) {
        boolean kind = switch (selection.kind()) {
            case ALL -> true;
            case ACTIONS ->
                !(body instanceof EventBody.MessageEvent message) || message.step() == EventBody.MessageStep.TAPPED;
            case TYPES -> selection.types().contains(body.type());
        };
        return kind && passes(selection.where(), body);
    }

    private static boolean passes(EventFilter filter, EventBody body) {
        if (filter instanceof EventFilter.All all) {
            return all.filters().stream().allMatch(part -> passes(part, body));
        }
        EventFilter.Field field = (EventFilter.Field) filter;
        return passes(field.test(), values(body, field.name()));
    }

    private static boolean passes(ValueTest test, List<Object> values) {
        return values.stream().anyMatch(value -> {
            if (test instanceof ValueTest.Compares compares) {
                return value instanceof Long number && compares(compares.comparison(), BigInteger.valueOf(number));
            }
            if (test instanceof ValueTest.StartsWith starts) {
                return value instanceof String text && text.startsWith(starts.prefix());
            }
            return ((ValueTest.In) test)
                    .values().stream().map(AttributeValue::plain).anyMatch(value::equals);
        });
    }

    private static List<Object> values(CustomerEvent event, String field) {
        return values(event.body(), field);
    }

    static List<Object> values(EventBody body, String field) {
        if (body instanceof EventBody.OrderPlaced placed) {
            return switch (field) {
                case "amount" -> List.of(placed.order().goodsTotal().minorUnits());
                case "site" -> List.of(placed.order().site());
                case "product" ->
                    List.copyOf(new HashSet<Object>(placed.order().lines().stream()
                            .map(OrderLine::product)
                            .toList()));
                default -> List.of();
            };
        }
        if (body instanceof EventBody.ProductViewed viewed) {
            return field.equals("product") ? List.of(viewed.product()) : List.of();
        }
        if (body instanceof EventBody.ReviewPosted review) {
            return switch (field) {
                case "product" -> List.of(review.product());
                case "sentiment" -> List.of((long) review.sentiment());
                default -> List.of();
            };
        }
        if (body instanceof EventBody.ComplaintReceived complaint) {
            return field.equals("sentiment") ? List.of((long) complaint.sentiment()) : List.of();
        }
        if (body instanceof EventBody.Custom custom && custom.attributes().containsKey(field)) {
            return List.of(custom.attributes().get(field).plain());
        }
        return List.of();
    }

    // ------------------------------------------------------------------ windows

    long exit(long at, Window window) {
        if (window instanceof Window.Last last) {
            if (last.span() instanceof Span.Exact exact) {
                return Instant.ofEpochMilli(at).plus(exact.duration()).toEpochMilli();
            }
            Span.Calendar calendar = (Span.Calendar) last.span();
            ZoneId where = calendar.zone() == null ? zone : calendar.zone();
            return Instant.ofEpochMilli(at)
                    .atZone(where)
                    .plus(calendar.period())
                    .toInstant()
                    .toEpochMilli();
        }
        if (window instanceof Window.Current current) {
            return endOf(
                    current.unit(), Instant.ofEpochMilli(at).atZone(current.zone() == null ? zone : current.zone()));
        }
        return Long.MAX_VALUE;
    }

    private static long endOf(Window.Unit unit, ZonedDateTime time) {
        LocalDate day = time.toLocalDate();
        LocalDate next = switch (unit) {
            case DAY -> day.plusDays(1);
            case WEEK -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            case MONTH -> day.with(TemporalAdjusters.firstDayOfNextMonth());
            case YEAR -> day.with(TemporalAdjusters.firstDayOfNextYear());
        };
        return next.atStartOfDay(time.getZone()).toInstant().toEpochMilli();
    }

    // ------------------------------------------------------------------ atoms

    private static CustomerEvent positioned(List<CustomerEvent> events, Condition.Position position) {
        return events.get(position == Condition.Position.FIRST ? 0 : events.size() - 1);
    }

    static boolean compares(Comparison comparison, BigInteger value) {
        int sign = value.compareTo(BigInteger.valueOf(comparison.bound()));
        return switch (comparison.operator()) {
            case EQ -> sign == 0;
            case NE -> sign != 0;
            case LT -> sign < 0;
            case LTE -> sign <= 0;
            case GT -> sign > 0;
            case GTE -> sign >= 0;
        };
    }

    private boolean aggregate(Condition.Aggregate aggregate, long now) {
        List<CustomerEvent> inside = inside(aggregate.of(), aggregate.window(), now);
        if (aggregate.function() == Condition.Function.COUNT) {
            return compares(aggregate.comparison(), BigInteger.valueOf(inside.size()));
        }
        if (aggregate.function() == Condition.Function.DISTINCT) {
            Set<Object> different = new HashSet<>();
            inside.forEach(event -> different.addAll(
                    aggregate.field().equals(Condition.LOCAL_DAY)
                            ? List.of(event.occurredAt().atZone(zone).toLocalDate())
                            : values(event, aggregate.field())));
            return compares(aggregate.comparison(), BigInteger.valueOf(different.size()));
        }
        List<BigInteger> numbers = new ArrayList<>();
        for (CustomerEvent event : inside) {
            for (Object value : values(event, aggregate.field())) {
                if (value instanceof Long number) {
                    numbers.add(BigInteger.valueOf(number));
                }
            }
        }
        BigInteger sum = numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (aggregate.function() == Condition.Function.SUM) {
            return compares(aggregate.comparison(), sum);
        }
        if (numbers.isEmpty()) {
            return false;
        }
        return switch (aggregate.function()) {
            case MIN ->
                compares(
                        aggregate.comparison(),
                        numbers.stream().min(BigInteger::compareTo).get());
            case MAX ->
                compares(
                        aggregate.comparison(),
                        numbers.stream().max(BigInteger::compareTo).get());
            default -> {
                BigInteger bound =
                        BigInteger.valueOf(aggregate.comparison().bound()).multiply(BigInteger.valueOf(numbers.size()));
                yield aggregate.comparison().operator().test(sum.compareTo(bound));
            }
        };
    }

    private boolean ownInterval(Condition.OwnInterval own, long now) {
        List<CustomerEvent> counted = counted(own.of(), now);
        if (counted.size() < own.minimumEvents()) {
            return false;
        }
        List<Long> intervals = new ArrayList<>();
        for (int i = 1; i < counted.size(); i++) {
            intervals.add(at(counted.get(i)) - at(counted.get(i - 1)));
        }
        intervals.sort(Comparator.naturalOrder());
        int size = intervals.size();
        BigInteger twiceMedian = BigInteger.valueOf(intervals.get((size - 1) / 2) + intervals.get(size / 2));
        BigInteger since = BigInteger.valueOf(now - at(counted.get(counted.size() - 1)));
        return since.multiply(BigInteger.valueOf(2000))
                        .compareTo(twiceMedian.multiply(BigInteger.valueOf(own.permille())))
                > 0;
    }

    private boolean follows(Condition.Sequence sequence, List<CustomerEvent> chosen, long now) {
        if (chosen.size() == sequence.steps().size()) {
            return true;
        }
        Condition.Step step = sequence.steps().get(chosen.size());
        for (CustomerEvent event : counted(step.of(), now)) {
            if (!chosen.isEmpty()) {
                CustomerEvent before = chosen.get(chosen.size() - 1);
                if (at(event) <= at(before)
                        || (step.within() != null && at(event) >= exit(at(before), Window.last(step.within())))) {
                    continue;
                }
            }
            if (step.link() != null) {
                List<Object> common = new ArrayList<>(values(event, step.link().field()));
                common.retainAll(
                        values(chosen.get(step.link().step()), step.link().field()));
                if (common.isEmpty() != step.link().different()) {
                    continue;
                }
            }
            chosen.add(event);
            boolean found = follows(sequence, chosen, now);
            chosen.remove(chosen.size() - 1);
            if (found) {
                return true;
            }
        }
        return false;
    }

    // ------------------------------------------------------------------ edges

    /** Instants at which something enters or leaves a window that the condition looks at, or at which a day is over. */
    TreeSet<Long> edges(Condition condition) {
        TreeSet<Long> edges = new TreeSet<>();
        for (CustomerEvent event : timeline) {
            edges.add(at(event));
        }
        addEdges(condition, edges);
        return edges;
    }

    private void addEdges(Condition condition, TreeSet<Long> edges) {
        if (condition instanceof Condition.All all) {
            all.conditions().forEach(part -> addEdges(part, edges));
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(part -> addEdges(part, edges));
        } else if (condition instanceof Condition.Not not) {
            addEdges(not.condition(), edges);
        } else if (condition instanceof Condition.Aggregate aggregate) {
            exits(aggregate.window(), edges);
        } else if (condition instanceof Condition.FieldOf fieldOf) {
            exits(fieldOf.window(), edges);
        } else if (condition instanceof Condition.Absence absence) {
            exits(Window.last(absence.lasting()), edges);
        }
    }

    private void exits(Window window, TreeSet<Long> edges) {
        for (CustomerEvent event : timeline) {
            long exit = exit(at(event), window);
            if (exit != Long.MAX_VALUE) {
                edges.add(exit);
            }
        }
    }

    /** Whether an atom of the condition enters or leaves a window at {@code instant}, or its own answer changes there. */
    boolean isEdge(Condition condition, long instant) {
        return edges(condition).contains(instant)
                || atoms(condition).stream().anyMatch(atom -> test(atom, instant - 1) != test(atom, instant));
    }

    private static List<Condition> atoms(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.conditions().stream()
                    .flatMap(part -> atoms(part).stream())
                    .toList();
        }
        if (condition instanceof Condition.Any any) {
            return any.conditions().stream()
                    .flatMap(part -> atoms(part).stream())
                    .toList();
        }
        return condition instanceof Condition.Not not ? atoms(not.condition()) : List.of(condition);
    }

    /** Instants around which an answer is worth asking for: edges, multiples of days after events, own intervals. */
    TreeSet<Long> interesting(Condition condition) {
        TreeSet<Long> instants = edges(condition);
        for (CustomerEvent event : timeline) {
            for (long days : new long[] {1, 2, 3, 30, 31, 90, 91}) {
                instants.add(at(event) + days * MS_PER_DAY);
            }
            for (CustomerEvent other : timeline) {
                instants.add(at(event) + Math.abs(at(other) - at(event)));
            }
        }
        return instants;
    }
}
