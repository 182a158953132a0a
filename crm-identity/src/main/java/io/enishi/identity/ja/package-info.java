/**
 * Japanese names and addresses, folded for comparison. Raw text is never changed; what is folded lives in a key beside it.
 *
 * <p>Names have up to three scripts. {@link io.enishi.identity.ja.KanaKey} unifies the ways to type one reading,
 * {@link io.enishi.identity.ja.KanjiKey} the forms of one character ({@link io.enishi.identity.ja.KanjiVariants} takes more),
 * {@link io.enishi.identity.ja.Romaji} reads Latin letters. {@link io.enishi.identity.ja.NameDictionary}, loaded by the host,
 * splits names without a space and tells whether kana can be the reading of kanji. {@link io.enishi.identity.ja.PersonName}
 * compares two names part by part and script by script.
 *
 * <pre>{@code
 * KanaKey.of("ﾀﾛｰ").equals(KanaKey.of("たろう"));               // true
 * KanjiKey.of("髙﨑").equals(KanjiKey.of("高崎"));              // true
 * Romaji.skeleton("SATO").equals(Romaji.skeleton("サトウ"));    // true, loosely
 * PersonName.of("山田 太郎", "").compare(PersonName.of("山田太郎", "")).names();   // AGREES
 * }</pre>
 *
 * <p>Addresses are read by an {@link io.enishi.identity.ja.AddressParser} over a {@link io.enishi.identity.ja.PlaceTable}. A
 * {@link io.enishi.identity.ja.JapaneseAddress} has prefecture, city, town, block, building and room, the level down to which it
 * could be read, and the rest as it was written; {@code key(level)} serves blocking rules, {@code compare} is a comparison by
 * step.
 *
 * <pre>{@code
 * AddressParser addresses = AddressParser.of(PlaceTable.builder()
 *         .postalCodes(reader, "postal7", "prefecture", "city_and_town")
 *         .build());
 * JapaneseAddress one = addresses.parse("東京都千代田区永田町１丁目４－１　サンプル荘２０５号室");
 * JapaneseAddress other = addresses.parse("千代田区永田町1ー4ー1", "100-0014");
 * one.townName();        // 永田町一丁目
 * one.compare(other);    // SAME_BLOCK: one of them leaves out the room
 * }</pre>
 *
 * <p>Strict keys ({@code of}) may be equality; loose ones ({@code unvoiced}, {@code shortened}, {@code confusable},
 * {@code skeleton}) are partial agreement and never more: 斎 and 斉 are different names, and so are オオノ and オノ.
 *
 * <p>What this package does not do: ship dictionaries or tables (names, readings and towns change; the host loads the ones it may
 * use), find a reading for kanji, know municipalities that have ceased to be, or guess a town that the table has not.
 */
package io.enishi.identity.ja;
