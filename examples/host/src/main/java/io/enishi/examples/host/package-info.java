/**
 * A small shop with real parts around the CRM: PostgreSQL, SMTP, LINE's HTTP API, CSV batches for the printer and the warehouse, coupons
 * and points. {@link io.enishi.examples.host.Host} wires them; {@link io.enishi.examples.host.Demo} runs the shop for some weeks of
 * virtual time.
 */
@NullMarked
package io.enishi.examples.host;

import org.jspecify.annotations.NullMarked;
