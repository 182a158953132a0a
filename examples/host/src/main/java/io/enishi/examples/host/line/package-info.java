/**
 * LINE over its HTTP API, with the JDK's client: pushing messages, and the webhook that tells who blocked the account. A push that
 * was answered 200 may still have reached nobody: LINE says the same for people who blocked the account.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/">Messaging API reference</a>
 */
@NullMarked
package io.enishi.examples.host.line;

import org.jspecify.annotations.NullMarked;
