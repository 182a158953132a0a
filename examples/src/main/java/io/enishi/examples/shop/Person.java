package io.enishi.examples.shop;

import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Someone who lives in the generated world, whatever accounts the shop knows of. All personal values are invented.
 *
 * @param number from 0
 * @param household people of one number live together; everyone has one
 * @param surname family name
 * @param given given name
 * @param woman whether a woman, else a man
 * @param birthDate date of birth
 * @param place where the person lives
 * @param phone mobile or fixed line, as the person writes it; relatives may share it
 * @param email address; relatives may share it
 * @param persona how the person shops
 * @param start where the shop first meets the person
 */
public record Person(
        int number,
        int household,
        JapaneseNames.Name surname,
        JapaneseNames.Name given,
        boolean woman,
        LocalDate birthDate,
        JapaneseNames.Place place,
        String phone,
        String email,
        Persona persona,
        Start start) {

    /** The provider whose LINE user ids these are. */
    public static final Scheme LINE = Scheme.line("enishi");
    /** The mall's customer ids. */
    public static final Scheme MALL = Scheme.mall("ichiba");

    /** Where the shop first meets someone. */
    public enum Start {
        EC,
        STORE,
        MALL,
        /** Reads the newsletter, has bought nothing. */
        PROSPECT
    }

    /** How someone shops; days are between two purchases. */
    public enum Persona {
        ONCE(35, 400, 700),
        REGULAR(28, 25, 75),
        HEAVY(8, 8, 24),
        /** Shops like a regular for some months, then stops; one in three comes back. */
        FADING(19, 20, 60),
        BROWSER(10, 120, 300);

        final int share;
        final int shortestGap;
        final int longestGap;

        Persona(int share, int shortestGap, int longestGap) {
            this.share = share;
            this.shortestGap = shortestGap;
            this.longestGap = longestGap;
        }
    }

    Identifier member() {
        return Identifier.verified(Scheme.MEMBER, "m-%05d".formatted(number + 1));
    }

    Identifier card() {
        return Identifier.of(Scheme.POS_CARD, "2100%09d".formatted(number * 7L + 11));
    }

    Identifier mallAccount() {
        return Identifier.of(MALL, "ich-%06d".formatted(number * 13 + 5));
    }

    /** The mall's relay address: of use inside the mall only. */
    Identifier relayMail() {
        return Identifier.email("%06x@relay.mall.example".formatted(number * 7919 + 17));
    }

    Identifier lineUser() {
        return Identifier.verified(LINE, "U%032x".formatted(number * 0x5DEECE66DL + 11));
    }

    Identifier cookie() {
        return Identifier.of(Scheme.COOKIE, "c-%08x".formatted(number * 2_654_435_761L & 0xFFFF_FFFFL));
    }

    Identifier verifiedMail() {
        return Identifier.verified(Scheme.EMAIL, email);
    }

    Identifier phoneNumber() {
        return Identifier.phone(phone);
    }

    String name() {
        return surname.kanji() + "　" + given.kanji();
    }

    String kana() {
        return surname.kana() + " " + given.kana();
    }

    String gender() {
        return woman ? "female" : "male";
    }

    /** Hides everything personal. */
    @Override
    public String toString() {
        return "person " + number + " (" + persona.name().toLowerCase(Locale.ROOT) + ", "
                + start.name().toLowerCase(Locale.ROOT) + ")";
    }
}
