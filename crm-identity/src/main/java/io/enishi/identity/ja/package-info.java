/**
 * Japanese names and addresses, folded for comparison. Raw text is never changed; what is folded lives in a key beside it.
 *
 * <p>Names have up to three scripts. {@link io.enishi.identity.ja.KanaKey} unifies the ways to type one reading,
 * {@link io.enishi.identity.ja.KanjiKey} the forms of one character ({@link io.enishi.identity.ja.KanjiVariants} takes more),
 * {@link io.enishi.identity.ja.Romaji} reads Latin letters. {@link io.enishi.identity.ja.NameDictionary}, loaded by the host, splits names without a space and tells
 * whether kana can be the reading of kanji. {@link io.enishi.identity.ja.PersonName} compares two names part by part and script by script.
 *
 * <pre>{@code
 * KanaKey.of("ﾀﾛｰ").equals(KanaKey.of("たろう"));               // true
 * KanjiKey.of("髙﨑").equals(KanjiKey.of("高崎"));              // true
 * Romaji.skeleton("SATO").equals(Romaji.skeleton("サトウ"));    // true, loosely
 * PersonName.of("山田 太郎", "").compare(PersonName.of("山田太郎", "")).names();   // AGREES
 * }</pre>
 *
 * <p>Strict keys ({@code of}) may be equality; loose ones ({@code unvoiced}, {@code shortened}, {@code confusable}, {@code skeleton}) are partial agreement and
 * never more: 斎 and 斉 are different names, and so are オオノ and オノ.
 */
package io.enishi.identity.ja;
