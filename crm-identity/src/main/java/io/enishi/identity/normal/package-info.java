/**
 * What sources write, in a form that can be compared. Pure functions, usable without a policy and without the runtime.
 *
 * <p>Each normaliser takes raw text and answers with a {@link io.enishi.identity.normal.Normalised}: the value, if one could be
 * read, and a {@link io.enishi.identity.normal.Verdict}. Nothing throws on any text, raw text is never changed, and what is odd
 * is quarantined with a reason rather than dropped.
 *
 * <pre>{@code
 * PhoneNormaliser phones = PhoneNormaliser.japanese().withShopNumbers(List.of("03-3234-5679"));
 * phones.key("０９０ー２３４５ー６７８９");                             // +819023456789
 * phones.normalise("000-0000-0000").verdict();                    // PLACEHOLDER
 * EmailNormaliser.japanese().normalise("a..b@docomo.ne.jp").verdict();  // QUARANTINED: it exists, and breaks the syntax
 * BirthDates.standard().key("昭和60年1月2日");                       // 1985-01-02
 * PostalCode.key("〒607-8305");                                    // 6078305
 * Gender.parse("女性");                                            // FEMALE
 * }</pre>
 *
 * <p>The short methods called {@code key} answer with an empty text for whatever cannot be compared, so a blocking rule may use
 * them as they are. {@link io.enishi.identity.normal.InternationalAddressNormaliser} puts telephone numbers and e-mail addresses
 * behind the runtime's interface.
 *
 * <p>What this package does not do: ask anybody whether a number or a mailbox exists, or know what day it is (bounds for birth
 * dates are the caller's).
 */
package io.enishi.identity.normal;
