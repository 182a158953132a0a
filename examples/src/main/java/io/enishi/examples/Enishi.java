package io.enishi.examples;

import io.enishi.examples.analysis.AttributionCommand;
import io.enishi.examples.analysis.ClvCommand;
import io.enishi.examples.analysis.CohortsCommand;
import io.enishi.examples.analysis.RecommendCommand;
import io.enishi.examples.analysis.RfmCommand;
import io.enishi.examples.demos.DemoCommand;
import io.enishi.examples.experiment.ExperimentCommand;
import io.enishi.examples.link.LinkCommand;
import io.enishi.examples.points.PointsCommand;
import io.enishi.examples.replay.ReplayCommand;
import io.enishi.examples.simulate.CheckCommand;
import io.enishi.examples.simulate.DiagramCommand;
import io.enishi.examples.simulate.SimulateCommand;
import io.enishi.examples.simulate.WhyCommand;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code java -jar enishi.jar replay}. */
@Command(
        name = "enishi",
        mixinStandardHelpOptions = true,
        description = "A small CRM in one process, run over a log of what customers did.")
public final class Enishi {

    /** Commands in the order in which they are listed. */
    static final List<String> COMMANDS = List.of(
            "replay",
            "shop",
            "link",
            "clv",
            "attribution",
            "cohorts",
            "recommend",
            "rfm",
            "points",
            "experiment",
            "simulate",
            "why",
            "diagram",
            "check",
            "demo");

    private Enishi() {}

    public static void main(String[] arguments) {
        int exitCode = run(arguments);
        System.out.flush(); // under exec:java the console is Maven's, which holds back what is not flushed
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Runs a command and answers the exit code. */
    static int run(String... arguments) {
        CommandLine line = new CommandLine(new Enishi());
        // Only what was called is loaded: the classes of all commands take as long to load as a small job takes.
        List<String> wanted =
                arguments.length > 0 && COMMANDS.contains(arguments[0]) ? List.of(arguments[0]) : COMMANDS;
        wanted.forEach(name -> line.addSubcommand(command(name)));
        return line.setExecutionExceptionHandler(new Failures())
                .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }

    static Callable<Integer> command(String name) {
        return switch (name) {
            case "replay" -> new ReplayCommand();
            case "shop" -> new ShopCommand();
            case "link" -> new LinkCommand();
            case "clv" -> new ClvCommand();
            case "attribution" -> new AttributionCommand();
            case "cohorts" -> new CohortsCommand();
            case "recommend" -> new RecommendCommand();
            case "rfm" -> new RfmCommand();
            case "points" -> new PointsCommand();
            case "experiment" -> new ExperimentCommand();
            case "simulate" -> new SimulateCommand();
            case "why" -> new WhyCommand();
            case "diagram" -> new DiagramCommand();
            case "check" -> new CheckCommand();
            case "demo" -> new DemoCommand();
            default -> throw new IllegalArgumentException("there is no command \"" + name + '"');
        };
    }
}
