package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Trajectory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers for someone of whom nothing but the timeline is known. */
enum NoFacts implements Facts {
    INSTANCE;

    @Override
    public @Nullable Trajectory metric(String name) {
        return null;
    }

    @Override
    public boolean inSegment(String name) {
        return false;
    }

    @Override
    public @Nullable AttributeValue attribute(String name) {
        return null;
    }

    @Override
    public boolean isPermitted(String purpose, String channel) {
        return false;
    }

    @Override
    public boolean isReachable(String channel) {
        return false;
    }

    @Override
    public boolean isLinked(String scheme) {
        return false;
    }

    @Override
    public boolean isKnownTo(String source) {
        return false;
    }

    @Override
    public List<EventBody> happening() {
        return List.of();
    }

    @Override
    public boolean host(String function, Map<String, AttributeValue> arguments) {
        return false;
    }
}
