package io.enishi.benchmarks.link;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import no.priv.garshol.duke.Cleaner;
import no.priv.garshol.duke.Comparator;
import no.priv.garshol.duke.ConfigurationImpl;
import no.priv.garshol.duke.Processor;
import no.priv.garshol.duke.Property;
import no.priv.garshol.duke.PropertyImpl;
import no.priv.garshol.duke.Record;
import no.priv.garshol.duke.RecordImpl;
import no.priv.garshol.duke.cleaners.LowerCaseNormalizeCleaner;
import no.priv.garshol.duke.databases.InMemoryBlockingDatabase;
import no.priv.garshol.duke.databases.KeyFunction;
import no.priv.garshol.duke.databases.LuceneDatabase;
import no.priv.garshol.duke.matchers.AbstractMatchListener;

/**
 * Duke over one set of people: how it compares, how it finds candidates, and one run from CSV to scored pairs.
 *
 * <p>Its blocking keys are our model's blocking rules. With them it finds our candidates; with Duke's window of neighbouring keys, on
 * unless switched off, a few more. Lucene is the index that Duke takes unless told otherwise.
 */
final class DukePeer {

    private static final String ID = "id";
    private static final int THREADS = 2;

    /** Duke's own default. */
    private static final int NEIGHBOURING_ROWS = 5;

    /** Where Duke finds candidates. */
    enum Index {
        /** Rows with an equal key. */
        BLOCKING,
        /** Also rows with the next keys in order, until there are five of them on either side. */
        NEIGHBOURS,
        /** A full-text search by all columns. */
        LUCENE
    }

    /**
     * How one column is compared.
     *
     * @param high probability that two records are one person if the column agrees, of 0.5 to 1
     * @param low the same if it differs, of 0 to 0.5
     */
    record Column(String name, Comparator comparator, double high, double low) {}

    /** Two rows, by their place in the file, and Duke's probability that they are one person. */
    record ScoredPair(int left, int right, double probability) {}

    private final String idColumn;
    private final List<Column> columns;
    private final List<KeyFunction> keys;

    /**
     * @param idColumn column with the id of each row
     * @param rules columns that agree where rows are compared; {@code column:4} takes four letters of it
     */
    DukePeer(String idColumn, List<Column> columns, List<List<String>> rules) {
        this.idColumn = idColumn;
        this.columns = List.copyOf(columns);
        List<KeyFunction> functions = new ArrayList<>();
        for (List<String> rule : rules) {
            functions.add(row -> key(row, rule));
        }
        this.keys = List.copyOf(functions);
    }

    /**
     * Reads and compares.
     *
     * @param threshold pairs below it are left out, and Duke stops comparing early where it cannot be reached
     */
    List<ScoredPair> run(Path file, Index index, double threshold) throws IOException {
        ConfigurationImpl configuration = new ConfigurationImpl();
        List<Property> properties = new ArrayList<>();
        properties.add(new PropertyImpl(ID));
        for (Column column : columns) {
            properties.add(new PropertyImpl(column.name(), column.comparator(), column.low(), column.high()));
        }
        configuration.setProperties(properties);
        configuration.setThreshold(threshold);
        if (index == Index.LUCENE) {
            configuration.setDatabase(new LuceneDatabase());
        } else {
            InMemoryBlockingDatabase blocks = new InMemoryBlockingDatabase();
            blocks.setKeyFunctions(keys);
            blocks.setWindowSize(index == Index.BLOCKING ? 0 : NEIGHBOURING_ROWS);
            configuration.setDatabase(blocks);
        }
        Pairs pairs = new Pairs();
        Processor processor = new Processor(configuration);
        try {
            processor.setThreads(THREADS);
            processor.addMatchListener(pairs);
            processor.deduplicate(rows(file));
        } finally {
            processor.close();
        }
        return pairs.found;
    }

    private List<Record> rows(Path file) throws IOException {
        Cleaner cleaner = new LowerCaseNormalizeCleaner();
        List<Record> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : csv) {
                RecordImpl row = new RecordImpl();
                row.addValue(ID, Integer.toString(rows.size()));
                for (Column column : columns) {
                    String clean = cleaner.clean(line.getField(column.name()));
                    if (clean != null && !clean.isEmpty()) {
                        row.addValue(column.name(), clean);
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Rows that lack a part get a key of their own, because Duke wants one of every row. */
    private static String key(Record row, List<String> rule) {
        StringBuilder key = new StringBuilder();
        for (String part : rule) {
            int colon = part.indexOf(':');
            String value = row.getValue(colon < 0 ? part : part.substring(0, colon));
            if (value == null) {
                return "\uffff" + row.getValue(ID);
            }
            int letters = colon < 0 ? value.length() : Integer.parseInt(part.substring(colon + 1));
            key.append(value, 0, Math.min(letters, value.length())).append('\t');
        }
        return key.toString();
    }

    String idColumn() {
        return idColumn;
    }

    /** Duke tells of most pairs twice, and from two threads. */
    private static final class Pairs extends AbstractMatchListener {
        private final List<ScoredPair> found = new ArrayList<>();

        @Override
        public synchronized void matches(Record left, Record right, double probability) {
            int a = Integer.parseInt(left.getValue(ID));
            int b = Integer.parseInt(right.getValue(ID));
            if (a < b) {
                found.add(new ScoredPair(a, b, probability));
            }
        }
    }
}
