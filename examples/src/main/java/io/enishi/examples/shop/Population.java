package io.enishi.examples.shop;

import io.enishi.examples.shop.Person.Persona;
import io.enishi.examples.shop.Person.Start;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Draws people household by household; relatives share a surname, a place and, in some families, a phone or a mail address. */
final class Population {

    private Population() {}

    static List<Person> draw(ShopKnobs knobs) {
        List<Person> people = new ArrayList<>(knobs.people());
        for (int household = 0; people.size() < knobs.people(); household++) {
            Chance chance = new Chance(knobs.seed(), -1 - household);
            int size = chance.percent(knobs.familyShare()) ? chance.between(2, 3) : 1;
            addHousehold(people, Math.min(size, knobs.people() - people.size()), household, knobs, chance);
        }
        return people;
    }

    private static void addHousehold(List<Person> people, int size, int household, ShopKnobs knobs, Chance chance) {
        JapaneseNames.Name surname = chance.oneOf(JapaneseNames.SURNAMES);
        JapaneseNames.Place place = chance.oneOf(JapaneseNames.PLACES);
        boolean sharesPhone = chance.percent(70);
        boolean sharesMail = chance.percent(45);
        String phone = phone(chance);
        String familyMail = surname.latin() + ".ke" + chance.digits(3) + "@" + chance.oneOf(JapaneseNames.MAIL_DOMAINS);
        List<String> givenNames = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean woman = i == 0 ? chance.percent(56) : chance.percent(50);
            JapaneseNames.Name given = chance.oneOf(woman ? JapaneseNames.WOMEN : JapaneseNames.MEN);
            while (givenNames.contains(given.kanji())) {
                given = chance.oneOf(woman ? JapaneseNames.WOMEN : JapaneseNames.MEN);
            }
            givenNames.add(given.kanji());
            String ownMail = given.latin() + "." + surname.latin() + chance.digits(3) + "@"
                    + chance.oneOf(JapaneseNames.MAIL_DOMAINS);
            boolean family = size > 1;
            people.add(new Person(
                    people.size(),
                    household,
                    surname,
                    given,
                    woman,
                    birthDate(i, chance),
                    place,
                    family && sharesPhone ? phone : phone(chance),
                    family && sharesMail ? familyMail : ownMail,
                    persona(chance),
                    start(knobs, chance)));
        }
    }

    /** Parents first, then a grown-up child; the 29th of February is drawn as often as chance has it. */
    private static LocalDate birthDate(int rank, Chance chance) {
        int age = rank == 2 ? chance.between(18, 24) : chance.between(24, 72);
        return LocalDate.of(2025 - age, 1, 1).plusDays(chance.between(0, 364));
    }

    /** Written as people write it: with hyphens, without, or in full width. */
    private static String phone(Chance chance) {
        String mobile = chance.oneOf(List.of("090", "080", "070"));
        String a = chance.between(1, 9) + chance.digits(3);
        String b = chance.digits(4);
        int form = chance.between(0, 9);
        if (form < 5) {
            return mobile + "-" + a + "-" + b;
        }
        return form < 9 ? mobile + a + b : fullWidth(mobile + "-" + a + "-" + b);
    }

    private static String fullWidth(String ascii) {
        StringBuilder wide = new StringBuilder(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            wide.append((char) (ascii.charAt(i) - '!' + '！'));
        }
        return wide.toString();
    }

    private static Persona persona(Chance chance) {
        int draw = chance.between(0, 99);
        for (Persona persona : Persona.values()) {
            draw -= persona.share;
            if (draw < 0) {
                return persona;
            }
        }
        throw new IllegalStateException("the shares of the personas must add up to 100");
    }

    private static Start start(ShopKnobs knobs, Chance chance) {
        int draw = chance.between(0, 99);
        if (draw < knobs.storeShare()) {
            return Start.STORE;
        }
        if (draw < knobs.storeShare() + knobs.mallShare()) {
            return Start.MALL;
        }
        return draw < knobs.storeShare() + knobs.mallShare() + knobs.prospectShare() ? Start.PROSPECT : Start.EC;
    }
}
