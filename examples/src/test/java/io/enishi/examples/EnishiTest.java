package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class EnishiTest {

    @Test
    void everyCommandGoesByTheNameThatItIsListedUnder() {
        for (String name : Enishi.COMMANDS) {
            Command command = Enishi.command(name).getClass().getAnnotation(Command.class);
            assertThat(command.name()).isEqualTo(name);
        }
    }

    @Test
    void helpListsAllCommands() {
        Console help = Console.of("--help");
        assertThat(help.exitCode()).isZero();
        for (String name : Enishi.COMMANDS) {
            assertThat(help.printed()).containsPattern(Pattern.compile("^  " + name + " ", Pattern.MULTILINE));
        }
    }

    @Test
    void commandThatIsCalledAloneShowsItsUsageUnderTheProgramsName() {
        assertThat(Console.of("link", "--help").printed()).startsWith("Usage: enishi link ");
    }

    @Test
    void commandThatDoesNotExistIsRefused() {
        Console refused = Console.of("lnik");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.complained()).contains("lnik").contains("link");
    }
}
