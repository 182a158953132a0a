/**
 * The engine on a database against JDBC written by hand.
 *
 * <p>The work of both: 10,000 people who are known place an order each, and each order starts a run that asks for a message. By hand that
 * is three rows: the person's version is checked and moved, the run and the command are inserted; a commit each, or one for a thousand.
 * The engine writes these three, and with them what the hand-written program does without: the event, and the decision with its reasons.
 */
package io.enishi.benchmarks.jdbc;
