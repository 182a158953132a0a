package io.enishi.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The released format. The lines of {@code store-format-1.jsonl} are never changed: a library of any later version has to read them
 * as these records. New kinds and fields get new lines.
 */
class StoreCodecTest {
    private static final Instant AT = Instant.parse("2026-04-01T03:00:00Z");
    private static final OriginId ONE = new OriginId(0, 1);
    private static final OriginId TWO = new OriginId(-1, 2);
    private static final CommandKey KEY = new CommandKey(ONE, "welcome", "2026-04-01", "offer.1");
    private static final InstanceKey RUN = new InstanceKey(ONE, "welcome", "2026-04-01");
    private static final Timer TIMER = new Timer("wait.1", AT);
    private static final MatchKey ADDRESS = new MatchKey(Scheme.EMAIL, "a@example.jp");
    private static final CustomerEvent EVENT = CustomerEvent.of(
            "ec", EventId.of(7), Identifier.member("m-1"), AT, new EventBody.ProductViewed("tea", "drinks"));
    private static final Clearance.Refusal REFUSAL = new Clearance.Refusal("line", "unreachable", "no LINE id");
    private static final Map<String, AttributeValue> DETAILS = Map.of(
            "a", AttributeValue.of("髙 \"x\""),
            "b", AttributeValue.of(-3),
            "c", AttributeValue.of(true),
            "d", AttributeValue.of(LocalDate.of(1990, 5, 17)));
    private static final Effect.Coupon COUPON =
            new Effect.Coupon("spring", Effect.CouponKind.GIFT, "20%", Span.days(14));
    private static final ConsentStatement GRANT = new ConsentStatement(
            ADDRESS,
            "newsletter",
            "mail",
            ConsentStatement.Answer.GRANTED,
            ConsentStatement.Basis.EXISTING_TRANSACTION,
            AT.plusMillis(250),
            "web-form",
            "v3",
            "log 17");
    private static final ConsentStatement REFUSED =
            ConsentStatement.refused(ADDRESS, ConsentStatement.ANY, ConsentStatement.ANY, AT, "one-click");

    private final StoreCodec codec = new StoreCodec();

