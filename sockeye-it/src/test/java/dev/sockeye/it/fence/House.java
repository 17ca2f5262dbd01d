package dev.sockeye.it.fence;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The shipped modules, as this JVM has resolved them. */
final class House {
    /** From the ground up. */
    static final List<String> STOREYS =
            List.of(
                    "dev.sockeye.sys",
                    "dev.sockeye.poll",
                    "dev.sockeye.net",
                    "dev.sockeye.server",
                    "dev.sockeye.cli");

    private House() {}

    static ModuleDescriptor descriptor(String storey) {
        return resolved(storey).reference().descriptor();
    }

    /** What it requires when it runs: JSpecify, say, is there for the compiler only. */
    static Set<String> requires(String storey) {
        Set<String> names = new TreeSet<>();
        for (Requires requires : descriptor(storey).requires()) {
            if (!requires.modifiers().contains(Requires.Modifier.STATIC)) {
                names.add(requires.name());
            }
        }
        return names;
    }

    /** The classes of all storeys, not those of the tests. */
    static JavaClasses classes() {
        return new ClassFileImporter()
                .importLocations(STOREYS.stream().map(House::location).toList());
    }

    /** A jar after {@code package}, a folder before. */
    private static Location location(String storey) {
        URI location = resolved(storey).reference().location().orElseThrow();
        return location.getPath().endsWith(".jar")
                ? Location.of(URI.create("jar:" + location + "!/"))
                : Location.of(location);
    }

    private static ResolvedModule resolved(String storey) {
        return ModuleLayer.boot().configuration().findModule(storey).orElseThrow();
    }
}
