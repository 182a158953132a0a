package io.enishi.core.internal.runtime;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.OriginId;

/**
 * An event that a decision emitted.
 *
 * @param depth how many decisions it is away from something that came from outside
 */
record Emitted(OriginId origin, CustomerEvent event, int depth) {}
