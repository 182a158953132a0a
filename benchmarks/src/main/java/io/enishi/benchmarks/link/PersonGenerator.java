package io.enishi.benchmarks.link;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * People and repeated records of them, from a seed: the same seed gives the same file. Names follow a rank law, as names do; four
 * people in ten live in families that share family name, address and sometimes the telephone. No column is a clean key.
 */
public final class PersonGenerator {

    /** Columns of the file; {@code person} is the truth. */
    public static final String HEADER = "id,person,given,family,born,email,phone,number,street,house,city,postcode";

    private static final String[] ONSETS =
            "b br c ch d dr f fr g gl gr h j k kl l m n p pr r s sch sh st t th tr v w z".split(" ");
    private static final String[] VOWELS = "a e i o u ai ea ie oo ou".split(" ");
    private static final String[] CODAS = "  l m n r s t ck nd ng rd rt ss st".split(" ", -1);
    private static final String[] DOMAINS = {"mail.example", "post.example", "web.example", "home.example"};
    private static final String[] STREET_KINDS = {"street", "road", "lane", "avenue", "way"};
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private final SplittableRandom random;
    private final PersonRates rates;
    private final String[] givens;
    private final String[] families;
    private final String[] places;
    private final String[] streets;

    /** A record's fields, in the order of the header after {@code person}. */
    private static final int GIVEN = 0;

    private static final int FAMILY = 1;
    private static final int BORN = 2;
    private static final int EMAIL = 3;
    private static final int PHONE = 4;
    private static final int NUMBER = 5;
    private static final int STREET = 6;
    private static final int HOUSE = 7;
    private static final int CITY = 8;
    private static final int POSTCODE = 9;
    private static final int FIELDS = 10;

    private PersonGenerator(long seed, PersonRates rates) {
        this.random = new SplittableRandom(seed);
        this.rates = rates;
        this.givens = words(2_000, 1, 2);
        this.families = words(30_000, 2, 3);
        this.places = words(3_000, 2, 3);
        this.streets = words(8_000, 2, 3);
    }

    /**
     * Writes a file.
     *
     * @param records how many rows
     */
    public static void write(Path file, int records, long seed, PersonRates rates) throws IOException {
        new PersonGenerator(seed, rates).write(file, records);
    }

