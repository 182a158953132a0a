package io.enishi.examples.simulate;

import io.enishi.core.value.DefinitionException;
import io.enishi.examples.replay.TextFile;
import io.enishi.scenario.Scenario;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code diagram FILE}: a scenario as a Mermaid flow chart. */
@Command(
        name = "diagram",
        mixinStandardHelpOptions = true,
        description = "Prints a scenario as a Mermaid flow chart. Exit code: 0; 2 the file is no scenario.")
public final class DiagramCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "a scenario, such as examples/scenarios/17-dormant.yaml")
    private String file = "";

    @Override
    public Integer call() {
        try {
            System.out.print(Scenario.parse(TextFile.read(file).text()).mermaid());
            return 0;
        } catch (DefinitionException e) {
            e.problems().forEach(System.err::println);
        } catch (NoSuchFileException e) {
            System.err.println(e.getFile() + ": no such file");
        } catch (IOException e) {
            System.err.println("cannot be read: " + e.getMessage());
        }
        return 2;
    }
}
