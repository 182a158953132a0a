package io.enishi.core.architecture.there;

import io.enishi.core.architecture.here.Here;

/** The other half of the circle. */
public record There(Here next) {}
