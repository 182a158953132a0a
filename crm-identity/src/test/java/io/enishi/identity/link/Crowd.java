package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.List;

/** Small worlds of people with repeated, spoilt records; a seed decides everything. */
final class Crowd {

    static final LinkModel MODEL = LinkModel.parse("""
        link: crowd
        comparisons:
          - of: given
            as: name
          - of: family
            as: name
            household: true
          - of: born
            as: date
          - of: phone
            as: code
            household: true
        blocking:
          - phone
          - born, family
          - born, given
          - given, family
        """);

    /** One row: source, id, values; the person is the number before the dot of the id. */
    record Row(String source, String id, List<String> values) {
        int person() {
            return Integer.parseInt(id.substring(1, id.indexOf('.')));
        }
    }

    private Crowd() {}

    static List<Row> of(long seed, int people) {
        List<Row> rows = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            long draw = Mix.of(seed, person);
            String given = "g" + word(Mix.below(draw, 60));
            String family = "f" + word(Mix.below(draw + 1, 90));
            String born = String.format(
                    "%d%02d%02d",
                    1940 + Mix.below(draw + 2, 60), 1 + Mix.below(draw + 3, 12), 1 + Mix.below(draw + 4, 28));
            String phone = String.valueOf(10_000_000 + Mix.below(draw + 5, 80_000_000));
            int copies = 1 + Mix.below(draw + 6, 3);
            for (int copy = 0; copy < copies; copy++) {
                int error = copy == 0 ? 0 : Mix.below(draw + 10 + copy, 6);
                rows.add(new Row(
                        "s" + copy,
                        "p" + person + "." + copy,
                        List.of(
                                error == 1 ? given.substring(1) : given,
                                error == 2 ? family + "x" : family,
                                error == 3 ? "" : born,
                                error == 4 ? "" : phone)));
            }
        }
        return rows;
    }

    private static String word(int number) {
        return Long.toString(Math.abs(Mix.of(number) % 2_000_000_000L), 36);
    }

    static RecordTable table(List<Row> rows) {
        RecordTable.Builder table = RecordTable.builder("given", "family", "born", "phone");
        rows.forEach(row -> table.add(row.source(), row.id(), row.values()));
        return table.build();
    }
}
