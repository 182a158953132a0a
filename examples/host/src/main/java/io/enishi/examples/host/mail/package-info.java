/**
 * Mail over SMTP: a channel, the links by which people leave the list with one click (RFC 8058), and the page behind these links.
 */
@NullMarked
package io.enishi.examples.host.mail;

import org.jspecify.annotations.NullMarked;
