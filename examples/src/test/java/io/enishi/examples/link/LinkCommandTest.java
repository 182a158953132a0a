package io.enishi.examples.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.identity.link.LinkModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LinkCommandTest {

    private static final String MODEL =
            "link: small\ncomparisons:\n  - of: name:text\n    as: name\n  - of: born:date\n    as: date\n"
                    + "blocking:\n  - name:text\n  - born:date\n";

    private static final String ROWS =
            "id,name,born,who\n1,Ann Abel,1970-01-02,a\n2,Ann Abell,1970-01-02,a\n3,Bert Beck,1981-05-06,b\n";

    @TempDir
    private Path folder;

    @Test
    void rowsOfOneFileBecomePeople() throws IOException {
        Path output = folder.resolve("out.csv");
        int exit = run(
                "--input",
                file("in.csv", ROWS),
                "--id",
                "id",
                "--model",
                file("m.yaml", MODEL),
                "--truth",
                "who",
                "--output",
                output.toString(),
                "--explain",
                "1,2");
        assertThat(exit).isZero();
        assertThat(Files.readAllLines(output)).hasSize(4).startsWith("id,person");
    }

    @Test
    void namesAndPlacesAreLookedUpInTheHostsFiles() throws IOException {
        Path dictionaries = Files.createDirectory(folder.resolve("names"));
        Files.writeString(dictionaries.resolve("family.csv"), "kanji,people,hiragana\n五十嵐,9,いがらし\n");
        Files.writeString(dictionaries.resolve("given.csv"), "kanji,hiragana\n花,はな\n");
        Files.writeString(dictionaries.resolve("towns.csv"), "town\n江見\n");
        String model = file(
                "m.yaml",
                "link: j\ncomparisons:\n  - of: name/ja-family\n    as: ja-name\n  - of: address:ja-address\n"
                        + "    as: ja-address\nblocking:\n  - name/ja-family:part-2\n");
        String rows = file("in.csv", "id,name,address\n1,五十嵐花,美作市江見１−３３\n2,イガラシ ハナ,岡山県美作市大字江見1番地33\n");
        String places = file("places.csv", "postal,prefecture,city,town\n7072121,岡山県,美作市,江見\n");
        String[] plain = {"--input", rows, "--id", "id", "--model", model, "--explain", "1,2"};
        String[] looked = Stream.concat(
                        Arrays.stream(plain), Stream.of("--names", dictionaries.toString(), "--postal", places))
                .toArray(String[]::new);
        assertThat(printed(plain)).doesNotContain("part 2");
        assertThat(printed(looked)).contains("part 2");
        assertThat(run("--input", rows, "--id", "id", "--model", model, "--names", places))
                .isEqualTo(2);
        assertThat(run("--input", rows, "--id", "id", "--model", model, "--postal", rows))
                .isEqualTo(2);
    }

    @Test
    void knownPairsBind() throws IOException {
        Path output = folder.resolve("out.csv");
        String[] common = {
            "--input",
            file("in.csv", ROWS),
            "--id",
            "id",
            "--model",
            file("m.yaml", MODEL),
            "--output",
            output.toString()
        };
        String[] labelled = Arrays.copyOf(common, common.length + 2);
        labelled[common.length] = "--labels";
        labelled[common.length + 1] = file("labels.csv", "a,b,same\n1,3,yes\n1,2,no\n2,3,no\n");
        assertThat(run(labelled)).isZero();
        assertThat(Files.readAllLines(output)).containsExactly("id,person", "1,1", "2,2", "3,1");
        labelled[common.length + 1] = file("wrong.csv", "a,b,same\n1,3,perhaps\n");
        assertThat(errors(labelled)).contains("perhaps");
    }

    @Test
    void whatIsWrongWithTheInputIsSaid() throws IOException {
        String model = file("m.yaml", MODEL);
        assertThat(errors("--input", file("a.csv", ROWS), "--id", "number", "--model", model))
                .contains("no column \"number\"");
        assertThat(errors(
                        "--input",
                        file("b.csv", ROWS),
                        "--id",
                        "id",
                        "--model",
                        file("n.yaml", MODEL.replace("born", "birth"))))
                .contains("no column \"birth\"");
        assertThat(errors("--input", file("c.csv", ROWS + "1,Ann,,a\n"), "--id", "id", "--model", model))
                .contains("ids must not repeat");
        assertThat(errors("--input", file("d.csv", ROWS + "4,Ann\n"), "--id", "id", "--model", model))
                .contains("d.csv");
        assertThat(errors("--input", file("g.csv", ROWS + ",Ann,,\n"), "--id", "id", "--model", model))
                .contains("g.csv, line 5: the row has no id");
        Path sjis = folder.resolve("e.csv");
        Files.write(sjis, "id,name,born\n1,山田,1970-01-01\n".getBytes("windows-31j"));
        assertThat(errors("--input", sjis.toString(), "--id", "id", "--model", model))
                .contains("--charset");
        assertThat(errors("--input", file("f.csv", ROWS), "--model", model)).contains("--id");
    }

    @Test
    void aTrainedModelIsRefusedUnlessAskedFor() throws IOException {
        String saved = folder.resolve("saved.yaml").toString();
        String input = file("in.csv", ROWS);
        assertThat(run("--input", input, "--id", "id", "--model", file("m.yaml", MODEL), "--save-model", saved))
                .isZero();
        assertThat(errors("--input", input, "--id", "id", "--model", saved)).contains("--trained");
        assertThat(run("--input", input, "--id", "id", "--model", saved, "--trained"))
                .isZero();
    }

    @Test
    void rowsThatAreAllAlikeAreNoError() throws IOException {
        String alike = file("alike.csv", "id,name,born\n1,A,1990-01-01\n2,A,1990-01-01\n3,A,1990-01-01\n");
        assertThat(run("--input", alike, "--id", "id", "--model", file("m.yaml", MODEL)))
                .isZero();
    }

    @Test
    void aFileWithoutRowsIsRefusedAlsoForASuggestion() throws IOException {
        assertThat(errors("--suggest", file("empty.csv", ""))).contains("empty.csv has no rows");
        assertThat(errors("--suggest", file("header.csv", "id,name\n"))).contains("header.csv has no rows");
    }

    @Test
    void aModelThatWasTrainedWithLabelsSaysSo() throws IOException {
        Path saved = folder.resolve("saved.yaml");
        String labels = file("labels.csv", "a,b,same\n1,2,yes\n");
        String[] job = {
            "--input",
            file("in.csv", ROWS),
            "--id",
            "id",
            "--model",
            file("m.yaml", MODEL),
            "--labels",
            labels,
            "--save-model",
            saved.toString()
        };
        assertThat(run(job)).isZero();
        assertThat(Files.readString(saved)).startsWith("# trained with labels: labels.csv");
        assertThat(LinkModel.parse(Files.readString(saved)).training()).isPresent();
    }

    @Test
    void everyModelThatShipsReads() throws IOException {
        try (Stream<Path> models =
                Files.list(Path.of("models")).filter(file -> file.toString().endsWith(".yaml"))) {
            assertThat(models.toList()).hasSizeGreaterThan(8).allSatisfy(model -> {
                LinkModel read = LinkModel.parse(Files.readString(model));
                assertThat(read.training()).isEmpty();
                assertThat(LinkModel.parse(read.toYaml())).isEqualTo(read);
            });
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8)
                .toString();
    }

    private static int run(String... arguments) {
        return new CommandLine(new LinkCommand()).execute(arguments);
    }

    private static String printed(String... arguments) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            assertThat(run(arguments)).isZero();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String errors(String... arguments) {
        StringWriter errors = new StringWriter();
        int exit = new CommandLine(new LinkCommand())
                .setErr(new PrintWriter(errors))
                .execute(arguments);
        assertThat(exit).isNotZero();
        return errors.toString();
    }
}
