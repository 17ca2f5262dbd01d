package dev.sockeye.it.fence;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.module.ModuleDescriptor.Exports;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrows between the storeys, and what stands under all of them. */
class HouseTest {
    private static final JavaClasses CLASSES = House.classes();

    @Test
    void everyStoreyRequiresOnlyWhatStandsBelow() {
        assertThat(House.requires("dev.sockeye.sys")).containsOnly("java.base");
        assertThat(House.requires("dev.sockeye.poll")).containsOnly("java.base", "dev.sockeye.sys");
        assertThat(House.requires("dev.sockeye.net"))
                .containsOnly("java.base", "dev.sockeye.sys", "dev.sockeye.poll");
        assertThat(House.requires("dev.sockeye.server"))
                .contains("dev.sockeye.net")
                .isSubsetOf("java.base", "dev.sockeye.sys", "dev.sockeye.poll", "dev.sockeye.net");
        assertThat(House.requires("dev.sockeye.cli"))
                .contains("dev.sockeye.server")
                .isSubsetOf(
                        "java.base",
                        "jdk.unsupported",
                        "info.picocli",
                        "dev.sockeye.sys",
                        "dev.sockeye.net",
                        "dev.sockeye.server");
    }

    @Test
    void arrowsGoDownOnly() {
        for (int storey = 0; storey < House.STOREYS.size(); storey++) {
            for (String above : House.STOREYS.subList(storey + 1, House.STOREYS.size())) {
                noClasses()
                        .that()
                        .resideInAPackage(House.STOREYS.get(storey) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(above + "..")
                        .check(CLASSES);
            }
        }
    }

    @Test
    void everyStoreyHasClasses() {
        for (String storey : House.STOREYS) {
            assertThat(CLASSES.that(resideInAPackage(storey + ".."))).as(storey).isNotEmpty();
        }
    }

    @Test
    void waitingOnDescriptorsIsForNetAndServer() {
        assertThat(House.descriptor("dev.sockeye.poll").exports())
                .filteredOn(exports -> exports.source().equals("dev.sockeye.poll.fd"))
                .singleElement()
                .extracting(Exports::targets)
                .isEqualTo(Set.of("dev.sockeye.net", "dev.sockeye.server"));
    }

    @Test
    void timeIsTheKernelsMonotonicClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.sockeye.poll..", "dev.sockeye.net..", "dev.sockeye.server..")
                .should()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    @Test
    void oneClassKnowsTheUnsupportedModule() {
        Set<String> users = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            boolean uses =
                    type.getDirectDependenciesFromSelf().stream()
                            .anyMatch(
                                    to -> to.getTargetClass().getPackageName().startsWith("sun."));
            if (uses) {
                users.add(type.getName().replaceFirst("\\$.*", ""));
            }
        }
        assertThat(users)
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(name -> name.startsWith("dev.sockeye.cli."));
    }

    @Test
    void packagesAreWhereTheirModuleSays() {
        for (String storey : House.STOREYS) {
            assertThat(House.descriptor(storey).packages())
                    .allMatch(name -> name.startsWith(storey));
        }
    }
}
