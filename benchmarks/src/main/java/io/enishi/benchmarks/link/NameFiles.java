package io.enishi.benchmarks.link;

import io.enishi.benchmarks.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The real lists of names and places that invented people are drawn from. */
final class NameFiles {

    private NameFiles() {}

    /** The cells of each line but the first. */
    static List<String[]> lines(String file) {
        try {
            return Files.readAllLines(SharedData.file("identity/" + file)).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many of the lines, drawn at random; one may come twice. */
    static List<String[]> some(List<String[]> lines, int count, SplittableRandom random) {
        List<String[]> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(lines.get(random.nextInt(lines.size())));
        }
        return some;
    }

    static String katakana(String hiragana) {
        StringBuilder katakana = new StringBuilder();
        hiragana.chars().forEach(c -> katakana.append((char) (c >= 'ぁ' && c <= 'ゖ' ? c + 0x60 : c)));
        return katakana.toString();
    }
}
