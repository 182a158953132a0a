package io.enishi.benchmarks.link;

/** What there is to know of a generated person; sources write it each in their own way. */
enum Fact {
    FAMILY,
    GIVEN,
    /** In kana. */
    READ_FAMILY,
    READ_GIVEN,
    /** {@code yyyy-mm-dd}. */
    BORN,
    GENDER,
    MAIL,
    PHONE,
    REGION,
    CITY,
    /** A town in Japan, else a street. */
    TOWN,
    /** A house number, in Japan three with hyphens. */
    BLOCK,
    ZIP,
    CARD
}
