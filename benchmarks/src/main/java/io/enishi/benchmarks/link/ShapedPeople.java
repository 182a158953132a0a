package io.enishi.benchmarks.link;

import io.enishi.identity.link.RecordTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** People of a {@link Shape} with repeated, spoilt rows, from a seed: the same seed gives the same rows. */
final class ShapedPeople {

    private static final String[] ONSETS = "b ch d f g gr h j k l m n p r s st t th v w".split(" ");
    private static final String[] VOWELS = "a e i o u ai ee ou".split(" ");
    private static final String[] CODAS = "  l m n r s ck nd rt ss".split(" ", -1);

    private final Shape shape;
    private final SplittableRandom random;
    private final List<String[]> surnames;
    private final List<String[]> givens;
    private final List<String[]> places;

    /** One row before it stands in a table. */
    private record Row(int person, int household, int source, Map<String, String> fields) implements People.Row {}

    private ShapedPeople(Shape shape, long seed) {
        this.shape = shape;
        this.random = new SplittableRandom(seed);
        this.surnames =
                shape.japanese() ? csv("surnames_frequency.csv", shape.surnames(), 0, 2, 3) : words(shape.surnames());
        this.givens = shape.japanese() ? csv("given_names.csv", shape.givens(), 1, 2, 3) : words(shape.givens());
        this.places = shape.japanese() ? csv("postal_codes_2022.csv", 2_000, 0, 1, 2) : words(400);
    }

    static People of(Shape shape, long seed) {
        return new ShapedPeople(shape, seed).make();
    }

    private People make() {
        List<Row> rows = new ArrayList<>();
        int first = shape.sources() == 2 ? shape.rows() / 2 : shape.rows();
        int repeated = (int) Math.round(first * shape.duplicates());
        int persons = shape.rows() - repeated;
        List<Row> known = persons(persons);
        if (shape.sources() == 2) {
            for (int i = 0; i < known.size(); i++) {
                rows.add(i < first ? known.get(i) : in(known.get(i), 1));
            }
            for (int i = 0; i < repeated; i++) {
                rows.add(in(spoilt(known.get(i)), 1));
            }
        } else {
            rows.addAll(known);
            while (rows.size() < shape.rows()) {
                rows.add(spoilt(known.get(random.nextInt(persons))));
            }
        }
        return table(rows);
    }

    private static Row in(Row row, int source) {
        return new Row(row.person(), row.household(), source, row.fields());
    }

