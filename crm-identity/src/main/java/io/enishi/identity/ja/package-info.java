/**
 * Japanese names, folded for comparison. Raw text is never changed; what is folded lives in a key beside it.
 *
 * <p>{@link io.enishi.identity.ja.KanaKey} unifies the ways to type one reading, {@link io.enishi.identity.ja.KanjiKey} the forms of one
 * character, {@link io.enishi.identity.ja.PersonName} compares two names part by part and script by script.
 */
package io.enishi.identity.ja;
