package io.enishi.core.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.ConsentStatement.Answer;
import io.enishi.core.consent.ConsentStatement.Basis;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of consent. */
class ConsentProperties {
    private static final MatchKey ADDRESS = new MatchKey(Scheme.EMAIL, "hanako@example.jp");

    private record Question(String purpose, String channel, boolean relation, Instant at) {
        Permission ask(List<ConsentStatement> statements) {
            return ConsentLedger.permission(statements, purpose, channel, MessageClass.ADVERTISING, relation, at);
        }

        List<ConsentStatement> heard(List<ConsentStatement> statements) {
            return statements.stream()
                    .filter(statement -> statement.concerns(purpose, channel)
                            && (statement.answer() == Answer.REFUSED
                                    || !statement.at().isAfter(at)))
                    .toList();
        }
    }

    @Property
    void theOrderOfArrivalAndRepetitionDoNotMatter(
            @ForAll("statements") List<ConsentStatement> statements,
            @ForAll("questions") Question question,
            @ForAll Random random) {
        List<ConsentStatement> otherwise = new ArrayList<>(statements);
        otherwise.addAll(statements.subList(0, random.nextInt(statements.size() + 1)));
        Collections.shuffle(otherwise, random);

        assertThat(question.ask(otherwise)).isEqualTo(question.ask(statements));
    }

    @Property
    void noAdvertisingWithoutABasis(
            @ForAll("statements") List<ConsentStatement> statements, @ForAll("questions") Question question) {
        if (question.ask(statements).allowed() && !question.relation()) {
            assertThat(question.heard(statements)).anySatisfy(statement -> {
                assertThat(statement.basis()).isNotEqualTo(Basis.NONE);
                assertThat(statement.purpose()).isEqualTo(question.purpose());
                assertThat(statement.channel()).isEqualTo(question.channel());
            });
        }
    }

    @Property
    void aRefusalAtTheInstantOfTheQuestionWinsWhateverElseIsSaid(
            @ForAll("statements") List<ConsentStatement> statements, @ForAll("questions") Question question) {
        List<ConsentStatement> all = new ArrayList<>(statements);
        all.add(ConsentStatement.refused(ADDRESS, question.purpose(), question.channel(), question.at(), "web"));

        assertThat(question.ask(all).code()).isEqualTo("refused");
    }

    @Property
    void afterARefusalALaterOptInAllowsAdvertisingAndNothingElseDoes(
            @ForAll("statements") List<ConsentStatement> statements, @ForAll("questions") Question question) {
        List<ConsentStatement> heard = question.heard(statements);
        Instant lastRefusal = heard.stream()
                .filter(statement -> statement.answer() == Answer.REFUSED)
                .map(ConsentStatement::at)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        boolean laterOptIn = heard.stream()
                .anyMatch(statement ->
                        statement.basis() == Basis.OPT_IN && statement.at().isAfter(lastRefusal));
        boolean unrefused = lastRefusal.equals(Instant.MIN) && (question.relation() || !heard.isEmpty());

        assertThat(question.ask(statements).allowed()).isEqualTo(laterOptIn || unrefused);
    }

    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(0, 6).map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<List<ConsentStatement>> statements() {
        Arbitrary<String> purposes = Arbitraries.of("news", "restock");
        Arbitrary<String> channels = Arbitraries.of("mail", "sms");
        Arbitrary<String> routes = Arbitraries.of("web", "store");
        Arbitrary<ConsentStatement> optIns = Combinators.combine(purposes, channels, instants(), routes)
                .as((purpose, channel, at, route) ->
                        ConsentStatement.granted(ADDRESS, purpose, channel, at, route, "form/1"));
        Arbitrary<ConsentStatement> exceptions = Combinators.combine(
                        purposes,
                        channels,
                        instants(),
                        routes,
                        Arbitraries.of(Basis.EXISTING_TRANSACTION, Basis.NOTIFIED_ADDRESS, Basis.PUBLISHED_ADDRESS))
                .as((purpose, channel, at, route, basis) ->
                        ConsentStatement.excepted(ADDRESS, purpose, channel, basis, at, route));
        Arbitrary<ConsentStatement> refusals = Combinators.combine(
                        Arbitraries.of("news", "restock", ConsentStatement.ANY),
                        Arbitraries.of("mail", "sms", ConsentStatement.ANY),
                        instants(),
                        routes)
                .as((purpose, channel, at, route) -> ConsentStatement.refused(ADDRESS, purpose, channel, at, route));
        return Arbitraries.oneOf(optIns, exceptions, refusals).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<Question> questions() {
        return Combinators.combine(
                        Arbitraries.of("news", "restock"),
                        Arbitraries.of("mail", "sms"),
                        Arbitraries.of(true, false),
                        instants())
                .as(Question::new);
    }
}
