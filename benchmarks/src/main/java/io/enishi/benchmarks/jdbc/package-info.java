/**
 * The engine on a database against JDBC written by hand.
 *
 * <p>The work of both: 10,000 people who are known place an order each, in no order, and each order starts a run that asks for a
 * message. By hand that is three rows: the person's version is checked and moved, the run and the command are inserted; a commit
 * each, or one for a thousand. The engine writes these three, and a fourth that the hand-written program does without: the event
 * with its decision and reasons. In the races called {@code with_event} the hand-written program keeps the event as well, so that
 * one that is told twice is known.
 */
package io.enishi.benchmarks.jdbc;
