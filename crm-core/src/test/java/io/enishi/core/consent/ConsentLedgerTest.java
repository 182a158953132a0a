package io.enishi.core.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.consent.ConsentStatement.Basis;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsentLedgerTest {
    private static final MatchKey ADDRESS = new MatchKey(Scheme.EMAIL, "hanako@example.jp");
    private static final Instant T1 = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant T2 = T1.plusSeconds(60);
    private static final Instant T3 = T1.plusSeconds(120);

    private static final ConsentStatement OPT_IN =
            ConsentStatement.granted(ADDRESS, "newsletter", "mail", T1, "web-form", "form/3");
    private static final ConsentStatement PURCHASE =
            ConsentStatement.excepted(ADDRESS, "newsletter", "mail", Basis.EXISTING_TRANSACTION, T3, "order");
    private static final ConsentStatement OPT_OUT =
            ConsentStatement.refused(ADDRESS, ConsentStatement.ANY, "mail", T2, "one-click");

    @Test
    void withoutAStatementThereIsNoConsent() {
        assertThat(advertising(T3))
                .extracting(Permission::allowed, Permission::code, Permission::reason)
                .containsExactly(false, "no-consent", "nobody at this address asked for newsletter on mail");
    }

    @Test
    void anOptInAllowsAdvertisingFromItsInstantOn() {
        assertThat(advertising(T1, OPT_IN))
                .extracting(Permission::allowed, Permission::code, Permission::reason)
                .containsExactly(true, "opted-in", "asked for at 2026-04-01T00:00:00Z by web-form");
        assertThat(advertising(T1.minusMillis(1), OPT_IN).allowed()).isFalse();
    }

    @Test
    void consentToOnePurposeOrChannelIsNoneToAnother() {
        assertThat(ask("restock", "mail", false, T3, OPT_IN).allowed()).isFalse();
        assertThat(ask("newsletter", "sms", false, T3, OPT_IN).allowed()).isFalse();
    }

    @Test
    void theLatestWordCounts() {
        assertThat(advertising(T2, OPT_IN, OPT_OUT))
                .extracting(Permission::allowed, Permission::code, Permission::reason)
                .containsExactly(false, "refused", "refused at 2026-04-01T00:01:00Z by one-click");
        ConsentStatement again = ConsentStatement.granted(ADDRESS, "newsletter", "mail", T3, "web-form", "form/4");
        assertThat(advertising(T3, OPT_IN, OPT_OUT, again).allowed()).isTrue();
    }

    @Test
    void aRefusalInTheLedgerCountsWhateverItsDate() {
        assertThat(advertising(T1, OPT_IN, OPT_OUT).code()).isEqualTo("refused");
        assertThat(ask("newsletter", "mail", true, T1, OPT_OUT).allowed()).isFalse();
    }

    @Test
    void aPurchaseAfterAnOptOutIsNoOptIn() {
        assertThat(advertising(T3, PURCHASE))
                .extracting(Permission::allowed, Permission::code, Permission::reason)
                .containsExactly(true, "existing-transaction", "permitted since 2026-04-01T00:02:00Z by order");
        assertThat(advertising(T3, OPT_OUT, PURCHASE).code()).isEqualTo("refused");
        assertThat(advertising(T3, OPT_IN, OPT_OUT, PURCHASE).code()).isEqualTo("refused");
    }

    @Test
    void aRefusalEndsWhatTheRelationPermits() {
        assertThat(ask("newsletter", "line", true, T3))
                .extracting(Permission::allowed, Permission::code)
                .containsExactly(true, "relation");
        ConsentStatement refusal = ConsentStatement.refused(ADDRESS, "newsletter", "line", T2, "store");
        assertThat(ask("newsletter", "line", true, T3, refusal).code()).isEqualTo("refused");
    }

    @Test
    void atOneInstantTheRefusalCounts() {
        ConsentStatement refusal = ConsentStatement.refused(ADDRESS, "newsletter", "mail", T1, "phone");

        assertThat(advertising(T3, OPT_IN, refusal).allowed()).isFalse();
        assertThat(advertising(T3, refusal, OPT_IN).allowed()).isFalse();
    }

    @Test
    void aTransactionalMessageNeedsNoConsent() {
        Permission permission =
                ConsentLedger.permission(List.of(OPT_OUT), "order", "mail", MessageClass.TRANSACTIONAL, false, T3);

        assertThat(permission)
                .extracting(Permission::allowed, Permission::code, Permission::reason)
                .containsExactly(true, "transactional", "needed to carry out what the customer asked for");
    }

    @Test
    void aMixedMessageIsAdvertising() {
        assertThat(MessageClass.TRANSACTIONAL.and(MessageClass.ADVERTISING)).isEqualTo(MessageClass.ADVERTISING);
        assertThat(MessageClass.ADVERTISING.and(MessageClass.TRANSACTIONAL)).isEqualTo(MessageClass.ADVERTISING);
        assertThat(MessageClass.TRANSACTIONAL.and(MessageClass.TRANSACTIONAL)).isEqualTo(MessageClass.TRANSACTIONAL);
    }

    @Test
    void statementsThatProveNothingAreRefused() {
        assertThatThrownBy(
                        () -> ConsentStatement.granted(ADDRESS, ConsentStatement.ANY, "mail", T1, "web-form", "form/3"))
                .hasMessage(
                        "a grant must name its purpose and channel, but was for any/mail: nobody can agree to what is not said");
        assertThatThrownBy(() -> ConsentStatement.excepted(ADDRESS, "newsletter", "mail", Basis.NONE, T1, "order"))
                .hasMessageContaining("a grant needs a basis");
        assertThatThrownBy(() -> ConsentStatement.refused(ADDRESS, "newsletter", "mail", T1, ""))
                .hasMessageContaining("consent route must be");
        assertThatThrownBy(() -> OPT_IN.withProof("x".repeat(501))).hasMessageContaining("at most 500 characters");
    }

    @Test
    void namingAStatementDoesNotNameTheAddress() {
        assertThat(OPT_IN.withProof("log 17"))
                .hasToString("GRANTED newsletter/mail at 2026-04-01T00:00:00Z by web-form");
    }

    private static Permission advertising(Instant at, ConsentStatement... said) {
        return ask("newsletter", "mail", false, at, said);
    }

    private static Permission ask(
            String purpose, String channel, boolean relation, Instant at, ConsentStatement... said) {
        return ConsentLedger.permission(List.of(said), purpose, channel, MessageClass.ADVERTISING, relation, at);
    }
}
