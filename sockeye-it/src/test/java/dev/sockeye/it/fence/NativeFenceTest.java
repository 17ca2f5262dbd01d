package dev.sockeye.it.fence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * The fence around native code: one class links and reinterprets. The compiler's own fence is open
 * for whoever writes {@code @SuppressWarnings("restricted")}; these two are not.
 */
class NativeFenceTest {
    /** The JDK marks its restricted methods with an annotation that is there at run time. */
    private static final DescribedPredicate<CodeUnitAccessTarget> RESTRICTED =
            DescribedPredicate.describe(
                    "restricted methods",
                    target ->
                            target.resolveMember()
                                    .filter(NativeFenceTest::isRestricted)
                                    .isPresent());

    private static final ArchRule ONE_CLASS_ONLY =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("dev.sockeye.sys.Native")
                    .and()
                    .haveNameNotMatching("dev\\.sockeye\\.sys\\.Native\\$.*")
                    .should()
                    .accessTargetWhere(
                            DescribedPredicate.describe(
                                    "is a restricted method",
                                    access ->
                                            access.getTarget()
                                                            instanceof CodeUnitAccessTarget target
                                                    && RESTRICTED.test(target)));

    private static boolean isRestricted(JavaCodeUnit unit) {
        return unit.isAnnotatedWith("jdk.internal.javac.Restricted");
    }

    @Test
    void oneClassTouchesRestrictedMethods() {
        ONE_CLASS_ONLY.check(House.classes());
    }

    @Test
    void ruleSeesCalls() {
        assertThat(trespasses(Trespasser.Calls.class)).contains("reinterpret");
    }

    @Test
    void ruleSeesMethodReferences() {
        assertThat(trespasses(Trespasser.Refers.class)).contains("withTargetLayout");
    }

    @Test
    void jvmStopsEveryOtherModule() {
        assertThatThrownBy(() -> new Trespasser.Calls().reach())
                .isInstanceOf(IllegalCallerException.class)
                .hasMessageContaining("dev.sockeye.it");
    }

    private static String trespasses(Class<?> type) {
        JavaClasses imported = new ClassFileImporter().importClasses(type);
        return ONE_CLASS_ONLY.evaluate(imported).getFailureReport().toString();
    }
}
