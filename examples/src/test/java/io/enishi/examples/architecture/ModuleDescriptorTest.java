package io.enishi.examples.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Public packages are exported and internal ones are not: a forgotten line in a module-info is noticed here. */
class ModuleDescriptorTest {
    private static final Set<String> SIBLINGS = Set.of("io.enishi.scoring", "io.enishi.scenario", "io.enishi.identity");

    @Test
    void everyPublicPackageIsExportedAndNoInternalOne() throws IOException {
        List<ModuleDescriptor> modules = libraryModules();
        assumeFalse(modules.isEmpty(), "compiled without module descriptors");
        // Also the proof that the rules of this package look at every module: they read the same classes.
        assertThat(modules).extracting(ModuleDescriptor::name).containsExactlyInAnyOrder(LibraryClasses.MODULES);
        for (ModuleDescriptor module : modules) {
            Set<String> exported = new TreeSet<>();
            module.exports().stream()
                    .filter(export -> !export.isQualified())
                    .forEach(export -> exported.add(export.source()));
            assertThat(exported).as("packages that %s exports", module.name()).isEqualTo(publicPackages(module.name()));
        }
    }

    @Test
    void internalPackagesAreShownToSiblingsAtMost() throws IOException {
        for (ModuleDescriptor module : libraryModules()) {
            module.exports().stream()
                    .filter(ModuleDescriptor.Exports::isQualified)
                    .forEach(export -> assertThat(SIBLINGS).as(export.source()).containsAll(export.targets()));
        }
    }

    private static Set<String> publicPackages(String module) {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : LibraryClasses.ALL) {
            String name = type.getPackageName();
            if ((name + ".").startsWith(module + ".")
                    && !(name + ".").contains(".internal.")
                    && type.isTopLevelClass()
                    && type.getModifiers().contains(JavaModifier.PUBLIC)) {
                packages.add(name);
            }
        }
        return packages;
    }

    private static List<ModuleDescriptor> libraryModules() throws IOException {
        List<ModuleDescriptor> modules = new ArrayList<>();
        for (URL url :
                Collections.list(ModuleDescriptorTest.class.getClassLoader().getResources("module-info.class"))) {
            try (InputStream in = url.openStream()) {
                ModuleDescriptor module = ModuleDescriptor.read(in);
                if (module.name().startsWith("io.enishi.")) {
                    modules.add(module);
                }
            }
        }
        return modules;
    }
}
