package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @Test
    void theDemoTellsWhatLeftAndWhyTheRestDidNot(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (Demo demo = new Demo(folder)) {
            new Story(demo).play();
            new Ending(demo, new PrintStream(told, true, StandardCharsets.UTF_8)).tell();
        }
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains(
                        "m-001  dm line-silent-card (line-to-dm)",
                        "m-002  mail second-suggestion (second-purchase); not by line: the person blocked our account",
                        "m-004  second-purchase/suggestion.1: line said no: LINE 400",
                        "m-005  second-purchase/how-to.1: mail: nobody at this address asked for newsletter on mail",
                        "m-003  second-purchase ended",
                        "3 LINE messages (answers [429, 500, 400, 200, 409, 200, 400])",
                        "Decided again from the log: identical");
        assertThat(folder.resolve("insert-20260403.csv")).content().contains("welcome-slip", "EC-1001");
        assertThat(folder.resolve("dm-20260428.csv")).content().contains("line-silent-card", "花子");
    }
}
