/**
 * Calendar arithmetic on epoch milliseconds without allocation, equal to {@code java.time} in every case.
 *
 * <pre>{@code
 * ZoneTable tokyo = ZoneTable.of(ZoneId.of("Asia/Tokyo"));
 * long due = tokyo.plus(bought, 3, 0);                       // three calendar months later, as ZonedDateTime.plus says
 * long midnight = tokyo.endOf(Window.Unit.DAY, bought);      // when the local day is over
 * }</pre>
 */
package io.enishi.core.internal.time;
