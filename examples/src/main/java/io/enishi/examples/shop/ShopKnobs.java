package io.enishi.examples.shop;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Everything about the generated shop that can be turned. Shares are in per cent.
 *
 * @param seed of the random generator; the same knobs give the same log
 * @param people persons, each with one or more accounts
 * @param firstDay first day of the log, in {@code zone}
 * @param months length of the log
 * @param zone where the shop keeps its clocks
 * @param familyShare people who share a phone, a mail address or both with a relative
 * @param storeShare people who start in a store
 * @param mallShare people who start at the mall
 * @param prospectShare people who only ever read, until perhaps one day they buy
 * @param newsletterShare members who ask for the newsletter
 * @param lineShare members who add the shop as a LINE friend
 * @param linkedLineShare LINE friends who link their account to the member id
 * @param storeToEcShare store customers who later register on the EC site
 * @param returnShare delivered orders that come back in part
 * @param cancelShare orders that are cancelled before they leave
 * @param complaintShare delivered orders that bring a complaint
 * @param reviewShare delivered orders that bring a review
 * @param lateShare events that the shop hears of hours or days late
 * @param duplicateShare events that are delivered twice
 */
public record ShopKnobs(
        long seed,
        int people,
        LocalDate firstDay,
        int months,
        ZoneId zone,
        int familyShare,
        int storeShare,
        int mallShare,
        int prospectShare,
        int newsletterShare,
        int lineShare,
        int linkedLineShare,
        int storeToEcShare,
        int returnShare,
        int cancelShare,
        int complaintShare,
        int reviewShare,
        int lateShare,
        int duplicateShare) {

    /** The shop that ships: 2,000 people, April 2025 to September 2026, Tokyo. */
    public static ShopKnobs standard() {
        return new ShopKnobs(
                20_260_401,
                2_000,
                LocalDate.of(2025, 4, 1),
                18,
                ZoneId.of("Asia/Tokyo"),
                18,
                22,
                18,
                10,
                72,
                45,
                60,
                35,
                5,
                4,
                3,
                14,
                2,
                1);
    }

    /** The same kind of shop with another number of people. */
    public ShopKnobs withPeople(int changed) {
        return with(seed, changed);
    }

    /** The same kind of shop with another story. */
    public ShopKnobs withSeed(long changed) {
        return with(changed, people);
    }

    private ShopKnobs with(long anotherSeed, int otherPeople) {
        return new ShopKnobs(
                anotherSeed,
                otherPeople,
                firstDay,
                months,
                zone,
                familyShare,
                storeShare,
                mallShare,
                prospectShare,
                newsletterShare,
                lineShare,
                linkedLineShare,
                storeToEcShare,
                returnShare,
                cancelShare,
                complaintShare,
                reviewShare,
                lateShare,
                duplicateShare);
    }

    /** The first instant after the log. */
    Instant end() {
        return firstDay.plusMonths(months).atStartOfDay(zone).toInstant();
    }
}
