package io.enishi.scenario;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario is for.
 *
 * @param text in words; required, empty is reported when the scenario is compiled
 * @param when when it is reached; the run then ends and what was not sent is revoked. Null when nothing observable tells
 */
public record Goal(String text, @Nullable Check when) {
    public Goal {
        Objects.requireNonNull(text, "goal text");
    }
}
