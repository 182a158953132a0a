package io.enishi.examples.simulate;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.replay.TextFile;
import io.enishi.examples.yaml.YamlTree;
import io.enishi.scenario.Scenario;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code diagram FILE}: a scenario, checked, as a Mermaid flow chart. */
@Command(
        name = "diagram",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a scenario and prints it as a Mermaid flow chart; what may be meant otherwise is remarked on the"
                    + " error stream.",
            "Exit code: 0; 2 the file is no scenario, or one that cannot run."
        })
public final class DiagramCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "a scenario, such as examples/scenarios/17-dormant.yaml")
    private String file = "";

    @Override
    public Integer call() throws IOException {
        TextFile text = TextFile.read(file);
        Scenario scenario = text.read(DiagramCommand::scenario);
        text.read(parsed -> scenario.compile());
        System.out.print(scenario.mermaid());
        scenario.lint().forEach(remark -> System.err.println("remark: " + remark));
        return 0;
    }

    /** Of a file of another kind only that is told, and not all that a scenario would have. */
    private static Scenario scenario(String text) {
        try {
            return Scenario.parse(text);
        } catch (DefinitionException wrong) {
            if (saysWhatItIs(text)) {
                throw wrong;
            }
            throw new DefinitionException(
                    new Problem("", "is no scenario", "name a file that says scenario: and its name"));
        }
    }

    private static boolean saysWhatItIs(String text) {
        try {
            return YamlTree.object(text).has("scenario");
        } catch (DefinitionException unreadable) {
            return true; // what is wrong with the text is told instead
        }
    }
}
