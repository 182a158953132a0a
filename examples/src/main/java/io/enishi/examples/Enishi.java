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
import io.enishi.examples.simulate.DiagramCommand;
import io.enishi.examples.simulate.SimulateCommand;
import io.enishi.examples.simulate.WhyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code java -jar enishi.jar replay}. */
@Command(
        name = "enishi",
        mixinStandardHelpOptions = true,
        description = "A small CRM in one process, run over a log of what customers did.",
        subcommands = {
            ReplayCommand.class,
            ShopCommand.class,
            LinkCommand.class,
            ClvCommand.class,
            AttributionCommand.class,
            CohortsCommand.class,
            RecommendCommand.class,
            RfmCommand.class,
            PointsCommand.class,
            ExperimentCommand.class,
            SimulateCommand.class,
            WhyCommand.class,
            DiagramCommand.class,
            DemoCommand.class
        })
public final class Enishi {

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
        return new CommandLine(new Enishi())
                .setExecutionExceptionHandler(new Failures())
                .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }
}
