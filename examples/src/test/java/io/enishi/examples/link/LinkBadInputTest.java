package io.enishi.examples.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code link} says in a line what is wrong, and writes nothing then; what is doubtful it tells and goes on. */
class LinkBadInputTest {

    private static final String MODEL =
            "link: small\ncomparisons:\n  - of: name:text\n    as: name\n  - of: born:date\n    as: date\n"
                    + "blocking:\n  - name:text\n  - born:date\n";
    private static final String ROWS =
            "id,name,born\n1,Ann Abel,1970-01-02\n2,Ann Abell,1970-01-02\n3,Bert Beck,1981-05-06\n";

    @TempDir
    private Path folder;

    private Path output;
    private String input;
    private String model;

    @BeforeEach
    void files() throws IOException {
        output = folder.resolve("out.csv");
        input = file("in.csv", ROWS);
        model = file("m.yaml", MODEL);
    }

    /** What a command answered. */
    private record Answer(int exit, String complaints, String told) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --threshold 1.5    | threshold must be over 0 and under 1, but is 1.5
        --threshold NaN    | threshold must be over 0 and under 1, but is NaN
        --threads 0        | threads must be at least 1, but is 0
        --explain 1        | --explain takes two ids with a comma between them
        --explain 1,9      | no row has the id 9
        --truth person     | in.csv has no column "person"; it has id, name, born
        --trained          | the model "small" fixes no probabilities; leave --trained out, or take one that --save-model wrote
        """)
    void aWrongOptionIsAnsweredInOneLineBeforeAnythingIsWritten(String option, String complaint) {
        Answer answer = link(option.strip().split(" "));
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.complaints().lines()).containsExactly(complaint.strip());
        assertThat(output).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidBeforeTheWork() {
        Answer answer = link("--save-model", folder.resolve("nowhere/m.yaml").toString());
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.complaints()).contains("there is no folder");
        assertThat(answer.told()).doesNotContain("reading");
        assertThat(link("--save-model", folder.toString()).complaints()).contains("it is a folder");
    }

    @Test
    void severalProblemsOfAModelAreToldTogether() throws IOException {
        model = file("wrong.yaml", MODEL.replace("born:date", "birth:dat").replace("as: name", "as: person"));
        Answer answer = link();
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.complaints()).contains("person").doesNotContain("Usage:");
    }

    @Test
    void knownPairsThatCannotBeAreToldAndTheRestBinds() throws IOException {
        String labels = file("labels.csv", "a,b,same\n1,2,yes\n2,3,yes\n1,3,no\n1,77,yes\n");
        Answer answer = link("--labels", labels);
        assertThat(answer.exit()).isZero();
        assertThat(answer.told())
                .contains("known pairs with an id that no row has, passed over: 1, such as 1 and 77")
                .contains("known pairs that others contradict, kept apart: 1, such as 1 and 3");
        assertThat(people().get(0)).isNotEqualTo(people().get(2));
    }

    @Test
    void twoFilesMayBeCalledAlikeAndNumberTheirRowsAlike() throws IOException {
        input = file("a/people.csv", ROWS);
        String other = file("b/people.csv", "id,name,born\n1,Carla Cole,1955-03-04\n3,Bert Beck,1981-05-06\n");
        assertThat(link("--input2", other).exit()).isZero();
        assertThat(Files.readAllLines(output)).containsExactly("id,person", "1,1", "2,1", "3,3", "1,1'", "3,3");
        assertThat(link("--input2", other, "--explain", "2,3").complaints())
                .contains("both files have a row with the id 3");
        assertThat(link("--input2", other, "--labels", file("l.csv", "a,b,same\n1,2,yes\n"))
                        .complaints())
                .contains("both files have a row with the id 1");
    }

    @Test
    void ofTwoFilesTheNumberOfTheFileBeforeAnIdTellsWhichRowIsMeant() throws IOException {
        String other = file(
                "second.csv",
                "id,name,born\n1,Carla Cole,1955-03-04\n3,Bert Beck,1981-05-06\n2:1,Dora Dietz,1990-07-08\n");

        assertThat(link("--input2", other, "--explain", "1:3,2:3").exit()).isZero();
        assertThat(link("--input2", other, "--explain", "2:1,2").exit()).isZero();
        assertThat(link("--input2", other, "--explain", "2:2,1:1").complaints()).contains("no row has the id 2:2");

        String labels = file("l.csv", "a,b,same\n1:3,2:3,no\n1:1,2:3,yes\n2:1,2:3,yes\n2:2,1:1,yes\n");
        assertThat(link("--input2", other, "--labels", labels).told()).contains("passed over: 1, such as 2:2 and 1:1");
        List<String> people = people();
        assertThat(people.get(0)).isEqualTo(people.get(5)); // 1 of the first file, 3 of the second
        assertThat(people.get(2)).isNotEqualTo(people.get(5));
        assertThat(people.get(4)).isEqualTo(people.get(5)); // an id that is written 2:1
        assertThat(people.get(3)).isNotEqualTo(people.get(5)); // 1 of the second file was not meant
    }

    @Test
    void aBlockOfEverybodyIsPassedOverAndTold() throws IOException {
        input = file(
                "same.csv",
                IntStream.range(0, 3_000)
                        .mapToObj(i -> i + ",A,1990-01-01")
                        .collect(Collectors.joining("\n", "id,name,born\n", "\n")));
        Answer answer = link();
        assertThat(answer.exit()).isZero();
        assertThat(answer.told()).contains("passing over 3000 records that \"name:text\" leads to");
        assertThat(people()).hasSize(3_000).doesNotHaveDuplicates();
    }

    private List<String> people() throws IOException {
        return Files.readAllLines(output).stream()
                .skip(1)
                .map(line -> line.substring(line.indexOf(',') + 1))
                .toList();
    }

    private Answer link(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--input", input, "--id", "id", "--model", model, "--output", output.toString()));
        arguments.addAll(List.of(more));
        StringWriter complaints = new StringWriter();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            int exit = new CommandLine(new LinkCommand())
                    .setErr(new PrintWriter(complaints))
                    .execute(arguments.toArray(String[]::new));
            return new Answer(exit, complaints.toString(), told.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }
}
