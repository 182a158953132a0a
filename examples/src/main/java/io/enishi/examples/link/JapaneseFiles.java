package io.enishi.examples.link;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.enishi.identity.ja.NameDictionary;
import io.enishi.identity.ja.PlaceTable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the host knows of Japan beforehand, from CSV files with a header line: names with their readings, places with postal codes. */
final class JapaneseFiles {

    private static final List<String> KANJI = List.of("kanji", "surface");
    private static final List<String> KANA = List.of("hiragana", "katakana", "kana");
    private static final List<String> PEOPLE = List.of("people", "people_estimate");
    private static final List<String> POSTAL = List.of("postal", "postal7", "postal_code");

    private final Charset charset;

    JapaneseFiles(Charset charset) {
        this.charset = charset;
    }

    /**
     * Names of a file, or of those files of a folder that hold some: kanji and kana, and which kind of name it is: in a column
     * {@code kind}, or family names where it stands how many people have them, else given names.
     *
     * @throws IllegalArgumentException if there are none
     */
    NameDictionary names(Path fileOrFolder) throws IOException {
        NameDictionary.Builder names = NameDictionary.builder();
        int read = 0;
        for (Path file : csvFiles(fileOrFolder)) {
            read += add(file, names) ? 1 : 0;
        }
        if (read == 0) {
            throw new IllegalArgumentException(fileOrFolder.getFileName()
                    + " has no names: a CSV file of names has one of the columns " + KANJI + " and one of " + KANA);
        }
        return names.build();
    }

    private boolean add(Path file, NameDictionary.Builder names) throws IOException {
        List<String> header = header(file);
        String kanji = first(KANJI, header);
        String kana = first(KANA, header);
        if (kanji.isEmpty() || kana.isEmpty()) {
            return false;
        }
        String people = first(PEOPLE, header);
        try (Reader csv = Files.newBufferedReader(file, charset)) {
            if (header.contains("kind")) {
                names.names(csv, kanji, kana, "kind");
            } else if (people.isEmpty()) {
                names.givenNames(csv, kanji, kana);
            } else {
                names.surnames(csv, kanji, kana, people);
            }
        }
        return true;
    }

    /**
     * Places of a file: postal code, prefecture, and city and town in two columns or in {@code city_and_town}.
     *
     * @throws IllegalArgumentException if a column is missing
     */
    PlaceTable places(Path file) throws IOException {
        List<String> header = header(file);
        String postal = first(POSTAL, header);
        boolean together = header.contains("city_and_town");
        if (postal.isEmpty()
                || !header.contains("prefecture")
                || !(together || header.containsAll(List.of("city", "town")))) {
            throw new IllegalArgumentException(file.getFileName() + " must have one of the columns " + POSTAL
                    + ", prefecture, and city and town or city_and_town; it has " + String.join(", ", header));
        }
        PlaceTable.Builder places = PlaceTable.builder();
        try (Reader csv = Files.newBufferedReader(file, charset)) {
            if (together) {
                places.postalCodes(csv, postal, "prefecture", "city_and_town");
            } else {
                places.places(csv, postal, "prefecture", "city", "town");
            }
        }
        return places.build();
    }

    private static List<Path> csvFiles(Path fileOrFolder) throws IOException {
        if (!Files.exists(fileOrFolder)) {
            throw new IllegalArgumentException("there is no " + fileOrFolder);
        }
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(fileOrFolder)) {
            all.filter(file -> file.toString().endsWith(".csv")).sorted().forEach(files::add);
        }
        return files;
    }

    private List<String> header(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file);
        }
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file, charset)) {
            for (NamedCsvRecord row : csv) {
                return row.getHeader();
            }
            return List.of();
        } catch (UncheckedIOException | CsvParseException e) {
            throw new IllegalArgumentException(file.getFileName() + " is not readable as CSV: " + e.getMessage(), e);
        }
    }

    private static String first(List<String> wanted, List<String> header) {
        return wanted.stream().filter(header::contains).findFirst().orElse("");
    }
}
