package dev.sockeye.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Ip;
import dev.sockeye.net.Ip6;
import dev.sockeye.net.So;
import dev.sockeye.net.Tcp;
import dev.sockeye.net.Udp;
import dev.sockeye.net.UdpLite;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.SocketOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger and the code agree, both ways. */
@Timeout(60)
class CoverageTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void everySystemCallHasALine() throws IOException {
        Set<String> calls =
                Stream.of(Kernel.class.getDeclaredMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !method.isSynthetic())
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names("System calls")).containsExactlyInAnyOrderElementsOf(calls);
    }

    @Test
    void everyTypedOptionHasALine() throws Exception {
        List<String> options = new ArrayList<>();
        for (Class<?> level :
                List.of(So.class, Ip.class, Ip6.class, Tcp.class, Udp.class, UdpLite.class)) {
            for (Field field : level.getFields()) {
                if (field.get(null) instanceof SocketOption<?> option) {
                    options.add(option.name());
                }
            }
        }
        assertThat(names("Socket options")).containsExactlyInAnyOrderElementsOf(options);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(ROOT)) {
            tests =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Test.java"))
                            .map(name -> name.substring(0, name.length() - ".java".length()))
                            .collect(Collectors.toSet());
        }
        List<String> named =
                TEST.matcher(ledger()).results().map(match -> match.group(1)).distinct().toList();
        assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(tests).contains(name));
    }

    /** The first column of a section's table. */
    private static List<String> names(String section) throws IOException {
        String text = ledger();
        int from = text.indexOf("\n## " + section);
        assertThat(from).as("section %s", section).isPositive();
        int to = text.indexOf("\n## ", from + 1);
        String part = text.substring(from, to < 0 ? text.length() : to);
        return Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                .matcher(part)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String ledger() throws IOException {
        return Files.readString(ROOT.resolve("docs/coverage.md"));
    }
}
