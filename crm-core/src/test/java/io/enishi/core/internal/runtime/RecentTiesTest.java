package io.enishi.core.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentTiesTest {

    private final List<OriginEvidence> asked = new ArrayList<>();
    private final IdentityResolver resolver = RecentTies.of(new IdentityResolver() {
        @Override
        public Set<MatchKey> ties(OriginEvidence origin) {
            asked.add(origin);
            return Set.of(new MatchKey(
                    Scheme.of("name"), origin.attributes().get("name").plain().toString()));
        }

        @Override
        public Resolution resolve(
                List<OriginEvidence> neighbourhood, List<Judgement> judgements, Map<MatchKey, Integer> fanOut) {
            return IdentityResolver.judgementsOnly().resolve(neighbourhood, judgements, fanOut);
        }
    });

    private static OriginEvidence named(String name) {
        return new OriginEvidence(
                new OriginId(1, 2), Instant.EPOCH, List.of(), Map.of("name", new AttributeValue.Text(name)));
    }

    private static Set<MatchKey> tie(String name) {
        return Set.of(new MatchKey(Scheme.of("name"), name));
    }

    @Test
    void whatIsStatedInTheSameWordsIsFoldedOnce() {
        assertThat(resolver.ties(named("Aki"))).isEqualTo(tie("Aki"));
        assertThat(resolver.ties(named("Aki"))).isEqualTo(tie("Aki"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void anOriginThatStatesSomethingElseHasOtherTies() {
        resolver.ties(named("Aki"));
        assertThat(resolver.ties(named("Ben"))).isEqualTo(tie("Ben"));
    }

    @Test
    void nothingIsKeptOfWhatIsForgotten() {
        resolver.ties(named("Aki"));
        RecentTies.forget(resolver);
        resolver.ties(named("Aki"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aResolverWithoutTiesIsAskedItself() {
        assertThat(RecentTies.of(IdentityResolver.judgementsOnly())).isSameAs(IdentityResolver.judgementsOnly());
    }
}
