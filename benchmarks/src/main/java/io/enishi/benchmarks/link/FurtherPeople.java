package io.enishi.benchmarks.link;

import io.enishi.benchmarks.link.FurtherShape.Cell;
import io.enishi.identity.link.RecordTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * People of a {@link FurtherShape}, from a seed. Addresses for mail are made out of names, as people make them: two of one name have
 * similar ones. Between two rows of one person some move, marry, or change their number or address.
 */
final class FurtherPeople {

    private static final double MOVED = 0.1;
    private static final double MARRIED = 0.03;
    private static final double OTHER_NUMBER = 0.15;
    private static final double FAMILY_NUMBER = 0.3;

    private static final String[] SYLLABLES =
            "ba be bo da de do fa fi ga gu ha he ka ko la le li lo ma me mi na no pa ra re ri sa se ta te to va wi za"
                    .split(" ");
    private static final String[] ENDS = {"", "n", "r", "s", "l", "t", "mann", "berg", "er"};

    private final FurtherShape shape;
    private final SplittableRandom random;
    private final List<String[]> families;
    private final List<String[]> givens;
    private final List<String[]> places;
    private final Set<String> mailboxes = new HashSet<>();

    private record Row(int person, int household, int file, Map<Fact, String> facts) implements People.Row {}

    private FurtherPeople(FurtherShape shape, long seed) {
        this.shape = shape;
        this.random = new SplittableRandom(seed);
        if (shape.japanese()) {
            families = NameFiles.lines("ja/surnames_frequency.csv").subList(0, 1_200);
            givens = NameFiles.some(NameFiles.lines("ja/given_names.csv"), 1_500, random);
            places = NameFiles.some(NameFiles.lines("ja/postal_codes_2022.csv"), 1_500, random);
        } else {
            families = words(900, 2);
            givens = words(250, 1);
            places = words(300, 2);
        }
    }

    static People of(FurtherShape shape, long seed) {
        FurtherPeople people = new FurtherPeople(shape, seed);
        return people.table(people.rows());
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        @Nullable Map<Fact, String> home = null;
        int household = 0;
        for (int person = 0; rows.size() < shape.rows(); person++) {
            home = random.nextDouble() < shape.families() ? home : null;
            household += home == null ? 1 : 0;
            Map<Fact, String> facts = somebody(home);
            home = facts;
            int copies = random.nextDouble() < shape.repeated() ? 2 + random.nextInt(shape.most() - 1) : 1;
            int first = copies == 1 ? random.nextInt(shape.files()) : 0;
            for (int copy = 0; copy < copies; copy++) {
                rows.add(new Row(person, household, shape.files() == 1 ? 0 : first + copy, facts));
                facts = later(facts);
            }
        }
        return rows;
    }