    private People table(List<Row> rows) {
        List<String> columns = shape.columns().isEmpty()
                ? rows.get(0).fields().keySet().stream()
                        .filter(column -> !column.startsWith("!"))
                        .toList()
                : shape.columns();
        RecordTable.Builder builder = RecordTable.builder(columns);
        Map<String, Row> byId = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String id = "r" + random.nextInt(1_000_000) + "-" + i;
            byId.put(id, row);
            List<String> values = new ArrayList<>();
            for (String column : columns) {
                String value = row.fields().getOrDefault(column, "");
                values.add(random.nextDouble() < 0.04 * shape.missing() ? "" : value);
            }
            builder.add(shape.sources() == 2 ? "file " + row.source() : "", id, values);
        }
        return People.of(builder.build(), byId);
    }

    private List<Row> persons(int count) {
        List<Row> persons = new ArrayList<>();
        @Nullable Map<String, String> home = null;
        int left = 0;
        for (int person = 0; person < count; person++) {
            if (left == 0) {
                home = null;
                left = random.nextDouble() < shape.families() / 2.5 ? 1 + random.nextInt(3) : 0;
            } else {
                left--;
            }
            Map<String, String> fields = shape.japanese() ? japanese(home) : english(home);
            int household = home == null ? person + 1 : persons.get(person - 1).household();
            persons.add(new Row(person, household, 0, fields));
            home = left > 0 && home == null ? fields : home;
        }
        return persons;
    }

    private Map<String, String> english(@Nullable Map<String, String> home) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("given", ranked(givens)[0]);
        fields.put("family", home == null ? ranked(surnames)[0] : home.get("family"));
        fields.put("born", born(home, "born"));
        fields.put("gender", random.nextBoolean() ? "F" : "M");
        fields.put(
                "email",
                fields.get("given") + "." + fields.get("family") + random.nextInt(300) + "@"
                        + (random.nextBoolean() ? "mail.example.org" : "post.example.net"));
        fields.put("phone", shared(home, "phone", 0.3, "0" + (200_000_000 + random.nextInt(700_000_000))));
        String[] place = ranked(places);
        fields.put("street", shared(home, "street", 1, (1 + random.nextInt(90)) + " " + ranked(places)[0] + " road"));
        fields.put("city", shared(home, "city", 1, place[0]));
        fields.put(
                "postcode",
                shared(home, "postcode", 1, String.valueOf(10_000 + Math.floorMod(place[0].hashCode(), 80_000))));
        return fields;
    }

    private Map<String, String> japanese(@Nullable Map<String, String> home) {
        Map<String, String> fields = new LinkedHashMap<>();
        String[] family = ranked(surnames);
        String[] given = givens.get(random.nextInt(givens.size()));
        if (home != null) {
            family = new String[] {home.get("!family"), home.get("!read"), home.get("!romaji")};
        }
        fields.put("name", family[0] + " " + given[0]);
        fields.put("kana", NameFiles.katakana(family[1]) + " " + NameFiles.katakana(given[1]));
        String[] place = places.get(random.nextInt(places.size()));
        fields.put("postal", shared(home, "postal", 1, place[0].substring(0, 3) + "-" + place[0].substring(3)));
        fields.put(
                "address",
                shared(
                        home,
                        "address",
                        1,
                        place[1] + place[2] + (1 + random.nextInt(9)) + "丁目" + (1 + random.nextInt(30)) + "番"
                                + (1 + random.nextInt(20)) + "号"));
        fields.put(
                "phone",
                shared(
                        home,
                        "phone",
                        0.2,
                        "0" + (70 + 10 * random.nextInt(3)) + (10_000_000 + random.nextInt(90_000_000))));
        fields.put("email", given[2] + "." + family[2] + random.nextInt(300) + "@mail.example.org");
        fields.put("dob", born(home, "dob"));
        fields.put("gender", random.nextBoolean() ? "女" : "男");
        fields.put("!family", family[0]);
        fields.put("!read", family[1]);
        fields.put("!romaji", family[2]);
        fields.put("!given", given[0] + " " + given[1] + " " + given[2]);
        return fields;
    }

    private String born(@Nullable Map<String, String> home, String column) {
        String own = String.format(
                "%04d-%02d-%02d", 1940 + random.nextInt(65), 1 + random.nextInt(12), 1 + random.nextInt(28));
        return shared(home, column, shape.twins(), own);
    }

    private String shared(@Nullable Map<String, String> home, String column, double share, String own) {
        return home != null && random.nextDouble() < share ? home.get(column) : own;
    }

    private boolean fails(double rate) {
        return random.nextDouble() < rate * shape.errors();
    }

    private Row spoilt(Row of) {
        Map<String, String> fields = new LinkedHashMap<>(of.fields());
        Map<String, String> other = shape.japanese() ? japanese(null) : english(null);
        for (String column : List.of("email", "phone")) {
            if (fails(0.15)) {
                fields.put(column, other.get(column));
            }
        }
        if (fails(0.15)) {
            for (String column : List.of("street", "city", "postcode", "postal", "address")) {
                fields.computeIfPresent(column, (key, value) -> other.get(key));
            }
        }
        if (shape.japanese()) {
            writeOtherwise(fields);
        } else {
            if (fails(0.04)) {
                fields.put("family", other.get("family"));
            }
            if (fails(0.03)) {
                fields.put("given", fields.get("given").substring(0, 1));
            }
            for (String column : List.of("given", "family", "street", "email", "city")) {
                if (fails(0.08)) {
                    fields.computeIfPresent(column, (key, value) -> typo(value));
                }
            }
        }
        for (String column : List.of("born", "dob", "phone")) {
            if (fails(0.05) && fields.containsKey(column)) {
                fields.put(column, digit(fields.get(column)));
            }
        }
        for (String column : List.copyOf(fields.keySet())) {
            if (!column.startsWith("!") && random.nextDouble() < 0.08 * shape.missing()) {
                fields.put(column, "");
            }
        }
        return new Row(of.person(), of.household(), of.source(), fields);
    }

    /** Forms in which Japanese people write one and the same thing. */
    private void writeOtherwise(Map<String, String> fields) {
        String[] given = fields.get("!given").split(" ", -1);
        switch (random.nextInt(8)) {
            case 0, 1 -> fields.put("name", fields.get("!family") + given[0]);
            case 2 -> fields.put("name", fields.get("!family") + "　" + given[0]);
            case 3 -> fields.put("name", fields.get("kana"));
            case 4 -> fields.put("name", given[2] + " " + fields.get("!romaji"));
            default -> {}
        }
        if (random.nextInt(4) == 0) {
            fields.put("kana", fields.get("!read") + "　" + given[1]);
        }
        if (random.nextInt(3) == 0) {
            fields.put(
                    "address",
                    fields.get("address")
                            .replaceFirst("丁目([0-9]+)番([0-9]+)号", "-$1-$2")
                            .replaceFirst("^.{2,3}[都道府県]", ""));
        }
        if (random.nextInt(4) == 0) {
            fields.put("phone", "+81" + fields.get("phone").substring(1));
        }
        if (random.nextInt(4) == 0) {
            fields.put("dob", fields.get("dob").replace("-", "/"));
        }
    }

    private String typo(String text) {
        if (text.length() < 3) {
            return text;
        }
        int at = 1 + random.nextInt(text.length() - 2);
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + (char) ('a' + random.nextInt(26)) + text.substring(at + 1);
            default -> text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
        };
    }

    private String digit(String text) {
        int at = text.length() - 1;
        return text.isEmpty() ? text : text.substring(0, at) + random.nextInt(10);
    }

    /** A rank falls about as its inverse. */
    private String[] ranked(List<String[]> words) {
        int rank = (int) (Math.pow(words.size() + 5.0, random.nextDouble()) - 1) + random.nextInt(5);
        return words.get(Math.min(words.size() - 1, rank));
    }

    private List<String[]> words(int count) {
        List<String[]> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder word = new StringBuilder();
            for (int s = 0; s < 2 + random.nextInt(2); s++) {
                word.append(ONSETS[random.nextInt(ONSETS.length)]).append(VOWELS[random.nextInt(VOWELS.length)]);
            }
            words.add(new String[] {
                word.append(CODAS[random.nextInt(CODAS.length)]).toString()
            });
        }
        return words;
    }

    /** Some columns of rows that are drawn from the whole of a file; surnames are its first rows, the most common. */
    private List<String[]> csv(String file, int count, int... columns) {
        List<String[]> lines = NameFiles.lines("ja/" + file);
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean inOrder = file.startsWith("surnames");
            String[] cells = lines.get(inOrder ? i : random.nextInt(lines.size()));
            rows.add(new String[] {cells[columns[0]], cells[columns[1]], cells[columns[2]]});
        }
        return rows;
    }
}
