package io.enishi.examples.readme;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The examples in the packages of adapters, which tests of theirs run: they need what this module does not have. */
class AdapterPackageExamplesTest {

    @Test
    void thePackageOfTheDatabaseShowsWhatItsTestRuns() throws IOException {
        Path adapter = Path.of("../adapters/crm-jdbc");
        new PackageExamples(adapter)
                .areAllRunBy(adapter.resolve("src/test/java/io/enishi/jdbc/PackageExampleTest.java"));
    }
}
