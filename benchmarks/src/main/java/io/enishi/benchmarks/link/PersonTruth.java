package io.enishi.benchmarks.link;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who every row of a file really is, and the pairwise F1 of any clusters of the rows; the same count for every contestant. */
final class PersonTruth {

    private final int[] persons;
    private final Map<String, Integer> rowOf;

    private PersonTruth(int[] persons, Map<String, Integer> rowOf) {
        this.persons = persons;
        this.rowOf = rowOf;
    }

    static PersonTruth read(Path file, String idColumn, String personColumn) throws IOException {
        Map<String, Integer> rowOf = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        List<Integer> persons = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : csv) {
                rowOf.put(line.getField(idColumn), persons.size());
                persons.add(numbers.computeIfAbsent(line.getField(personColumn), key -> numbers.size()));
            }
        }
        return new PersonTruth(persons.stream().mapToInt(Integer::intValue).toArray(), rowOf);
    }

    int rows() {
        return persons.length;
    }

    /** Pairwise F1 of a file of clusters with the columns {@code id,person}. */
    double f1(Path clusters) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        int[] labels = new int[persons.length];
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(clusters)) {
            for (NamedCsvRecord line : csv) {
                Integer row = rowOf.get(line.getField("id"));
                if (row == null) {
                    throw new IllegalStateException("the clusters have a row that the people lack");
                }
                labels[row] = numbers.computeIfAbsent(line.getField("person"), key -> numbers.size());
            }
        }
        return f1(labels);
    }

    /** @param labels for every row the number of its cluster */
    double f1(int[] labels) {
        Map<Long, Integer> both = new HashMap<>();
        Map<Long, Integer> linked = new HashMap<>();
        Map<Long, Integer> actual = new HashMap<>();
        for (int row = 0; row < labels.length; row++) {
            both.merge((long) labels[row] << 32 | persons[row], 1, Integer::sum);
            linked.merge((long) labels[row], 1, Integer::sum);
            actual.merge((long) persons[row], 1, Integer::sum);
        }
        return 2.0 * pairs(both) / (pairs(linked) + pairs(actual));
    }

    private static long pairs(Map<Long, Integer> sizes) {
        long pairs = 0;
        for (int size : sizes.values()) {
            pairs += (long) size * (size - 1) / 2;
        }
        return pairs;
    }
}