    @Test
    void everyLineOfTheReleasedFormatIsReadAsTheRecordItWasWrittenFor() throws IOException {
        List<String> lines = lines();
        List<Row<?>> rows = rows();

        assertThat(lines).hasSameSizeAs(rows);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(rows.get(i).read().apply(lines.get(i)))
                    .isEqualTo(rows.get(i).value());
        }
    }

    @Test
    void theSameRecordsAreStillWrittenAsTheSameText() throws IOException {
        assertThat(rows().stream().map(Row::text)).containsExactlyElementsOf(lines());
    }

    @Test
    void everyCaseOfEverySealedInterfaceHasItsLine() {
        Set<Class<?>> covered = new HashSet<>();
        for (Row<?> row : rows()) {
            if (row.value() instanceof DecisionRecord decision) {
                About about = decision.about();
                covered.add(about.getClass());
                if (about instanceof About.Asked asked) {
                    covered.add(asked.input().getClass());
                } else if (about instanceof About.Claimed claimed) {
                    covered.add(claimed.clearance().getClass());
                } else if (about instanceof About.Settled settled) {
                    covered.add(settled.outcome().getClass());
                }
            } else if (row.value() instanceof StoredCommand stored) {
                covered.add(stored.command().effect().getClass());
                if (stored.command().effect() instanceof Effect.IssueCoupon coupon) {
                    covered.add(coupon.coupon().validFor().getClass());
                }
            }
        }
        for (Class<?> sealed :
                List.of(About.class, Input.class, Clearance.class, Outcome.class, Effect.class, Span.class)) {
            assertThat(covered).contains(sealed.getPermittedSubclasses());
        }
    }

    @Test
    void kindsAreSpelledAsTheyCallThemselves() {
        for (Row<?> row : rows()) {
            if (row.value() instanceof DecisionRecord decision) {
                assertThat(row.text())
                        .contains("\"about\":{\"" + decision.about().kind() + "\":{");
                if (decision.about() instanceof About.Asked asked) {
                    assertThat(row.text())
                            .contains("\"input\":{\"" + asked.input().name() + "\":{");
                }
            } else if (row.value() instanceof StoredCommand stored) {
                assertThat(row.text())
                        .contains("\"effect\":{\"" + stored.command().effect().kind() + "\":{");
            }
        }
    }

    @Test
    void aCutTextIsRefused() {
        for (Row<?> row : rows()) {
            String text = row.text();
            for (int i = 0; i < text.length(); i++) {
                String cut = text.substring(0, i);
                assertThatThrownBy(() -> row.read().apply(cut)).isInstanceOf(StoredFormException.class);
            }
        }
    }

    @Test
    void aFlippedBitGivesARecordOrARefusalAndNothingElse() {
        for (Row<?> row : rows()) {
            char[] text = row.text().toCharArray();
            for (int i = 0; i < text.length; i++) {
                for (int bit = 0; bit < 16; bit++) {
                    text[i] ^= (char) (1 << bit);
                    try {
                        assertThat((Object) row.read().apply(new String(text))).isNotNull();
                    } catch (StoredFormException e) {
                        assertThat(e.getMessage()).startsWith("stored ").doesNotContain("example.jp", "m-1", "welcome");
                    }
                    text[i] ^= (char) (1 << bit);
                }
            }
        }
    }

    @Test
    void aNewerFormatIsRefusedWithAdvice() {
        for (Row<?> row : rows()) {
            assertThatThrownBy(() -> row.read().apply(row.text().replaceFirst("\"v\":1", "\"v\":2")))
                    .isInstanceOf(StoredFormException.class)
                    .hasMessageEndingWith(" was written by a newer version, format 2; update Enishi");
        }
        assertThatThrownBy(() -> codec.alias("{\"v\":2,\"new\":[{}]}"))
                .hasMessage("stored alias was written by a newer version, format 2; update Enishi");
    }

    @Test
    void anUnknownFieldIsRefusedWithoutNamingIt() {
        for (Row<?> row : rows()) {
            assertThatThrownBy(() -> row.read().apply(row.text().replaceFirst("\\{\"v\":1", "{\"v\":1,\"tanaka\":1")))
                    .isInstanceOf(StoredFormException.class)
                    .hasMessageContaining("a field is unknown")
                    .hasMessageNotContaining("tanaka");
        }
    }

    @Test
    void aRowOfAnotherSortIsRefused() {
        assertThatThrownBy(() -> codec.decision(codec.encode(GRANT))).isInstanceOf(StoredFormException.class);
        assertThatThrownBy(() -> codec.timers("")).isInstanceOf(StoredFormException.class);
        assertThatThrownBy(() -> codec.timers("null")).isInstanceOf(StoredFormException.class);
        assertThatThrownBy(() -> codec.timers("[".repeat(100_000))).isInstanceOf(StoredFormException.class);
    }

    private static List<String> lines() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(StoreCodecTest.class.getResourceAsStream("store-format-1.jsonl"))) {
            return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        }
    }

    private record Row<T>(T value, String text, Function<String, T> read) {}

    private List<Row<?>> rows() {
        List<Row<?>> rows = new ArrayList<>();
        for (About about : abouts()) {
            DecisionRecord bare = new DecisionRecord(AT, new CustomerId(ONE), about, List.of(), List.of(), 0, 0);
            rows.add(new Row<>(bare, codec.encode(bare), codec::decision));
        }
        DecisionRecord full = new DecisionRecord(
                AT.plusNanos(1_234_567),
                new CustomerId(TWO),
                new About.TimePassed(true),
                List.of(
                        new DecisionRecord.SegmentChange("buyers", true, Cause.TIME),
                        new DecisionRecord.SegmentChange("welcome/idle", false, Cause.REPAIR)),
                List.of(
                        new DecisionRecord.JourneyDecision(
                                "welcome",
                                RUN,
                                true,
                                new Decision.End(Decision.End.Kind.GOAL, "bought"),
                                List.of(KEY),
                                List.of(new Decision.TraceLine("entered", "start", "because"))),
                        new DecisionRecord.JourneyDecision("win-back", null, false, null, List.of(), List.of())),
                Long.MIN_VALUE,
                0);
        rows.add(new Row<>(full, codec.encode(full), codec::decision));
        for (Effect effect : effects()) {
            StoredCommand pending = StoredCommand.pending(new Command(KEY, effect, AT, null));
            rows.add(new Row<>(pending, codec.encode(pending), codec::command));
        }
        Channel.Message message = new Channel.Message(
                KEY,
                Identifier.verified(Scheme.EMAIL, "a@example.jp"),
                ONE,
                "hello",
                Map.of("subject", "こんにちは", "body", "line\nline"),
                Map.of("list-unsubscribe", "<https://example.jp/u>", "\ud800", "broken"),
                new Channel.IssuedCoupon("C-1", "spring", "20%", AT));
        StoredCommand done = new StoredCommand(
                new Command(KEY, effects().get(0), AT, AT.plusSeconds(60)),
                StoredCommand.Status.DONE,
                2,
                AT.plusSeconds(1),
                message,
                "mail",
                AT.plusSeconds(2),
                new Outcome.Accepted("ref"),
                false,
                "why");
        rows.add(new Row<>(done, codec.encode(done), codec::command));
        Judgement judgement = new Judgement(ONE, TWO, IdentityResolver.Verdict.NOT_SAME, "family", "staff", AT);
        rows.add(new Row<>(judgement, codec.encode(judgement), codec::judgement));
        rows.add(new Row<>(GRANT, codec.encode(GRANT), codec::statement));
        rows.add(new Row<>(REFUSED, codec.encode(REFUSED), codec::statement));
        Dispatched dispatched = new Dispatched(KEY, "mail", "hello", MessageClass.TRANSACTIONAL, AT);
        rows.add(new Row<>(dispatched, codec.encode(dispatched), codec::dispatched));
        Alias alias = new Alias(new CustomerId(TWO), new CustomerId(ONE), AT, "merged");
        rows.add(new Row<>(alias, codec.encode(alias), codec::alias));
        SeenIdentifier seen = new SeenIdentifier(Identifier.email("A@example.jp"), ADDRESS, "ec", AT);
        rows.add(new Row<>(seen, codec.encode(seen), codec::seenIdentifier));
        SeenIdentifier keyless = new SeenIdentifier(Identifier.phone("-"), null, "pos", AT);
        rows.add(new Row<>(keyless, codec.encode(keyless), codec::seenIdentifier));
        rows.add(new Row<>(List.of(), codec.encodeTimers(List.of()), codec::timers));
        List<Timer> timers = List.of(TIMER, new Timer("end", AT.plusMillis(1)));
        rows.add(new Row<>(timers, codec.encodeTimers(timers), codec::timers));
        return rows;
    }

    private static List<About> abouts() {
        List<About> abouts = new ArrayList<>(List.of(
                new About.Events(List.of(EVENT), List.of(ONE), true, true, 2),
                new About.Waiting(List.of(EVENT), List.of(ONE)),
                new About.TimePassed(false),
                new About.SnapshotTaken("buyers"),
                new About.EntryDue(true),
                new About.Enrolled("welcome", "idle"),
                new About.TimerDue(RUN, TIMER),
                new About.Regrouped(Set.of(Set.of(ONE), Set.of(TWO)), Set.of(ONE, TWO), "same phone", true),
                new About.FactsChanged("consent", List.of(GRANT, REFUSED), Map.of(ONE, true, TWO, false), Cause.EVENT),
                new About.Suppressed(Set.of("t-2", "t-1"))));
        for (Clearance clearance : List.of(
                new Clearance.Cleared("mail", "hello", List.of(REFUSAL)),
                new Clearance.Held(AT, List.of(REFUSAL)),
                new Clearance.Capped(AT, List.of(REFUSAL)),
                new Clearance.Refused(List.of()))) {
            abouts.add(new About.Claimed(KEY, clearance));
        }
        for (Outcome outcome : List.of(
                new Outcome.Accepted("ref"),
                new Outcome.Rejected("blocked"),
                new Outcome.RetryAfter(Duration.ofSeconds(90, 5), "busy"),
                new Outcome.Unknown("timeout"))) {
            abouts.add(new About.Settled(KEY, outcome));
        }
        Command command = new Command(KEY, new Effect.GrantPoints(5, "thanks"), AT, null);
        for (Input input : List.<Input>of(
                new Input.Happened(List.of(EVENT), Duration.ofMinutes(5)),
                new Input.Due(TIMER),
                new Input.SegmentChanged("buyers", true, Cause.ORIGINS, List.of(EVENT)),
                new Input.EntryDue(AT),
                new Input.Dispatching(command, new Clearance.Refused(List.of(REFUSAL))),
                new Input.Settled(command, new Outcome.Unknown("")),
                new Input.Approved(KEY, false, "boss"),
                new Input.Requested("welcome", "r-1", ONE, DETAILS),
                new Input.OriginsChanged(Set.of(Set.of(ONE, TWO)), Set.of(ONE)),
                new Input.LedgerChanged(),
                new Input.DefinitionChanged("h1", "h2"))) {
            abouts.add(new About.Asked(input));
        }
        abouts.add(new About.PutBack(KEY));
        abouts.add(new About.Migrated("welcome", "h1", "h2"));
        return abouts;
    }

    private static List<Effect> effects() {
        Span calendar = new Span.Calendar(Period.of(1, 2, 3), ZoneId.of("Asia/Tokyo"));
        return List.of(
                new Effect.Send(
                        List.of(new Effect.Offer("line", "hi"), new Effect.Offer("mail", "hello")),
                        MessageClass.ADVERTISING,
                        "newsletter",
                        COUPON,
                        Effect.OnCapped.DELAY,
                        Map.of("utm", "spring")),
                new Effect.IssueCoupon(COUPON),
                new Effect.IssueCoupon(new Effect.Coupon("spring", Effect.CouponKind.DISCOUNT, "", calendar)),
                new Effect.GrantPoints(10, "birthday"),
                new Effect.Task("shop", "call", DETAILS),
                new Effect.ExportRow("dm-april", DETAILS),
                new Effect.Webhook("crm", Map.of()),
                new Effect.RequestApproval("big coupon"));
    }
}
