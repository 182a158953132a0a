/**
 * For hosts' tests: contracts that their stores and channels must pass.
 *
 * <p>Extend {@link io.enishi.testkit.CustomerStoreContract} with your store and {@link io.enishi.testkit.ChannelContract} with your
 * channel; JUnit runs the inherited tests.
 */
package io.enishi.testkit;
