package io.enishi.examples.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;

/** The compiled classes of every library module, read once. */
final class LibraryClasses {
    static final String[] MODULES = {
        "io.enishi.core", "io.enishi.scoring", "io.enishi.scenario", "io.enishi.identity", "io.enishi.testkit"
    };

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption((Location location) -> !location.contains("test-classes"))
            .importPackages(MODULES);

    private LibraryClasses() {}
}
