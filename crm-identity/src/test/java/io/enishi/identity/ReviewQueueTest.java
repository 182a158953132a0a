package io.enishi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What staff see of doubtful pairs, and what becomes of their word. */
class ReviewQueueTest {

    private static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");
    private static final Identifier ACCOUNT = Identifier.member("M1");
    private static final Identifier SECOND_ACCOUNT = Identifier.member("M2");
    private static final Identifier CARD = Identifier.of(Scheme.POS_CARD, "2811");
    private static final Identifier MAIL = Identifier.email("yamada@mail.jp");
    private static final Identifier MOBILE = Identifier.phone("090-1234-5670");

    private Instant now = NOON;
    private long nextEvent;
    private final Crm crm = Crm.builder("shop")
            .clock(() -> now)
            .identity(RuleBasedResolver.of(IdentityPolicy.standard()))
            .build();

    @AfterEach
    void close() {
        crm.close();
    }

    @Test
    void unprovenEvidenceIsListedForAPerson() {
        seen(ACCOUNT, MAIL);
        AcceptOutcome outcome = seen(CARD, MAIL);
        assertThat(outcome).isInstanceOf(AcceptOutcome.NeedsReview.class);
        assertThat(crm.reviewQueue())
                .extracting(Review::rule, Review::refused, Review::reason)
                .containsExactly(tuple("medium:email", false, "same email; names cannot be compared"));
        assertThat(customer(ACCOUNT)).isNotEqualTo(customer(CARD));
    }

    @Test
    void aYesLinksAndEmptiesTheQueueAndCanBeTakenBack() {
        seen(ACCOUNT, MAIL);
        seen(CARD, MAIL);
        List<Review> asked = crm.reviewQueue();

        judge("same");
        assertThat(customer(ACCOUNT)).isEqualTo(customer(CARD));
        assertThat(crm.reviewQueue()).isEmpty();
        assertThat(crm.identity(customer(ACCOUNT)).links())
                .extracting(Link::rule, Link::reason)
                .containsExactly(tuple("judged-same", "shown at the counter"));

        judge("withdrawn");
        assertThat(customer(ACCOUNT)).isNotEqualTo(customer(CARD));
        assertThat(crm.reviewQueue()).isEqualTo(asked);
    }

    @Test
    void aNoStandsHoweverStrongTheEvidenceBecomes() {
        seen(ACCOUNT, MAIL);
        seen(CARD, MAIL);
        judge("not same");
        seen(ACCOUNT, Identifier.verified(Scheme.POS_CARD, "2811"));
        assertThat(customer(ACCOUNT)).isNotEqualTo(customer(CARD));
        assertThat(crm.reviewQueue())
                .extracting(Review::rule, Review::refused)
                .containsExactly(tuple("judged-not-same", true));
    }

    @Test
    void aNoSplitsWhomEvidenceHadLinked() {
        seen(ACCOUNT, Identifier.verified(Scheme.POS_CARD, "2811"));
        seen(CARD, CARD);
        assertThat(customer(ACCOUNT)).isEqualTo(customer(CARD));
        judge("not same");
        assertThat(customer(ACCOUNT)).isNotEqualTo(customer(CARD));
    }

    @Test
    void aNameHeardLaterDecidesWhatTwoUnprovenSignalsCouldNot() {
        seen(ACCOUNT, MAIL, MOBILE);
        seen(CARD, MAIL, MOBILE);
        assertThat(customer(ACCOUNT)).isNotEqualTo(customer(CARD));
        named(ACCOUNT, "山田 花子");
        named(CARD, "山田花子");
        assertThat(customer(ACCOUNT)).isEqualTo(customer(CARD));
        named(CARD, "山田 太郎");
        assertThat(customer(ACCOUNT)).isNotEqualTo(customer(CARD));
    }

    @Test
    void aFamilyThatSharesPhoneAndMailStaysAFamily() {
        seen(ACCOUNT, MAIL, MOBILE);
        named(ACCOUNT, "山田 花子");
        seen(SECOND_ACCOUNT, MAIL, MOBILE);
        named(SECOND_ACCOUNT, "山田 太郎");
        seen(CARD, MAIL, MOBILE);
        named(CARD, "山田太郎");
        assertThat(customer(SECOND_ACCOUNT)).isEqualTo(customer(CARD));
        assertThat(customer(ACCOUNT)).isNotEqualTo(customer(CARD));
        assertThat(crm.reviewQueue())
                .extracting(Review::rule, Review::refused)
                .containsExactly(tuple("household", true));
        assertThat(crm.household(customer(ACCOUNT))).containsExactly(customer(CARD));
        assertThat(crm.household(customer(CARD))).containsExactly(customer(ACCOUNT));
        assertThat(crm.audit(ACCOUNT, CARD).toText(Locale.JAPANESE)).contains("却下", "世帯で共用");
    }

    // ------------------------------------------------------------------

    private AcceptOutcome seen(Identifier... who) {
        return happens(List.of(who), new EventBody.StoreVisited("ginza"));
    }

    private void named(Identifier who, String name) {
        happens(List.of(who), new EventBody.ProfileChanged(Map.of("name", AttributeValue.of(name))));
    }

    private AcceptOutcome happens(List<Identifier> who, EventBody body) {
        now = now.plusSeconds(60);
        return crm.accept(CustomerEvent.of("ec", EventId.of(++nextEvent), who, now, body));
    }

    private void judge(String word) {
        now = now.plusSeconds(60);
        OriginId one = origin(ACCOUNT);
        OriginId other = origin(CARD);
        switch (word) {
            case "same" -> crm.merge(one, other, "staff", "shown at the counter");
            case "not same" -> crm.unmerge(one, other, "staff", "sisters");
            default -> crm.withdraw(one, other, "staff", "a mistake");
        }
    }

    private CustomerId customer(Identifier who) {
        return crm.find(who).orElseThrow();
    }

    /** The origin of an identifier: that of a shop in which nobody is linked. */
    private static OriginId origin(Identifier who) {
        try (Crm apart = Crm.builder("shop").clock(() -> NOON).build()) {
            apart.accept(CustomerEvent.of("ec", EventId.of(1), who, NOON, new EventBody.StoreVisited("ginza")));
            return apart.find(who).orElseThrow().origin();
        }
    }
}
