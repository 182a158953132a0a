package io.enishi.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;

/** How much a host takes on: compressed classes of each module and of what it depends on, as they lie in this very jar. */
final class JarSizes implements Job {

    /** Package prefixes of core and its dependencies. SLF4J is what every host has already. */
    private static final Map<String, List<String>> LIBRARIES = libraries();

    private static Map<String, List<String>> libraries() {
        Map<String, List<String>> libraries = new LinkedHashMap<>();
        libraries.put("crm-core", List.of("io/enishi/core/"));
        libraries.put("crm-scoring", List.of("io/enishi/scoring/"));
        libraries.put("crm-scenario", List.of("io/enishi/scenario/"));
        libraries.put("crm-identity", List.of("io/enishi/identity/"));
        libraries.put("jackson-core", List.of("tools/jackson/core/"));
        libraries.put("jackson-databind", List.of("tools/jackson/databind/"));
        libraries.put("jackson-annotations", List.of("com/fasterxml/jackson/annotation/"));
        libraries.put("jackson-dataformat-yaml", List.of("tools/jackson/dataformat/yaml/"));
        libraries.put("snakeyaml-engine", List.of("org/snakeyaml/engine/"));
        libraries.put("caffeine", List.of("com/github/benmanes/caffeine/"));
        libraries.put("slf4j-api", List.of("org/slf4j/"));
        return libraries;
    }

    @Override
    public String name() {
        return "size.jars";
    }

    @Override
    public String description() {
        return "compressed size of the modules and of what they depend on";
    }

    @Override
    public void run() throws IOException, URISyntaxException {
        Path jar = Path.of(JarSizes.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("sizes are those of a jar: run java -jar benchmarks.jar size.jars");
        }
        Map<String, Long> sizes = new LinkedHashMap<>();
        LIBRARIES.keySet().forEach(library -> sizes.put(library, 0L));
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .forEach(entry -> LIBRARIES.forEach((library, prefixes) -> {
                        if (prefixes.stream().anyMatch(plainName(entry.getName())::startsWith)) {
                            sizes.merge(library, entry.getCompressedSize(), Long::sum);
                        }
                    }));
        }
        sizes.forEach((library, size) -> System.out.printf(Locale.ROOT, "   %-24s %6d KB%n", library, kilobytes(size)));
        long modules = sizes.entrySet().stream()
                .filter(size -> size.getKey().startsWith("crm-"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        long all = sizes.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                Locale.ROOT,
                "size.jars core_kb=%d modules_kb=%d with_dependencies_kb=%d%n",
                kilobytes(sizes.getOrDefault("crm-core", 0L)),
                kilobytes(modules),
                kilobytes(all));
    }

    /** Classes for newer Java releases count as well. */
    private static String plainName(String entry) {
        return entry.replaceFirst("^META-INF/versions/\\d+/", "");
    }

    private static long kilobytes(long bytes) {
        return (bytes + 512) / 1024;
    }
}
