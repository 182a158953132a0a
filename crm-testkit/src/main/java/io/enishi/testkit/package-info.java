/**
 * For hosts' tests: scenarios in virtual time, and contracts that their stores and channels must pass.
 *
 * <p>{@link io.enishi.testkit.ScenarioHarness} runs scenarios against a real CRM in memory; a year takes milliseconds.
 *
 * <pre>{@code
 * ScenarioHarness shop = ScenarioHarness.running(Scenario.parse(yaml)).from("2026-04-01T10:00").start();
 * Someone hanako = shop.given("hanako");
 * hanako.orders("o-1", 5_000);
 *
 * shop.advance(months(3));
 *
 * hanako.assertSent("offer").on("mail").at("2026-07-01T10:00").withCouponUntil("2026-07-04T10:00");
 * }</pre>
 *
 * <p>A message that must not come is as good a test, with its reason: {@code
 * hanako.assertNotSent("offer").because("only if")}. What fails tells why: every decision about the step, and every rule that
 * forbids it now. A {@link io.enishi.testkit.DecisionLog} keeps a story's decisions as a fixture; {@code assertDecidesAs} says where
 * changed code or a changed definition decides otherwise.
 *
 * <p>Extend {@link io.enishi.testkit.CustomerStoreContract} with your store and {@link io.enishi.testkit.ChannelContract} with your
 * channel; JUnit runs the inherited tests. {@link io.enishi.testkit.ManualTime} is a clock that a test moves, {@link
 * io.enishi.testkit.RecordingChannel} a channel that keeps what it was given.
 */
package io.enishi.testkit;
