/**
 * Which origins are one person: evidence in, people out, with a reason for every link.
 *
 * <p>Nothing is stored here. The runtime keeps the evidence (which identifiers were seen under which origin, the profile
 * attributes, what staff judged) and asks a {@link io.enishi.identity.RuleBasedResolver} for the people in it; the resolver is a pure
 * function, so undoing is taking evidence away and asking again. An {@link io.enishi.identity.IdentityPolicy} says what a shared value
 * is worth ({@link io.enishi.identity.Strength}), what several are worth together, what one person can have at most and which values
 * prove nothing. {@link io.enishi.identity.IdentityPolicy#standard()} is careful: a wrong link costs more than a duplicate, so in doubt
 * two stay two and go to review. A pair is <em>accepted</em>, left to <em>review</em>, or <em>refused</em>.
 *
 * <p>Without a runtime, on rows of source systems:
 *
 * <pre>{@code
 * SourceRecord ec = SourceRecord.of("ec", "17").with(Identifier.verified(Scheme.EMAIL, "taro@mail.example")).name("山田 太郎");
 * SourceRecord pos = SourceRecord.of("pos", "4").with(Identifier.verified(Scheme.EMAIL, "Taro@mail.example")).name("山田太郎");
 * RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
 * resolver.resolveAll(List.of(ec.evidence(), pos.evidence()), List.of()).people();    // one person
 * resolver.explain(ec.evidence(), pos.evidence()).toText();                           // same verified email; names agree
 * }</pre>
 *
 * <p>With one: {@code Crm.builder(...).identity(RuleBasedResolver.of(policy))}. Then {@code crm.reviewQueue()} lists what a person should
 * look at, {@code crm.merge} and {@code crm.unmerge} take their word, {@code crm.audit} says why two are one or are not, {@code
 * crm.tryIdentity} tries another policy and {@code crm.resolveAll} puts it into force.
 *
 * <p>Without a store, but for everybody and as events come in: {@link io.enishi.identity.IdentityGraph}.
 *
 * <p>How it decides: every pair of origins that share a value is weighed; then people grow greedily under constraints in an order
 * that owes nothing to arrival: what staff judged the same, then proven links, then strong ones, then combinations. A join is
 * checked against all origins of both people: staff judged two of them not the same, birth dates or given names contradict each
 * other, a limit would be passed. Where somebody ties equally to two people who cannot be one, no side is guessed. A value that people
 * who are not one share is a household's: it links only where the given name agrees.
 *
 * <p>Names are compared in keys that fold width, kana and old forms of kanji; raw text is never changed. Kanji and kana are not
 * compared with each other, since a reading is a guess.
 *
 * <p>What people say counts above all: the latest word about a pair, and "not the same" before "same" at one instant. Words that
 * contradict each other along a chain are put into effect newest first; those that cannot be are listed as refused, none is lost. What a
 * linkage model says ({@link io.enishi.identity.ProbableEdge}) is evidence like a shared value, worth what the policy grades it.
 *
 * <p>{@link io.enishi.identity.PolicyChange} tries another policy on the same evidence and lists who would merge and who would split.
 *
 * <p>Which values are shown for a person made of several origins is said by a {@link io.enishi.identity.SurvivorshipPolicy}: rules for
 * each field, asked in order, and for each value where it is from. Consent is no part of it.
 *
 * <p>What this package does not do: probabilistic linkage itself ({@code io.enishi.identity.link}), addresses beyond equality of a
 * small folding. The relay domains and placeholders of the standard policy are the well-known ones; a shop adds its own, its own
 * telephone number first.
 */
package io.enishi.identity;
