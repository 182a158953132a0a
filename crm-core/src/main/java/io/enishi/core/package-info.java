/**
 * The CRM of one shop inside the host's JVM: {@link io.enishi.core.Crm}.
 *
 * <p>What arrives is a {@link io.enishi.core.event.CustomerEvent}. It is stored under its <em>origin</em>, the strongest identifier it
 * carries; a customer is a set of origins, and their timeline is what rules read. Folds (scores) and segments follow the timeline and
 * are corrected when the past changes; journeys (scenarios) go forward only and ask for <em>commands</em>. A command is decided twice: when
 * it is asked for, and again when it is about to leave, with the consent of that moment.
 *
 * <p>The whole path. A segment is all that it takes; what comes from another module is wired in the same way:
 *
 * <pre>{@code
 * Crm crm = Crm.builder("my-shop")
 *         .secret(secret)                                     // 16 random bytes or more, kept for the life of the data
 *         .segment(Segment.live("dormant", noAction().lasting(months(3))))
 *         .fold(scoreModel.fold())                            // crm-scoring
 *         .journey(scenario.compile())                        // crm-scenario
 *         .identity(RuleBasedResolver.of(policy))             // crm-identity
 *         .channel(mail)                                      // io.enishi.core.spi.Channel
 *         .build();                                           // or every mistake in every definition at once
 *
 * crm.importHistory(pastEvents);                              // state moves, nothing is started
 * crm.goLive(GoLivePolicy.skip());                            // who stands in an entry already
 *
 * crm.consent(ConsentStatement.granted(
 *         crm.matchKey(address).orElseThrow(), "newsletter", "mail", now, "web-form", "terms-2026-01"));
 * AcceptOutcome outcome = crm.accept(event);                  // Accepted, Duplicate, TooLate, Refused or NeedsReview
 * crm.runDue();                                               // every minute or so: what time has brought about
 * crm.deliver();                                              // claims, calls channels, settles; or crm.start(period)
 *
 * CustomerId hanako = crm.find(Identifier.member("m-00042")).orElseThrow();
 * crm.customer(hanako);                                       // what staff want to see
 * crm.whySegment(hanako, "dormant").toText();                 // by the evaluation that decides it
 * crm.verify();                                               // the whole log decided again: identical, or a defect
 * }</pre>
 *
 * <p>Everything that is not wired has a default in memory. The host owns the threads, the clock and the database; see {@link
 * io.enishi.core.spi}.
 *
 * <p>What this package does not do: keep data beyond the process (the one store in core is in memory), or take events inside a transaction
 * of the host; both are the affair of a store such as that of {@code crm-jdbc}.
 */
package io.enishi.core;
