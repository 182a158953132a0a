package io.enishi.examples.replay;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CSV file of details. Texts that a spreadsheet would take for a formula are written with an apostrophe before them. */
public final class Table implements Closeable {

    private final CsvWriter writer;

    public Table(Path file, String... columns) throws IOException {
        writer = CsvWriter.builder().build(file, StandardCharsets.UTF_8);
        writer.writeRecord(columns);
    }

    public void row(Object... values) {
        List<String> texts = new ArrayList<>(values.length);
        for (Object value : values) {
            texts.add(value instanceof Number ? value.toString() : harmless(String.valueOf(value)));
        }
        writer.writeRecord(texts);
    }

    /** See OWASP, CSV injection. Full-width signs are formulas too, once a spreadsheet has folded them; a sign alone is none. */
    static String harmless(String text) {
        boolean formula = text.length() > 1 && "=+-@＝＋－＠\t\r".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    /** The text that {@link #harmless} made harmless. */
    static String plain(String text) {
        boolean marked = text.length() > 1
                && text.charAt(0) == '\''
                && !harmless(text.substring(1)).equals(text.substring(1));
        return marked ? text.substring(1) : text;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
