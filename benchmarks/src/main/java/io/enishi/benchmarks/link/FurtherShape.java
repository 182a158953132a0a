package io.enishi.benchmarks.link;

import static io.enishi.benchmarks.link.Fact.BLOCK;
import static io.enishi.benchmarks.link.Fact.BORN;
import static io.enishi.benchmarks.link.Fact.CARD;
import static io.enishi.benchmarks.link.Fact.CITY;
import static io.enishi.benchmarks.link.Fact.FAMILY;
import static io.enishi.benchmarks.link.Fact.GENDER;
import static io.enishi.benchmarks.link.Fact.GIVEN;
import static io.enishi.benchmarks.link.Fact.MAIL;
import static io.enishi.benchmarks.link.Fact.PHONE;
import static io.enishi.benchmarks.link.Fact.READ_FAMILY;
import static io.enishi.benchmarks.link.Fact.READ_GIVEN;
import static io.enishi.benchmarks.link.Fact.REGION;
import static io.enishi.benchmarks.link.Fact.TOWN;
import static io.enishi.benchmarks.link.Fact.ZIP;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A set of people as some shop would keep it: which columns, how each is written, how many rows and how often somebody comes again.
 *
 * @param name what it is called
 * @param japanese whether people live in Japan
 * @param rows about so many rows
 * @param repeated share of the people with more than one row
 * @param most rows of one person at most
 * @param families share of the people who live with others of their family name
 * @param files 1, or 2 for two files in which everybody is at most once
 * @param cells the columns
 */
