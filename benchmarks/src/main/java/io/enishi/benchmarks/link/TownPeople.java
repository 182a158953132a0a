package io.enishi.benchmarks.link;

import io.enishi.identity.link.RecordTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * People of a {@link TownShape}, from a seed. Names, streets and districts are drawn from real lists, so that they are as common and as
 * alike as real ones. Households are couples, families and people who share a flat; fathers and sons may have one name. Every row
 * starts from the one before: who has moved stays there.
 */
final class TownPeople {

    private static final double OTHER_FAMILY_NAME = 0.15;
    private static final double NAMED_AFTER = 0.03;
    private static final double TWIN = 0.03;
    private static final double HOME_PHONE = 0.35;
    private static final double HOME_MAIL = 0.1;

    private final TownShape shape;
    private final SplittableRandom random;
    private final List<String[]> names;
    private final List<String[]> surnames;
    private final List<String[]> streets;
    private final List<String[]> places;

    private record Row(int person, int household, Map<String, String> cells) implements People.Row {}

    /** What is known of somebody; {@code read} parts are kana, and empty in the west. */
    private record Somebody(
            String given,
            String readGiven,
            String family,
            String readFamily,
            String born,
            String sex,
            String phone,
            String mail,
            Home home) {}

    private record Home(String[] place, String street, int[] numbers, String building) {}

    private TownPeople(TownShape shape, long seed) {
        this.shape = shape;
        this.random = new SplittableRandom(seed);
        List<String[]> febrl = NameFiles.lines("febrl4a.csv");
        if (shape.japanese()) {
            names = NameFiles.lines("ja/names_gimei.csv").stream()
                    .filter(line -> line[0].equals("first_name"))
                    .toList();
            surnames = weighted(NameFiles.lines("ja/surnames_frequency.csv"));
            List<String[]> all = NameFiles.lines("ja/postal_codes_2022.csv");
            int first = random.nextInt(all.size() - shape.places());
            places = all.subList(first, first + shape.places());
            streets = List.of();
        } else {
            names = known(febrl, 2);
            surnames = known(febrl, 3);
            streets = NameFiles.some(known(febrl, 5), 12 * shape.places(), random);
            places = NameFiles.some(known(febrl, 7), shape.places(), random);
        }
    }

    static People of(TownShape shape, long seed) {
        TownPeople town = new TownPeople(shape, seed);
        return town.table(town.rows());
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        @Nullable Somebody before = null;
        int household = 0;
        for (int person = 0; person < shape.people(); person++) {
            boolean kin = before != null && random.nextDouble() < shape.families();
            household += kin ? 0 : 1;
            Somebody somebody = kin && before != null ? livingWith(before) : somebody();
            before = somebody;
            do {
                rows.add(new Row(person, household, written(somebody)));
                somebody = later(somebody);
            } while (random.nextDouble() < shape.returning());
        }
        return rows;
    }

    private Somebody somebody() {
        String[] name = any(names);
        String[] family = any(surnames);
        String phone = shape.japanese()
                ? "0" + (7 + random.nextInt(3)) + "0" + (10_000_000 + random.nextInt(89_999_999))
                : "0" + (200_000_000 + random.nextInt(699_999_999));
        String born = String.format(
                "%d-%02d-%02d", 1935 + random.nextInt(70), 1 + random.nextInt(12), 1 + random.nextInt(28));
        boolean japanese = shape.japanese();
        String given = name[2];
        String mail = (japanese ? name[5].toLowerCase(Locale.ROOT) : given.replace(" ", ""))
                + List.of(".", "", "_").get(random.nextInt(3))
                + (japanese ? family[3] : family[3].replace(" ", "")) + random.nextInt(60) + "@"
                + List.of("inbox.example", "web.example", "home.example").get(random.nextInt(3));
        return new Somebody(
                given,
                japanese ? name[4] : "",
                japanese ? family[0] : family[3],
                japanese ? NameFiles.katakana(family[2]) : "",
                born,
                random.nextBoolean() ? "f" : "m",
                phone,
                mail,
                home());
    }

    private Home home() {
        return new Home(
                any(places),
                streets.isEmpty() ? "" : any(streets)[5],
                new int[] {1 + random.nextInt(7), 1 + random.nextInt(30), 1 + random.nextInt(20)},
                random.nextInt(3) == 0 ? "グリーンハイツ" + (101 + 100 * random.nextInt(9) + random.nextInt(9)) : "");
    }

    private Somebody livingWith(Somebody other) {
        Somebody own = somebody();
        boolean named = random.nextDouble() >= OTHER_FAMILY_NAME;
        boolean after = named && random.nextDouble() < NAMED_AFTER;
        return new Somebody(
                after ? other.given() : own.given(),
                after ? other.readGiven() : own.readGiven(),
                named ? other.family() : own.family(),
                named ? other.readFamily() : own.readFamily(),
                random.nextDouble() < TWIN ? other.born() : own.born(),
                own.sex(),
                random.nextDouble() < HOME_PHONE ? other.phone() : own.phone(),
                random.nextDouble() < HOME_MAIL ? other.mail() : own.mail(),
                other.home());
    }

