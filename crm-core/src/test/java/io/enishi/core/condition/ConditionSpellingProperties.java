package io.enishi.core.condition;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConditionSpellingProperties {

    @Property(tries = 2000)
    void readingWhatWasWrittenGivesTheSameCondition(@ForAll("conditions") Condition condition) {
        assertThat(ConditionSpelling.parseYaml(ConditionSpelling.toYaml(condition)))
                .isEqualTo(condition);
        assertThat(ConditionSpelling.parseJson(ConditionSpelling.toJson(condition)))
                .isEqualTo(condition);
        assertThat(ConditionSpelling.parse(ConditionSpelling.toJson(condition))).isEqualTo(condition);
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return AnyCondition.conditions();
    }
}