record FurtherShape(
        String name,
        boolean japanese,
        int rows,
        double repeated,
        int most,
        double families,
        int files,
        List<Cell> cells) {

    /** How a source writes a column. */
    @FunctionalInterface
    interface Written {
        String of(Map<Fact, String> facts, SplittableRandom random);
    }

    /**
     * A column.
     *
     * @param known share of the rows that have a value
     * @param typos share of the values with a typing error
     */
    record Cell(String column, double known, double typos, Written written) {}

    static List<FurtherShape> all() {
        List<FurtherShape> all = new ArrayList<>(inTheWest());
        all.addAll(inJapan());
        return all;
    }

    private static List<FurtherShape> inTheWest() {
        Cell given = cell("Vorname", 1, 0.05, GIVEN);
        Cell family = cell("Nachname", 1, 0.05, FAMILY);
        Cell born = new Cell("Geb", 0.9, 0.03, (is, random) -> day(is, "%3$s.%2$s.%1$s"));
        Cell mail = cell("E-Post", 0.7, 0.04, MAIL);
        Cell phone = new Cell("Telefon", 0.7, 0.03, (is, random) -> spaced(is.get(PHONE), random));
        Cell street = new Cell("Strasse", 0.9, 0.05, (is, random) -> is.get(TOWN) + "str. " + is.get(BLOCK));
        Cell zip = cell("PLZ", 0.95, 0.02, ZIP);
        Cell city = cell("Ort", 0.95, 0.03, CITY);
        return List.of(
                west("letters for a German shop", 3_000, 0.2, 2, given, family, street, zip, city),
                west("German shop", 6_000, 0.2, 3, given, family, born, mail, phone),
                west("the same, 30,000 rows", 30_000, 0.1, 2, given, family, born, mail, phone),
                west("names and e-mail", 3_000, 0.3, 2, given, family, mail),
                west("visits, up to twelve of one person", 4_000, 0.4, 12, given, family, born, phone, zip),
                west(
                        "one column for names, family first",
                        3_000,
                        0.2,
                        2,
                        new Cell("patient", 1, 0.05, (is, random) -> is.get(FAMILY) + ", " + is.get(GIVEN)),
                        new Cell("dob", 0.95, 0.03, (is, random) -> day(is, "%2$s/%3$s/%1$s")),
                        zip),
                west(
                        "guests: initials and year",
                        2_000,
                        0.2,
                        3,
                        new Cell(
                                "initial",
                                1,
                                0.01,
                                (is, random) -> is.get(GIVEN).substring(0, 1) + "."),
                        family,
                        new Cell("year", 0.9, 0.02, (is, random) -> is.get(BORN).substring(0, 4)),
                        city,
                        phone),
                west(
                        "club with a card",
                        3_000,
                        0.3,
                        4,
                        cell("card no", 0.6, 0.05, CARD),
                        new Cell("member name", 1, 0.05, (is, random) -> anyOrder(is, random)),
                        phone),
                new FurtherShape(
                        "two files without e-mail, 3 in 10 in both",
                        false,
                        6_000,
                        0.3,
                        2,
                        0.3,
                        2,
                        List.of(given, family, born, street, zip)));
    }

    private static List<FurtherShape> inJapan() {
        Cell name = new Cell("氏名", 1, 0, (is, random) -> is.get(FAMILY) + gap(random) + is.get(GIVEN));
        Cell kana = new Cell("フリガナ", 0.8, 0.02, (is, random) -> is.get(READ_FAMILY) + gap(random) + is.get(READ_GIVEN));
        Cell era = new Cell("生年月日", 0.85, 0.02, (is, random) -> era(is, random));
        Cell mobile = new Cell("携帯", 0.7, 0.02, (is, random) -> hyphens(is.get(PHONE), random));
        Cell mail = cell("メール", 0.6, 0.02, MAIL);
        Cell zip = new Cell("〒", 0.9, 0.01, (is, random) -> is.get(ZIP).replaceFirst("(...)", "$1-"));
        Cell address = new Cell("住所", 0.9, 0.01, (is, random) -> is.get(REGION) + is.get(CITY) + block(is, random));
        return List.of(
                japan("Japan, mail order", 4_000, 0.2, 3, name, kana, era, mobile, mail, zip, address),
                japan("Japan, name, mobile and mail", 4_000, 0.2, 2, name, mobile, mail),
                japan("Japan, name and address", 3_000, 0.2, 2, name, kana, zip, address),
                japan("Japan, name and birth date, 20,000 rows", 20_000, 0.1, 2, name, kana, era),
                japan(
                        "Japan, every part in a column",
                        4_000,
                        0.2,
                        2,
                        cell("姓", 1, 0, FAMILY),
                        cell("名", 1, 0, GIVEN),
                        cell("セイ", 0.9, 0.02, READ_FAMILY),
                        cell("メイ", 0.9, 0.02, READ_GIVEN),
                        cell("性別", 0.9, 0, GENDER),
                        cell("都道府県", 0.95, 0, REGION),
                        cell("市区町村", 0.95, 0, CITY),
                        new Cell("番地", 0.9, 0.01, (is, random) -> block(is, random)),
                        mobile));
    }

    private static FurtherShape west(String name, int rows, double repeated, int most, Cell... cells) {
        return new FurtherShape(name, false, rows, repeated, most, 0.3, 1, List.of(cells));
    }

    private static FurtherShape japan(String name, int rows, double repeated, int most, Cell... cells) {
        return new FurtherShape(name, true, rows, repeated, most, 0.3, 1, List.of(cells));
    }

    private static Cell cell(String column, double known, double typos, Fact fact) {
        return new Cell(column, known, typos, (is, random) -> is.get(fact));
    }

    private static String day(Map<Fact, String> is, String order) {
        return String.format(order, (Object[]) is.get(BORN).split("-", -1));
    }

    private static String anyOrder(Map<Fact, String> is, SplittableRandom random) {
        return random.nextInt(3) == 0 ? is.get(FAMILY) + " " + is.get(GIVEN) : is.get(GIVEN) + " " + is.get(FAMILY);
    }

    private static String gap(SplittableRandom random) {
        return List.of("", " ", "　").get(random.nextInt(3));
    }

    private static String spaced(String phone, SplittableRandom random) {
        return random.nextBoolean() ? phone : phone.substring(0, 4) + " / " + phone.substring(4);
    }

    private static String hyphens(String phone, SplittableRandom random) {
        return random.nextBoolean() ? phone : phone.replaceFirst("(...)(....)", "$1-$2-");
    }

    /** The year of an era or of ours; nobody here was born before 1945. */
    private static String era(Map<Fact, String> is, SplittableRandom random) {
        String[] day = is.get(BORN).split("-", -1);
        int year = Integer.parseInt(day[0]);
        if (random.nextBoolean()) {
            return day[0] + "年" + Integer.parseInt(day[1]) + "月" + Integer.parseInt(day[2]) + "日";
        }
        return (year < 1989 ? "S" + (year - 1925) : "H" + (year - 1988)) + "." + day[1] + "." + day[2];
    }

    private static String block(Map<Fact, String> is, SplittableRandom random) {
        String[] numbers = is.get(BLOCK).split("-", -1);
        return is.get(TOWN)
                + (random.nextBoolean() ? is.get(BLOCK) : numbers[0] + "丁目" + numbers[1] + "番" + numbers[2] + "号");
    }
}