    private void write(Path file, int records) throws IOException {
        int people = (int) Math.round(records * (1 - rates.duplicates()));
        String[][] known = new String[people][];
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            out.newLine();
            int id = 0;
            String @Nullable [] home = null;
            int left = 0;
            for (int person = 0; person < people; person++) {
                if (left == 0 && random.nextDouble() < rates.families() / 2.7) {
                    left = 1 + random.nextInt(3); // families of two to four
                    home = null;
                }
                String[] fields = person(home);
                if (left > 0) {
                    home = home == null ? fields : home;
                    left--;
                } else {
                    home = null;
                }
                known[person] = fields;
                line(out, id++, person, fields);
            }
            while (id < records) {
                int person = random.nextInt(people);
                line(out, id++, person, spoilt(known[person]));
            }
        }
    }

    private static void line(BufferedWriter out, int id, int person, String[] fields) throws IOException {
        out.write("r" + id + ",p" + person);
        for (String field : fields) {
            out.write(',');
            out.write(field);
        }
        out.newLine();
    }

    /** A new person; who has a home shares its family name and address, and perhaps its telephone. */
    private String[] person(String @Nullable [] home) {
        String[] fields = new String[FIELDS];
        fields[GIVEN] = ranked(givens);
        fields[FAMILY] = home == null ? ranked(families) : home[FAMILY];
        fields[BORN] = born();
        if (home == null) {
            move(fields);
        } else {
            System.arraycopy(home, STREET, fields, STREET, FIELDS - STREET);
        }
        fields[PHONE] = home != null && random.nextDouble() < rates.familyPhone() ? home[PHONE] : phone();
        fields[EMAIL] = email(fields);
        fields[NUMBER] = number();
        return fields;
    }

    /** Another record of a person. */
    private String[] spoilt(String[] of) {
        String[] fields = of.clone();
        if (random.nextDouble() < rates.marriage()) {
            fields[FAMILY] = ranked(families);
        }
        if (random.nextDouble() < rates.moved()) {
            move(fields);
        }
        change(fields, EMAIL, rates.emailMissing(), rates.emailChanged());
        change(fields, PHONE, rates.phoneMissing(), rates.phoneChanged());
        change(fields, NUMBER, rates.numberMissing(), rates.numberChanged());
        typo(fields, GIVEN, rates.givenTypo());
        typo(fields, FAMILY, rates.familyTypo());
        typo(fields, STREET, rates.streetTypo());
        if (random.nextDouble() < rates.initial()) {
            fields[GIVEN] = fields[GIVEN].substring(0, 1);
        }
        if (random.nextDouble() < rates.swapped()) {
            String given = fields[GIVEN];
            fields[GIVEN] = fields[FAMILY];
            fields[FAMILY] = given;
        }
        if (random.nextDouble() < rates.addressMissing()) {
            fields[STREET] = "";
            fields[HOUSE] = "";
        }
        double birth = random.nextDouble();
        if (birth < rates.birthMissing()) {
            fields[BORN] = "";
        } else if (birth < rates.birthMissing() + rates.birthWrong()) {
            fields[BORN] = fields[BORN].substring(0, 5) + born().substring(5);
        }
        return fields;
    }

    private void change(String[] fields, int field, double missing, double changed) {
        double draw = random.nextDouble();
        if (draw < missing) {
            fields[field] = "";
        } else if (draw < missing + changed) {
            fields[field] = field == EMAIL ? email(fields) : field == PHONE ? phone() : number();
        }
    }

    /** One letter dropped, doubled, replaced or exchanged with its neighbour. */
    private void typo(String[] fields, int field, double rate) {
        String text = fields[field];
        if (text.length() < 3 || random.nextDouble() >= rate) {
            return;
        }
        int at = 1 + random.nextInt(text.length() - 2);
        char c = LETTERS.charAt(random.nextInt(LETTERS.length()));
        fields[field] = switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
            case 2 -> text.substring(0, at) + c + text.substring(at + 1);
            default -> text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
        };
    }

    private void move(String[] fields) {
        int place = rank(places.length);
        fields[CITY] = places[place];
        fields[POSTCODE] = String.valueOf(10_000 + place * 25 + random.nextInt(5));
        fields[STREET] = streets[(place * 37 + random.nextInt(120)) % streets.length] + " "
                + STREET_KINDS[random.nextInt(STREET_KINDS.length)];
        fields[HOUSE] = String.valueOf(1 + random.nextInt(80));
    }

    private String born() {
        return String.format(
                "%04d-%02d-%02d", 1935 + random.nextInt(72), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private String phone() {
        return "0" + (70 + 10 * random.nextInt(3)) + (10_000_000 + random.nextInt(90_000_000));
    }

    private String number() {
        return "M" + (10_000_000 + random.nextInt(90_000_000));
    }

    private String email(String[] fields) {
        String name = random.nextInt(3) == 0 ? fields[GIVEN] : fields[GIVEN] + "." + fields[FAMILY];
        return name + random.nextInt(1_000) + "@" + DOMAINS[random.nextInt(DOMAINS.length)];
    }

    private String ranked(String[] words) {
        return words[rank(words.length)];
    }

    /** A rank from 0 on; the chance of a rank falls about as its inverse. */
    private int rank(int ranks) {
        return (int) Math.min(ranks - 1, Math.pow(ranks + 20.0, random.nextDouble()) - 1 + random.nextInt(20));
    }

    private String[] words(int count, int least, int most) {
        Set<String> words = new LinkedHashSet<>();
        while (words.size() < count) {
            StringBuilder word = new StringBuilder();
            int syllables = least + random.nextInt(most - least + 1);
            for (int s = 0; s < syllables; s++) {
                word.append(one(ONSETS)).append(one(VOWELS)).append(s + 1 == syllables ? one(CODAS) : "");
            }
            if (word.length() > 3) {
                words.add(word.toString());
            }
        }
        return words.toArray(new String[0]);
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
