package io.enishi.examples.csv;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;

/**
 * Encodings by name. Every name that people have for the encoding of Japanese spreadsheets means that of Windows, as browsers do: what Java
 * calls {@code Shift_JIS} has no {@code 髙} and no {@code ①}, and what it calls {@code cp932} is IBM's.
 */
public final class Encodings implements CommandLine.ITypeConverter<Charset> {

    private static final Set<String> OF_WINDOWS =
            Set.of("shift_jis", "shift-jis", "sjis", "x-sjis", "cp932", "ms932", "windows-932", "csshiftjis");

    /** The encoding of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Charset named(String name) {
        try {
            return Charset.forName(OF_WINDOWS.contains(name.toLowerCase(Locale.ROOT)) ? "windows-31j" : name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("no encoding is called \"" + name + "\"; try windows-31j or UTF-8", e);
        }
    }

    @Override
    public Charset convert(String name) {
        try {
            return named(name);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }
}
