package io.enishi.core.internal.store;

import static io.enishi.core.internal.json.ObjectForm.Field.optional;
import static io.enishi.core.internal.json.ObjectForm.Field.required;
import static io.enishi.core.internal.json.PlainForms.IDENTIFIER;
import static io.enishi.core.internal.json.PlainForms.INSTANT;
import static io.enishi.core.internal.json.PlainForms.TEXT;
import static io.enishi.core.internal.json.PlainForms.word;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;

/** Who somebody is and what they stated; and the inbox. */
public final class LedgerForms {

    static final ObjectForm<ConsentStatement> STATEMENT_FIELDS = statement();

    public static final StoredForm<ConsentStatement> STATEMENT =
            new StoredForm<>("consent statement", STATEMENT_FIELDS);
    public static final StoredForm<Judgement> JUDGEMENT = new StoredForm<>("judgement", judgement());
    public static final StoredForm<Alias> ALIAS = new StoredForm<>("alias", alias());
    public static final StoredForm<SeenIdentifier> SEEN_IDENTIFIER = new StoredForm<>("identifier", seenIdentifier());

    private LedgerForms() {}

    private static ObjectForm<ConsentStatement> statement() {
        Field<ConsentStatement, MatchKey> address = required("address", PartForms.MATCH_KEY, ConsentStatement::address);
        Field<ConsentStatement, String> purpose = required("purpose", TEXT, ConsentStatement::purpose);
        Field<ConsentStatement, String> channel = required("channel", TEXT, ConsentStatement::channel);
        Field<ConsentStatement, ConsentStatement.Answer> answer =
                required("answer", word(ConsentStatement.Answer.class), ConsentStatement::answer);
        Field<ConsentStatement, ConsentStatement.Basis> basis = optional(
                "basis", word(ConsentStatement.Basis.class), ConsentStatement::basis, ConsentStatement.Basis.NONE);
        Field<ConsentStatement, Instant> at = required("at", INSTANT, ConsentStatement::at);
        Field<ConsentStatement, String> route = required("route", TEXT, ConsentStatement::route);
        Field<ConsentStatement, String> wording = optional("wording", TEXT, ConsentStatement::wording, "");
        Field<ConsentStatement, String> proof = optional("proof", TEXT, ConsentStatement::proof, "");
        return ObjectForm.of(
                v -> new ConsentStatement(
                        v.get(address),
                        v.get(purpose),
                        v.get(channel),
                        v.get(answer),
                        v.get(basis),
                        v.get(at),
                        v.get(route),
                        v.get(wording),
                        v.get(proof)),
                address,
                purpose,
                channel,
                answer,
                basis,
                at,
                route,
                wording,
                proof);
    }

    private static ObjectForm<Judgement> judgement() {
        Field<Judgement, OriginId> a = required("a", PartForms.ORIGIN, Judgement::a);
        Field<Judgement, OriginId> b = required("b", PartForms.ORIGIN, Judgement::b);
        Field<Judgement, Verdict> verdict = required("verdict", word(Verdict.class), Judgement::verdict);
        Field<Judgement, String> reason = optional("reason", TEXT, Judgement::reason, "");
        Field<Judgement, String> by = optional("by", TEXT, Judgement::by, "");
        Field<Judgement, Instant> at = required("at", INSTANT, Judgement::at);
        return ObjectForm.of(
                v -> new Judgement(v.get(a), v.get(b), v.get(verdict), v.get(reason), v.get(by), v.get(at)),
                a,
                b,
                verdict,
                reason,
                by,
                at);
    }

    private static ObjectForm<Alias> alias() {
        Field<Alias, CustomerId> from = required("from", PartForms.CUSTOMER, Alias::from);
        Field<Alias, CustomerId> to = required("to", PartForms.CUSTOMER, Alias::to);
        Field<Alias, Instant> at = required("at", INSTANT, Alias::at);
        Field<Alias, String> reason = optional("reason", TEXT, Alias::reason, "");
        return ObjectForm.of(v -> new Alias(v.get(from), v.get(to), v.get(at), v.get(reason)), from, to, at, reason);
    }

    private static ObjectForm<SeenIdentifier> seenIdentifier() {
        Field<SeenIdentifier, Identifier> identifier = required("identifier", IDENTIFIER, SeenIdentifier::identifier);
        Field<SeenIdentifier, MatchKey> key = optional("key", PartForms.MATCH_KEY, SeenIdentifier::key, null);
        Field<SeenIdentifier, String> source = required("source", TEXT, SeenIdentifier::source);
        Field<SeenIdentifier, Instant> firstSeen = required("firstSeen", INSTANT, SeenIdentifier::firstSeen);
        return ObjectForm.of(
                v -> new SeenIdentifier(v.get(identifier), v.find(key), v.get(source), v.get(firstSeen)),
                identifier,
                key,
                source,
                firstSeen);
    }
}
