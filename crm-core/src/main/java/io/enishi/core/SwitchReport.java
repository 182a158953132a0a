package io.enishi.core;

/**
 * What {@link Crm#switchFold} did.
 *
 * @param fold its name
 * @param before hash of the definition that counted until then
 * @param after hash of the one that counts now
 * @param people how many were decided anew under it
 */
public record SwitchReport(String fold, String before, String after, long people) {}
