package io.enishi.identity.ja;

/** How far an address could be read, coarse to fine. */
public enum AddressLevel {
    /** Not even the prefecture: all of the text is the rest. */
    NONE,
    PREFECTURE,
    /** A city, a ward of a designated city or of Tokyo, a town or village of a district (市区町村). */
    CITY,
    /** A 町 or 大字, with its 丁目 where there is one. */
    TOWN,
    /** A 番, 番地 or 地番 within the town, mostly with a number of the house (号). */
    BLOCK
}
