package io.enishi.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Entry point of {@code benchmarks.jar}: {@code --list} names everything; whole jobs run by name, several one after the other; any
 * other first argument goes to JMH with all that follows it.
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || arguments[0].equals("--list")) {
            list();
            return;
        }
        if (job(arguments[0]).isEmpty()) {
            org.openjdk.jmh.Main.main(arguments);
            return;
        }
        for (String name : arguments) {
            Job job = job(name)
                    .orElseThrow(() -> new IllegalArgumentException("no job \"" + name
                            + "\"; --list names them, and JMH classes are run without jobs before them"));
            System.out.println("== " + job.name() + ": " + job.description());
            System.out.println(
                    "   JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                            + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB heap at most");
            job.run();
        }
    }

    private static Optional<Job> job(String name) {
        return Jobs.all().stream().filter(job -> job.name().equals(name)).findFirst();
    }

    private static void list() {
        System.out.println("Whole jobs:");
        for (Job job : Jobs.all()) {
            System.out.printf("  %-28s %s%n", job.name(), job.description());
        }
        System.out.println("JMH classes:");
        jmhClasses().forEach(name -> System.out.println("  " + name));
    }

    private static Set<String> jmhClasses() {
        Set<String> classes = new TreeSet<>();
        if (Benchmarks.class.getResource(BenchmarkList.BENCHMARK_LIST) == null) {
            return classes; // a tree without any
        }
        Set<BenchmarkListEntry> entries = BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                        List.of(".*"),
                        List.of());
        for (BenchmarkListEntry entry : entries) {
            String method = entry.getUsername();
            String[] parts = method.split("\\.");
            classes.add(String.join(".", Arrays.copyOfRange(parts, parts.length - 2, parts.length)));
        }
        return classes;
    }
}