    private Somebody later(Somebody is) {
        Somebody other = somebody();
        boolean married = random.nextDouble() < 0.02;
        return new Somebody(
                is.given(),
                is.readGiven(),
                married ? other.family() : is.family(),
                married ? other.readFamily() : is.readFamily(),
                is.born(),
                is.sex(),
                random.nextDouble() < 0.1 ? other.phone() : is.phone(),
                random.nextDouble() < 0.12 ? other.mail() : is.mail(),
                random.nextDouble() < 0.06 ? other.home() : is.home());
    }

    /** One row as somebody types it in: in capitals or not, in a hurry or not. */
    private Map<String, String> written(Somebody is) {
        Map<String, String> cells = shape.japanese() ? japanese(is) : western(is);
        boolean capitals = random.nextInt(7) == 0;
        cells.replaceAll((column, value) -> {
            if (random.nextDouble() < missing(column) * shape.missing()) {
                return "";
            }
            String spoilt = random.nextDouble() < 0.04 * shape.errors() ? typo(value) : value;
            return capitals ? spoilt.toUpperCase(Locale.ROOT) : spoilt;
        });
        return cells;
    }

    private static double missing(String column) {
        return switch (column) {
            case "first_name", "last_name", "name", "氏名" -> 0;
            case "mail", "phone", "メール", "電話", "カナ" -> 0.2;
            default -> 0.05;
        };
    }

    private Map<String, String> western(Somebody is) {
        boolean swapped = random.nextDouble() < 0.01 * shape.errors();
        boolean initial = random.nextDouble() < 0.02 * shape.errors();
        String given = initial ? is.given().substring(0, 1) : is.given();
        String street = is.home().numbers()[1] + 30 * is.home().numbers()[0] + " "
                + is.home().street();
        street = random.nextInt(4) == 0
                ? street.replace(" street", " st").replace(" place", " pl").replace(" avenue", " ave")
                : street;
        String town = is.home().place()[7];
        String zip = is.home().place()[8];
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("first_name", swapped ? is.family() : given);
        cells.put("last_name", swapped ? given : is.family());
        cells.put("name", swapped ? is.family() + " " + given : given + " " + is.family());
        cells.put("dob", is.born());
        cells.put("sex", is.sex());
        cells.put("street", street);
        cells.put("town", town);
        cells.put("zip", zip);
        cells.put("address", street + ", " + town + " " + zip);
        cells.put("phone", is.phone());
        cells.put("mail", is.mail());
        return cells;
    }

    private Map<String, String> japanese(Somebody is) {
        String gap = List.of("", " ", "　").get(random.nextInt(3));
        int[] numbers = is.home().numbers();
        String block = random.nextBoolean()
                ? numbers[0] + "-" + numbers[1] + "-" + numbers[2]
                : numbers[0] + "丁目" + numbers[1] + "番" + numbers[2] + "号";
        String building = random.nextInt(4) == 0 ? "" : is.home().building();
        String[] place = is.home().place();
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("氏名", is.family() + gap + is.given());
        cells.put("カナ", is.readFamily() + gap + is.readGiven());
        cells.put("郵便番号", place[0].substring(0, 3) + (random.nextBoolean() ? "-" : "") + place[0].substring(3));
        cells.put("住所", (random.nextInt(3) == 0 ? "" : place[1]) + place[2] + block + building);
        cells.put("電話", is.phone());
        cells.put("メール", is.mail());
        cells.put("生年月日", is.born().replace("-", random.nextBoolean() ? "/" : "-"));
        return cells;
    }

    /** A key beside the right one, one key too few, or two in the wrong order. */
    private String typo(String text) {
        if (text.length() < 3) {
            return text;
        }
        int at = random.nextInt(text.length() - 1);
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + (char) (text.charAt(at) + 1) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            default -> text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
        };
    }

    private People table(List<Row> rows) {
        RecordTable.Builder builder = RecordTable.builder(shape.columns());
        Map<String, Row> byId = new HashMap<>();
        for (Row row : rows) {
            String id = "r" + random.nextInt(1_000_000) + "-" + byId.size();
            byId.put(id, row);
            builder.add("", id, shape.columns().stream().map(row.cells()::get).toList());
        }
        return People.of(builder.build(), byId);
    }

    private String[] any(List<String[]> lines) {
        return lines.get(random.nextInt(lines.size()));
    }

    private static List<String[]> known(List<String[]> lines, int column) {
        return lines.stream().filter(line -> line[column].length() > 1).toList();
    }

    /** Each as often as there are people of the name, in units of 10,000. */
    private static List<String[]> weighted(List<String[]> lines) {
        List<String[]> weighted = new ArrayList<>();
        for (String[] line : lines) {
            for (int times = 0; times <= Integer.parseInt(line[1]) / 10_000; times++) {
                weighted.add(line);
            }
        }
        return weighted;
    }
}
