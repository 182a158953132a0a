package io.enishi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IdentityPolicyTest {

    @Test
    void yamlSaysTheSameAsJava() {
        IdentityPolicy java = IdentityPolicy.builder("shop")
                .grade("member", Strength.DETERMINISTIC)
                .grade("email", Strength.STRONG, Strength.MEDIUM)
                .grade("mall:rakuten", Strength.NEVER)
                .agreement("kana-birth-postal", Strength.MEDIUM, "kana", "birth-date", "postal-code")
                .combination(2, Strength.MEDIUM, Strength.STRONG)
                .limit("member", 1)
                .limit("email", 3)
                .limit("cookie", 10, Duration.ofDays(7))
                .account("member")
                .priority("member", "email")
                .block("phone", "0312345670")
                .block("email", "*@example.com", "test@*")
                .fanOut(12)
                .fanOut("email", 5)
                .relay("*@fw.rakuten.ne.jp")
                .unnamed(false)
                .build();
        String yaml = """
                identity-policy: shop
                grades:
                  email:
                    verified: strong
                    unverified: medium
                  mall:rakuten: never
                  member: deterministic
                agreements:
                  kana-birth-postal:
                    attributes:
                      - birth-date
                      - kana
                      - postal-code
                    strength: medium
                combinations:
                  - count: 2
                    of: medium
                    as: strong
                limits:
                  email: 3
                  member: 1
                rates:
                  cookie:
                    at-most: 10
                    within: 7 days
                accounts:
                  - member
                blocked:
                  email:
                    - "*@example.com"
                    - "test@*"
                  phone: "0312345670"
                fan-out: 12
                fan-outs:
                  email: 5
                relays:
                  - "*@fw.rakuten.ne.jp"
                priority:
                  - member
                  - email
                unnamed: false
                """;
        assertThat(java.toYaml()).isEqualTo(yaml);
        assertThat(IdentityPolicy.parse(yaml)).isEqualTo(java);
        assertThat(IdentityPolicy.parse(java.toJson())).isEqualTo(java);
    }

    @Test
    void whatIsSaidStandsBesideWhatThePolicyIsLike() {
        IdentityPolicy policy = IdentityPolicy.parse("""
                        identity-policy: standard
                        like: standard
                        grades: {cookie: medium}
                        blocked: {phone: ["0312345670"]}
                        """);
        assertThat(policy)
                .isEqualTo(IdentityPolicy.standard().toBuilder("standard")
                        .grade("cookie", Strength.MEDIUM)
                        .block("phone", "0312345670")
                        .build());
        assertThat(IdentityPolicy.parse("{\"identity-policy\": \"standard\", \"like\": \"standard\"}"))
                .isEqualTo(IdentityPolicy.standard());
    }

    @Test
    void anInvalidPolicyIsRefusedWithEverythingThatIsWrong() {
        DefinitionException refused = catchThrowableOfType(
                DefinitionException.class,
                () -> IdentityPolicy.builder("Shop!")
                        .grade("email", Strength.WEAK, Strength.STRONG)
                        .grade("email-relay", Strength.STRONG)
                        .agreement("address-alone", Strength.STRONG, "address")
                        .agreement("email", Strength.WEAK, "kana", "shoe-size")
                        .combination(1, Strength.MEDIUM, Strength.STRONG)
                        .combination(2, Strength.STRONG, Strength.DETERMINISTIC)
                        .combination(2, Strength.STRONG, Strength.MEDIUM)
                        .limit("email", 0)
                        .block("phone", "**")
                        .relay("")
                        .fanOut(1)
                        .fanOut("nothing", 0)
                        .limit("email", 0, Duration.ZERO)
                        .account("mall:rakuten")
                        .priority("email", "shoe-size", "email")
                        .build());
        assertThat(refused.problems())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "name",
                        "grades.email",
                        "grades.email-relay",
                        "agreements.address-alone",
                        "agreements.address-alone",
                        "agreements.email",
                        "agreements.email",
                        "combinations[0]",
                        "combinations[2]",
                        "combinations[1]",
                        "limits.email",
                        "blocked.phone",
                        "relays",
                        "fan-out",
                        "fan-outs.nothing",
                        "fan-outs.nothing",
                        "rates.email",
                        "rates.email",
                        "accounts",
                        "priority[1]",
                        "priority[2]");
    }

    @Test
    void anInvalidTextIsRefusedWithEveryPathAndAdvice() {
        assertThatThrownBy(() -> IdentityPolicy.parse("""
                        identity-policy: shop
                        like: strict
                        grades: {email: sturdy, phone: {verified: strong}}
                        limits: {member: many}
                        blocked: {phone: [0312345670]}
                        fan-oot: 3
                        """))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("like: no policy is called \"strict\"")
                .hasMessageContaining("grades.email: \"sturdy\" is no strength")
                .hasMessageContaining("unverified")
                .hasMessageContaining("limits.member")
                .hasMessageContaining("fan-oot: unknown field")
                .hasMessageContaining("did you mean \"fan-out\"?");
    }

    @Test
    void orderAndRepetitionOfWhatIsSaidDoNotMatter() {
        IdentityPolicy one = IdentityPolicy.builder("p")
                .block("email", "a@*", "b@*")
                .combination(2, Strength.MEDIUM, Strength.STRONG)
                .combination(3, Strength.WEAK, Strength.MEDIUM)
                .build();
        IdentityPolicy other = IdentityPolicy.builder("p")
                .combination(3, Strength.WEAK, Strength.MEDIUM)
                .combination(2, Strength.MEDIUM, Strength.STRONG)
                .combination(3, Strength.WEAK, Strength.MEDIUM)
                .block("email", "b@*", "a@*")
                .build();
        assertThat(one).isEqualTo(other);
        assertThat(one.definitionHash()).isEqualTo(other.definitionHash());
        assertThat(one.definitionHash()).isNotEqualTo(one.toBuilder("q").build().definitionHash());
    }

    @Property
    void everyPolicySurvivesYamlAndJson(@ForAll("policies") IdentityPolicy policy) {
        assertThat(IdentityPolicy.parse(policy.toYaml())).isEqualTo(policy);
        assertThat(IdentityPolicy.parse(policy.toJson())).isEqualTo(policy);
        assertThat(policy.toBuilder(policy.name()).build()).isEqualTo(policy);
    }

    @Provide
    Arbitrary<IdentityPolicy> policies() {
        Arbitrary<String> names =
                Arbitraries.of("member", "mall:x", "email", "phone-mobile", "a.b_c", "1", "null", "true", "yes");
        Arbitrary<Strength> strengths = Arbitraries.of(Strength.class);
        Arbitrary<String> patterns = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(text -> !text.replace("*", "").isBlank());
        Arbitrary<List<Object>> parts = Combinators.combine(
                        names,
                        strengths,
                        strengths,
                        patterns,
                        Arbitraries.integers().between(2, 50),
                        Arbitraries.of(true, false))
                .as((name, one, other, pattern, number, flag) -> List.of(name, one, other, pattern, number, flag));
        return parts.list().ofMaxSize(6).map(IdentityPolicyTest::policy);
    }

    private static IdentityPolicy policy(List<List<Object>> parts) {
        IdentityPolicyBuilder policy = IdentityPolicy.builder("any");
        for (List<Object> part : parts) {
            String name = (String) part.get(0);
            Strength one = (Strength) part.get(1);
            Strength other = (Strength) part.get(2);
            int number = (int) part.get(4);
            boolean flag = (boolean) part.get(5);
            policy.grade(name, one.compareTo(other) > 0 ? one : other, one.compareTo(other) > 0 ? other : one)
                    .block(name, (String) part.get(3))
                    .relay((String) part.get(3))
                    .fanOut(name, number)
                    .fanOut(number)
                    .agreement("agreement-" + number, flag ? Strength.WEAK : Strength.MEDIUM, "kana", "address")
                    .unnamed(flag);
            if (flag) {
                policy.limit(name, number)
                        .limit(name, number, Duration.ofMillis(number))
                        .account("a" + number)
                        .priority(name)
                        .combination(number, Strength.WEAK, Strength.MEDIUM);
            } else {
                policy.unlimited(name).combinationWithoutNames(number, Strength.MEDIUM, Strength.STRONG);
            }
        }
        return policy.build();
    }
}
