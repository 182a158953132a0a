package io.enishi.benchmarks.link;

import io.enishi.benchmarks.Job;
import io.enishi.examples.link.LinkCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Generated people, from CSV to clusters with the engine's own prior and threshold. {@code -Denishi.link.records=1000000}
 * and {@code -Denishi.link.seeds=5} say how many rows and how many files; rates of errors are printed.
 */
public final class LinkJob implements Job {

    private static final Path MODEL = Path.of("examples", "models", "generated.yaml");

    @Override
    public String name() {
        return "link.generated";
    }

    @Override
    public String description() {
        return "links generated people, from CSV to clusters";
    }

    @Override
    public void run() throws IOException {
        int records = Integer.getInteger("enishi.link.records", 100_000);
        int seeds = Integer.getInteger("enishi.link.seeds", 1);
        PersonRates rates = PersonRates.standard();
        System.out.println(rates.toText());
        for (int seed = 1; seed <= seeds; seed++) {
            Path file = Files.createTempFile("people", ".csv");
            try {
                PersonGenerator.write(file, records, seed, rates);
                long start = System.nanoTime();
                int exit = new CommandLine(new LinkCommand())
                        .execute(
                                "--input",
                                file.toString(),
                                "--id",
                                "id",
                                "--truth",
                                "person",
                                "--model",
                                MODEL.toString());
                if (exit != 0) {
                    throw new IllegalStateException("linking ended with " + exit);
                }
                System.out.printf(
                        "link.generated seed=%d records=%d with_evaluation_s=%.1f%n",
                        seed, records, (System.nanoTime() - start) / 1e9);
            } finally {
                Files.delete(file);
            }
        }
    }
}
