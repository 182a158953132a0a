package io.enishi.examples.demos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code demo FOLDER}: plays a short story over the rules in a folder. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Plays a short story over the rules in its folder, such as examples/demos/printer-and-ink.")
public final class DemoCommand implements Callable<Integer> {

    /** A story that is played on a stage. */
    interface Story {
        void play(Path folder, PrintStream out) throws IOException;
    }

    /** By the name of the folder. */
    static final Map<String, Story> STORIES = new TreeMap<>(Map.of(
            "complaint-to-delight", ComplaintToDelight::play,
            "points-to-paper", PointsToPaper::play,
            "printer-and-ink", PrinterAndInk::play,
            "three-subjects", ThreeSubjects::play,
            "vip-from-the-store", VipFromTheStore::play));

    @Parameters(paramLabel = "FOLDER", description = "the story's folder; its name says which story")
    private Path folder = Path.of("");

    @Spec
    @SuppressWarnings("NullAway") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        Story story = last == null ? null : STORIES.get(last.toString());
        if (story == null || !Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    folder + " is not the folder of a story; there are " + String.join(", ", STORIES.keySet())
                            + " under examples/demos");
        }
        story.play(folder, System.out);
        return 0;
    }
}
