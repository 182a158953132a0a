package io.enishi.scenario;

import io.enishi.core.value.Names;
import java.util.Objects;

/**
 * A reason to end a run without its goal. Checked on every input, and once more when a command is claimed.
 *
 * @param name stable name, which reports and traces give as the reason
 * @param when when it ends
 */
public record Exit(String name, Check when) {
    public Exit {
        Names.requireName("exit name", name, 64);
        Objects.requireNonNull(when, "when");
    }
}
