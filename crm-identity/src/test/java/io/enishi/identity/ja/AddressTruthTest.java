package io.enishi.identity.ja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * 7,191 addresses as written, each with prefecture, city, town, and where it could be told block and number; parsed with the postal table of 2022 and with none. The
 * table lacks what the truth knows of 大字 and of towns renamed since, so some rows cannot be right.
 */
class AddressTruthTest {

    private static final Path FOLDER = Path.of("../../shared/data/identity/ja");

    /** Rows of a level, and how many were right down to each step. */
    static final class Counts {
        int rows;
        int prefecture;
        int city;
        int town;
        int block;

        void add(JapaneseAddress read, NamedCsvRecord truth) {
            rows++;
            boolean samePrefecture = read.prefecture().equals(truth.getField("都道府県"));
            boolean sameCity = samePrefecture && read.city().equals(truth.getField("市区町村"));
            boolean sameTown = sameCity && read.townName().equals(truth.getField("町字"));
            prefecture += samePrefecture ? 1 : 0;
            city += sameCity ? 1 : 0;
            town += sameTown ? 1 : 0;
            block += sameTown && read.block().equals(truth.getField("番地号")) ? 1 : 0;
        }

        @Override
        public String toString() {
            return String.format(
                    "%5d rows: prefecture %.4f, city %.4f, town %.4f, block and number %.4f",
                    rows, share(prefecture), share(city), share(town), share(block));
        }

        double share(int right) {
            return (double) right / rows;
        }
    }

    @Test
    void addressesAreRightToTownAndToBlock() throws IOException {
        assumeTrue(Files.exists(FOLDER.resolve("address_parse_truth.csv")));
        Map<String, Counts> counts = measure(AddressParser.of(places()), row -> row.getField("住所"));
        System.out.println("with the table:    " + counts);
        Counts all = counts.get("all");
        assertThat(all.share(all.town)).isGreaterThan(0.99); // measured 0.9933
        Counts level8 = counts.get("8");
        assertThat(level8.share(level8.block)).isGreaterThan(0.99); // measured 0.9961
    }

    @Test
    void withoutATableTheyAreStillMostlyRight() throws IOException {
        assumeTrue(Files.exists(FOLDER.resolve("address_parse_truth.csv")));
        Map<String, Counts> counts = measure(AddressParser.withoutTable(), row -> row.getField("住所"));
        System.out.println("without the table: " + counts);
        Counts all = counts.get("all");
        assertThat(all.share(all.town)).isGreaterThan(0.97); // measured 0.9768
        Counts level8 = counts.get("8");
        assertThat(level8.share(level8.block)).isGreaterThan(0.98); // measured 0.9839
    }

    @Test
    void neitherThePrefectureNorALongDashNorABuildingMatters() throws IOException {
        assumeTrue(Files.exists(FOLDER.resolve("address_parse_truth.csv")));
        AddressParser addresses = AddressParser.of(places());
        for (Function<NamedCsvRecord, String> spelling : List.<Function<NamedCsvRecord, String>>of(
                row -> row.getField("市区町村") + row.getField("町字") + "　"
                        + row.getField("番地号").replace('-', 'ー'),
                row -> row.getField("都道府県") + " " + row.getField("市区町村") + " " + row.getField("町字")
                        + row.getField("番地号").replaceFirst("-", "番地の") + "メゾン青葉２０３号室",
                row -> row.getField("住所").replaceFirst("(?<=県)[^県]{1,5}郡", ""))) {
            Counts level8 = measure(addresses, spelling).get("8");
            assertThat(level8.share(level8.block)).isGreaterThan(0.98);
        }
    }

    /** Each person of the generated set lives in a few places that are written in several ways: these must be one block. */
    @Test
    void thePostalCodeAgreesWithTheAddressOfGeneratedPersons() throws IOException {
        Path persons = FOLDER.resolve("jp_persons_dev.csv");
        assumeTrue(Files.exists(persons));
        AddressParser addresses = AddressParser.of(places());
        int rows = 0;
        int blocks = 0;
        try (Reader reader = Files.newBufferedReader(persons)) {
            for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(reader)) {
                if (!row.getField("address").isBlank()) {
                    rows++;
                    JapaneseAddress address = addresses.parse(row.getField("address"), row.getField("postal"));
                    blocks += address.level() == AddressLevel.BLOCK ? 1 : 0;
                }
            }
        }
        System.out.println("generated persons: " + blocks + " of " + rows + " read to the block");
        assertThat(blocks).isGreaterThan(rows * 97 / 100);
    }

    private static PlaceTable places() throws IOException {
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve("postal_codes_2022.csv"))) {
            return PlaceTable.builder()
                    .postalCodes(reader, "postal7", "prefecture", "city_and_town")
                    .build();
        }
    }

    private static Map<String, Counts> measure(AddressParser addresses, Function<NamedCsvRecord, String> spelling)
            throws IOException {
        Map<String, Counts> counts = new TreeMap<>();
        List<String> unread = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve("address_parse_truth.csv"))) {
            for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(reader)) {
                JapaneseAddress read = addresses.parse(spelling.apply(row));
                counts.computeIfAbsent(row.getField("レベル"), level -> new Counts())
                        .add(read, row);
                counts.computeIfAbsent("all", level -> new Counts()).add(read, row);
                if (read.parts().isEmpty()) {
                    unread.add(row.getField("住所"));
                }
            }
        }
        assertThat(unread).isEmpty();
        return counts;
    }
}
