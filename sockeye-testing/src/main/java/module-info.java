/** What the tests of all modules share; never shipped. */
@org.jspecify.annotations.NullMarked
module dev.sockeye.testing {
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.platform.launcher;
    requires jdk.management;
    requires static org.jspecify;

    exports dev.sockeye.testing;

    provides org.junit.jupiter.api.extension.Extension with
            dev.sockeye.testing.LeakExtension;
    provides org.junit.platform.launcher.TestExecutionListener with
            dev.sockeye.testing.LastLine;
}
