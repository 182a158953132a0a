package io.enishi.examples.simulate;

import io.enishi.examples.replay.RulesFolder;
import io.enishi.examples.replay.RulesFolder.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code check --rules DIR}: everything that is wrong with a folder of rules, without any log. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads all rules of a folder, holds them against each other and prints every problem and remark with its"
                    + " file and place.",
            "Exit code: 0 the rules can run, whatever is remarked; 2 they cannot."
        })
public final class CheckCommand implements Callable<Integer> {

    private static final int INVALID = 2;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            required = true,
            description = "scenarios, score models, segments, identity policy, contact rules, shared limits, prices,"
                    + " contents as YAML or JSON; or one such file")
    private Path rules = Path.of("");

    @Override
    public Integer call() throws IOException {
        RulesFolder folder = LogOptions.folder("--rules", rules);
        Findings found = folder.check();
        found.problems().forEach(System.err::println);
        found.remarks().forEach(remark -> System.err.println("remark: " + remark));
        System.out.println(
                counted(folder.files(), "file") + ": " + found.rules().counts() + "; "
                        + counted(found.problems(), "problem") + ", " + counted(found.remarks(), "remark"));
        return found.problems().isEmpty() ? 0 : INVALID;
    }

    private static String counted(List<?> all, String one) {
        return all.size() + " " + one + (all.size() == 1 ? "" : "s");
    }
}
