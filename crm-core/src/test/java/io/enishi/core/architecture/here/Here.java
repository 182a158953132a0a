package io.enishi.core.architecture.here;

import io.enishi.core.architecture.there.There;

/** One half of a circle that {@code CoreArchitectureTest} has to notice. */
public record Here(There next) {}
