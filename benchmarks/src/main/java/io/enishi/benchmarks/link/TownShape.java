package io.enishi.benchmarks.link;

import java.util.List;

/**
 * A town whose people come again and again, as one shop in it writes them down.
 *
 * @param name what it is called
 * @param japanese whether it lies in Japan
 * @param people how many there are
 * @param returning how probable it is that somebody comes once more, each time
 * @param families how probable it is that somebody lives with the one before
 * @param places districts of the town; with few, many people share a postal code
 * @param errors times the usual rate of errors
 * @param missing times the usual rate of values that are left out
 * @param columns columns that the shop keeps
 */
record TownShape(
        String name,
        boolean japanese,
        int people,
        double returning,
        double families,
        int places,
        double errors,
        double missing,
        List<String> columns) {

    /** Towns from many to few families, from letters to all that is known. */
    static List<TownShape> all() {
        String[] letters = {"first_name", "last_name", "street", "town", "zip"};
        return List.of(
                west("letters, few families", 3_000, 0.15, 0.1, 40, letters),
                west("letters, few families, few repeated", 3_000, 0.05, 0.1, 40, letters),
                west("letters, half in families", 3_000, 0.1, 0.5, 40, letters),
                west("letters, many repeated", 2_000, 0.4, 0.1, 40, letters),
                west("letters, one village", 1_500, 0.15, 0.3, 2, letters),
                west("letters, 20,000 people", 20_000, 0.15, 0.2, 150, letters),
                west("name and address in one column each", 3_000, 0.2, 0.3, 60, "name", "address"),
                west("callers", 3_000, 0.25, 0.4, 60, "first_name", "last_name", "phone"),
                west("patients", 4_000, 0.25, 0.5, 60, "first_name", "last_name", "dob", "sex", "zip"),
                west("newsletter", 4_000, 0.2, 0.3, 60, "name", "mail", "town"),
                west("regulars", 800, 0.8, 0.3, 30, "first_name", "last_name", "dob", "phone", "mail"),
                west("careless clerks", 3_000, 0.3, 0.3, 60, "first_name", "last_name", "dob", "street", "zip", "phone")
                        .with(2.5, 2),
                west(
                        "everything",
                        5_000,
                        0.2,
                        0.4,
                        60,
                        "first_name",
                        "last_name",
                        "dob",
                        "sex",
                        "street",
                        "town",
                        "zip"),
                japan("Japan, letters, few families", 3_000, 0.15, 0.1, 60, "氏名", "郵便番号", "住所"),
                japan("Japan, letters, half in families", 3_000, 0.1, 0.5, 60, "氏名", "カナ", "郵便番号", "住所"),
                japan("Japan, callers", 3_000, 0.2, 0.4, 60, "氏名", "カナ", "電話"),
                japan("Japan, names only", 2_000, 0.2, 0.2, 60, "氏名", "カナ"),
                japan("Japan, loyalty", 5_000, 0.3, 0.4, 200, "氏名", "カナ", "郵便番号", "住所", "電話", "メール", "生年月日"),
                japan("Japan, loyalty, careless", 3_000, 0.3, 0.4, 60, "氏名", "カナ", "住所", "電話", "メール", "生年月日")
                        .with(2.5, 2.5));
    }

    private static TownShape west(
            String name, int people, double returning, double families, int places, String... columns) {
        return new TownShape(name, false, people, returning, families, places, 1, 1, List.of(columns));
    }

    private static TownShape japan(
            String name, int people, double returning, double families, int places, String... columns) {
        return new TownShape(name, true, people, returning, families, places, 1, 1, List.of(columns));
    }

    private TownShape with(double errorTimes, double missingTimes) {
        return new TownShape(name, japanese, people, returning, families, places, errorTimes, missingTimes, columns);
    }
}
