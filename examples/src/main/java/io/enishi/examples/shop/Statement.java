package io.enishi.examples.shop;

import io.enishi.core.value.Identifier;
import java.time.Instant;

/**
 * What someone said about advertising to one address.
 *
 * @param at when it was said
 * @param address the address it is about
 * @param channel {@code mail}, {@code line} or {@code dm}
 * @param granted yes or no
 * @param route how it was said, a technical name
 * @param proof where the shop keeps what it has to show for it
 */
public record Statement(Instant at, Identifier address, String channel, boolean granted, String route, String proof) {}
