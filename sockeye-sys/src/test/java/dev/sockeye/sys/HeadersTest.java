package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every constant, one by one, against this machine's headers. */
@Timeout(60)
class HeadersTest {
    @Test
    void constantsAreThoseOfTheLibrarysHeaders(@TempDir Path folder) throws Exception {
        var said = ask(folder, Headers.LIBRARY, true);
        var ours = ours();

        assertThat(different(ours, said)).isEmpty();
        // The headers of any machine know by far the most of them.
        assertThat(said.size()).isGreaterThan(ours.size() * 9 / 10);
    }

    @Test
    void constantsAreThoseOfTheKernelsHeaders(@TempDir Path folder) throws Exception {
        var said = ask(folder, Headers.KERNEL, false);

        assertThat(different(ours(), said)).isEmpty();
        assertThat(said).containsKeys("SO_RCVBUF", "TCP_INFO", "IPV6_FLOWINFO", "UNIX_PATH_MAX");
    }

    @Test
    void whatNoHeaderKnowsIsListedWithItsSource(@TempDir Path library, @TempDir Path kernel)
            throws Exception {
        var unknown = new TreeMap<>(ours());
        unknown.keySet().removeAll(ask(library, Headers.LIBRARY, true).keySet());
        unknown.keySet().removeAll(ask(kernel, Headers.KERNEL, false).keySet());

        unknown.keySet()
                .forEach(name ->
                        System.out.println(
                                name
                                        + " "
                                        + unknown.get(name)
                                        + ": not in the headers here, from "
                                        + Headers.NEWER.get(name)));
        assertThat(Headers.NEWER.keySet()).containsAll(unknown.keySet());
    }

    private static Map<String, Long> ours() {
        var ours = new TreeMap<String, Long>();
        for (var header : Headers.ALL) {
            var table = header.table();
            for (var name : table.names()) {
                assertThat(ours.put(name, table.longValue(name))).as(name).isNull();
            }
        }
        return ours;
    }

    /** What C says of all our names that it knows. */
    private static Map<String, Long> ask(Path folder, String[] headers, boolean enumerators)
            throws IOException, InterruptedException {
        var source = new StringBuilder(CProgram.includes("stdio.h"));
        source.append(CProgram.includes(headers)).append("int main(void) {\n");
        for (var name : ours().keySet()) {
            boolean sure = enumerators && Headers.isEnumerator(name);
            source.append(sure ? "" : "#ifdef " + name + "\n");
            source.append("printf(\"%s %lld\\n\", \"")
                    .append(name)
                    .append("\", (long long) (")
                    .append(name)
                    .append("));\n");
            source.append(sure ? "" : "#endif\n");
        }
        var said = new HashMap<String, Long>();
        CProgram.run(folder, source + "}\n", "")
                .forEach(line ->
                        said.put(
                                line.substring(0, line.indexOf(' ')),
                                Long.valueOf(line.substring(line.indexOf(' ') + 1))));
        return said;
    }

    private static List<String> different(Map<String, Long> ours, Map<String, Long> said) {
        var different = new ArrayList<String>();
        said.forEach((name, value) -> {
            if (!value.equals(ours.get(name))) {
                different.add(name + ": C says " + value + ", we " + ours.get(name));
            }
        });
        return different;
    }
}
