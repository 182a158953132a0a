package io.enishi.benchmarks.link;

import java.util.List;

/**
 * What a generated set of people looks like.
 *
 * @param name what it is called
 * @param japanese whether people live in Japan
 * @param rows rows in all
 * @param duplicates share of the rows that repeat a person; with two sources, of the second source's rows
 * @param families share of the people who live with others of the same family name and address
 * @param twins share of these who were born on the same day as another
 * @param surnames how many surnames there are
 * @param givens how many given names
 * @param errors times the usual rate of errors in repeated rows
 * @param missing times the usual rate of values that are left out
 * @param sources 1, or 2 for two files in which everybody is once
 * @param columns columns that the file has; empty for all
 */
record Shape(
        String name,
        boolean japanese,
        int rows,
        double duplicates,
        double families,
        double twins,
        int surnames,
        int givens,
        double errors,
        double missing,
        int sources,
        List<String> columns) {

    static Shape english(String name, int rows, double duplicates) {
        return new Shape(name, false, rows, duplicates, 0.3, 0.02, 2_000, 600, 1, 1, 1, List.of());
    }

    static Shape japanese(String name, int rows, double duplicates) {
        return new Shape(name, true, rows, duplicates, 0.3, 0.02, 1_500, 3_000, 1, 1, 1, List.of());
    }

    Shape withFamilies(double share, double ofTwins) {
        return new Shape(
                name, japanese, rows, duplicates, share, ofTwins, surnames, givens, errors, missing, sources, columns);
    }

    Shape withNames(int family, int given) {
        return new Shape(
                name, japanese, rows, duplicates, families, twins, family, given, errors, missing, sources, columns);
    }

    Shape withErrors(double errorTimes, double missingTimes) {
        return new Shape(
                name,
                japanese,
                rows,
                duplicates,
                families,
                twins,
                surnames,
                givens,
                errorTimes,
                missingTimes,
                sources,
                columns);
    }

    Shape asTwoSources() {
        return new Shape(
                name, japanese, rows, duplicates, families, twins, surnames, givens, errors, missing, 2, columns);
    }

    Shape withColumns(String... only) {
        return new Shape(
                name,
                japanese,
                rows,
                duplicates,
                families,
                twins,
                surnames,
                givens,
                errors,
                missing,
                sources,
                List.of(only));
    }

    /** Sets that differ from the ones the engine was made with. */
    static List<Shape> all() {
        String[] names = {"given", "family", "born"};
        return List.of(
                english("300 rows, 5 % duplicates", 300, 0.05),
                english("300 rows, 20 %", 300, 0.20),
                english("300 rows, 60 %", 300, 0.60),
                english("3,000 rows, 5 %", 3_000, 0.05),
                english("3,000 rows, 20 %", 3_000, 0.20),
                english("3,000 rows, 60 %", 3_000, 0.60),
                english("20,000 rows, 10 %", 20_000, 0.10),
                english("errors doubled", 3_000, 0.30).withErrors(2, 1),
                english("much missing", 3_000, 0.30).withErrors(1, 3),
                english("families and twins", 3_000, 0.20).withFamilies(0.9, 0.15),
                english("common names", 3_000, 0.20).withNames(60, 60),
                english("name and birth only", 3_000, 0.20).withColumns(names),
                english("name and birth only, 60 %", 3_000, 0.60).withColumns(names),
                english("names only", 1_000, 0.20).withColumns("given", "family"),
                english("one column: e-mail", 1_000, 0.20).withColumns("email"),
                english("name and address only", 3_000, 0.20)
                        .withColumns("given", "family", "street", "city", "postcode"),
                english("two files, 2 % in both", 4_000, 0.02).asTwoSources(),
                english("two files, 50 % in both", 4_000, 0.50).asTwoSources(),
                english("no duplicates", 2_000, 0.0),
                japanese("Japan, 300 rows, 20 %", 300, 0.20),
                japanese("Japan, 3,000 rows, 20 %", 3_000, 0.20),
                japanese("Japan, 3,000 rows, 60 %", 3_000, 0.60),
                japanese("Japan, common names", 3_000, 0.20).withNames(40, 200),
                japanese("Japan, families and twins", 3_000, 0.20).withFamilies(0.9, 0.10),
                japanese("Japan, errors doubled", 3_000, 0.30).withErrors(2, 2),
                japanese("Japan, name and telephone only", 3_000, 0.20).withColumns("name", "kana", "phone"),
                japanese("Japan, two files, 10 % in both", 4_000, 0.10).asTwoSources());
    }
}