    private Map<Fact, String> somebody(@Nullable Map<Fact, String> home) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        family(facts);
        String[] given = givens.get(random.nextInt(givens.size()));
        facts.put(Fact.GIVEN, given[shape.japanese() ? 1 : 0]);
        facts.put(Fact.READ_GIVEN, NameFiles.katakana(given[2]));
        facts.put(
                Fact.BORN,
                String.format(
                        Locale.ROOT,
                        "%d-%02d-%02d",
                        1945 + random.nextInt(60),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28)));
        facts.put(
                Fact.GENDER,
                shape.japanese() ? (random.nextBoolean() ? "女" : "男") : (random.nextBoolean() ? "F" : "M"));
        facts.put(Fact.PHONE, phone());
        facts.put(Fact.CARD, String.valueOf(20_000_000 + random.nextInt(9_000_000)));
        place(facts);
        if (home != null) {
            for (Fact fact :
                    List.of(Fact.FAMILY, Fact.READ_FAMILY, Fact.REGION, Fact.CITY, Fact.TOWN, Fact.BLOCK, Fact.ZIP)) {
                facts.put(fact, home.get(fact));
            }
            facts.put(Fact.PHONE, random.nextDouble() < FAMILY_NUMBER ? home.get(Fact.PHONE) : facts.get(Fact.PHONE));
        }
        facts.put(Fact.MAIL, mail(facts, shape.japanese() ? given[3] : given[0]));
        return facts;
    }

    /** Common names are those at the beginning: a rank falls about as its inverse. */
    private void family(Map<Fact, String> facts) {
        int rank = (int) (Math.pow(families.size(), random.nextDouble()) - 1) + random.nextInt(10);
        String[] family = families.get(Math.min(families.size() - 1, rank));
        facts.put(Fact.FAMILY, family[0]);
        facts.put(Fact.READ_FAMILY, NameFiles.katakana(family[2]));
    }

    private void place(Map<Fact, String> facts) {
        String[] place = places.get(random.nextInt(places.size()));
        if (shape.japanese()) {
            int city = 1 + place[2].replaceFirst("[市区町村].*", "").length();
            facts.put(Fact.ZIP, place[0]);
            facts.put(Fact.REGION, place[1]);
            facts.put(Fact.CITY, place[2].substring(0, Math.min(city, place[2].length())));
            facts.put(Fact.TOWN, place[2].substring(Math.min(city, place[2].length())));
            facts.put(
                    Fact.BLOCK,
                    (1 + random.nextInt(6)) + "-" + (1 + random.nextInt(30)) + "-" + (1 + random.nextInt(20)));
        } else {
            facts.put(Fact.ZIP, String.valueOf(10_000 + Math.floorMod(place[0].hashCode(), 80_000)));
            facts.put(Fact.REGION, "");
            facts.put(Fact.CITY, place[0]);
            facts.put(Fact.TOWN, places.get(random.nextInt(places.size()))[0]);
            facts.put(Fact.BLOCK, String.valueOf(1 + random.nextInt(80)));
        }
    }

    private String phone() {
        return shape.japanese()
                ? "0" + (7 + random.nextInt(3)) + "0" + (10_000_000 + random.nextInt(90_000_000))
                : "0" + (150_000_000 + random.nextInt(800_000_000));
    }

    /** Made of the name in one of the usual ways, with a number where somebody else was first. */
    private String mail(Map<Fact, String> facts, String given) {
        String family = shape.japanese() ? romaji(facts.get(Fact.FAMILY)) : facts.get(Fact.FAMILY);
        String written = switch (random.nextInt(4)) {
            case 0 -> given + "." + family;
            case 1 -> given.charAt(0) + family;
            case 2 -> family + "-" + given;
            default -> given;
        };
        String local = written.toLowerCase(Locale.ROOT);
        String domain =
                List.of("@mail.example", "@post.example", "@box.example").get(random.nextInt(3));
        String number = random.nextInt(3) == 0 ? "" : String.valueOf(1 + random.nextInt(99));
        while (!mailboxes.add(local + number + domain)) {
            number = String.valueOf(1 + random.nextInt(9_999));
        }
        return local + number + domain;
    }

    /** The same person some time later. */
    private Map<Fact, String> later(Map<Fact, String> facts) {
        Map<Fact, String> later = new EnumMap<>(facts);
        if (random.nextDouble() < MOVED) {
            place(later);
        }
        if (random.nextDouble() < MARRIED) {
            family(later);
        }
        if (random.nextDouble() < OTHER_NUMBER) {
            later.put(Fact.PHONE, phone());
        }
        if (random.nextDouble() < OTHER_NUMBER) {
            later.put(Fact.MAIL, somebody(null).get(Fact.MAIL));
        }
        return later;
    }

    private People table(List<Row> rows) {
        RecordTable.Builder builder =
                RecordTable.builder(shape.cells().stream().map(Cell::column).toList());
        Map<String, Row> byId = new HashMap<>();
        for (Row row : rows) {
            String id = "r" + random.nextInt(1_000_000) + "-" + byId.size();
            byId.put(id, row);
            List<String> values =
                    shape.cells().stream().map(cell -> value(cell, row.facts())).toList();
            builder.add(shape.files() == 1 ? "" : "file " + row.file(), id, values);
        }
        return People.of(builder.build(), byId);
    }

    private String value(Cell cell, Map<Fact, String> facts) {
        if (random.nextDouble() >= cell.known()) {
            return "";
        }
        String value = cell.written().of(facts, random);
        return random.nextDouble() < cell.typos() ? typo(value) : value;
    }

    /** One character left out, doubled, or exchanged with the next. */
    private String typo(String text) {
        if (text.length() < 3) {
            return text;
        }
        int at = 1 + random.nextInt(text.length() - 2);
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
            default -> text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
        };
    }

    private List<String[]> words(int count, int least) {
        List<String[]> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder word = new StringBuilder();
            for (int s = 0; s < least + random.nextInt(2) + 1; s++) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            word.append(ENDS[random.nextInt(ENDS.length)]);
            word.setCharAt(0, Character.toUpperCase(word.charAt(0)));
            words.add(new String[] {word.toString(), "", ""});
        }
        return words;
    }

    private String romaji(String kanji) {
        return families.stream()
                .filter(family -> family[0].equals(kanji))
                .findFirst()
                .orElseThrow()[3];
    }
}
