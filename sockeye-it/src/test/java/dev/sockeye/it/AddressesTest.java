package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Text that is an address on no machine: exit code 2, with the place of the mistake. */
@Timeout(120)
class AddressesTest {
    private static final int USAGE = 2;

    private static final List<String> MALFORMED =
            List.of(
                    "",
                    " ",
                    ":",
                    "::",
                    "[",
                    "]",
                    "[]",
                    "[]:1",
                    "[::1]",
                    "[::1]:",
                    "[::1]7",
                    "[::1:7007",
                    "::1:7007",
                    "[::1]]:7",
                    "[:::1]:7",
                    "[1:2:3:4:5:6:7]:7",
                    "[1:2:3:4:5:6:7:8:9]:7",
                    "[1::2::3]:7",
                    "[12345::]:7",
                    "[g::1]:7",
                    "[::ffff:256.0.0.1]:7",
                    "[::1%]:7",
                    "[127.0.0.1]:7",
                    "127.0.0.1",
                    "127.0.0.1:",
                    "127.0.0.1:65536",
                    "127.0.0.1:99999999999999999999",
                    "127.0.0.1:-1",
                    "127.0.0.1:+7",
                    "127.0.0.1:0x50",
                    "127.0.0.1:7007:7",
                    "127.0.0.1:seven",
                    "127.0.0.1 :7",
                    "127.0.0.1: 7",
                    "127.0.0.1:7 ",
                    "127.0.0.1:٧",
                    "127.0.0.256:7",
                    "127.0.0:7",
                    "127.0.0.0.1:7",
                    "127..0.1:7",
                    ".127.0.0.1:7",
                    "127.0.0.01:7",
                    "0x7f.1:7",
                    "2130706433:7",
                    "1.2.3.example.9:7",
                    "65536",
                    "-1",
                    "007",
                    "tcp:",
                    "tcp::",
                    "tcp:tcp:127.0.0.1:7",
                    "TCP:127.0.0.1:7",
                    "http://127.0.0.1:7",
                    "udp:127.0.0.1",
                    "udp:[::1]:65536",
                    "unix:",
                    "unix:/" + "x".repeat(107),
                    "unix:@" + "x".repeat(108),
                    "unixdgram:",
                    "unix:/bad\\q",
                    "vsock:3",
                    "vsock:three:1",
                    "vsock:3:4294967296",
                    "packet:",
                    "packet:a/b",
                    "packet:sixteen-letters-x",
                    "fd:",
                    "fd:-1",
                    "fd:one",
                    "exa mple.org:7",
                    "-example.org:7",
                    "a..b:7",
                    "x".repeat(64) + ".org:7",
                    "localhost",
                    "localhost:",
                    "localhost:http:x");

    @Test
    void thereAreEnough() {
        assertThat(MALFORMED).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    }

    @Test
    void connectRefusesEach() {
        assertThat(wrong(MALFORMED, "connect", "--")).isEmpty();
    }

    /** The same reader: a sample will do. */
    @Test
    void serveRefusesThemToo() {
        List<String> some =
                IntStream.range(0, MALFORMED.size())
                        .filter(i -> i % 7 == 1)
                        .mapToObj(MALFORMED::get)
                        .toList();
        assertThat(wrong(some, "serve", "--")).isEmpty();
    }

    /** Those that did not end as they should, and how they did. Two run at a time. */
    private static List<String> wrong(List<String> texts, String... verb) {
        var wrong = new ArrayList<String>();
        var left = new ArrayList<>(texts);
        while (!left.isEmpty()) {
            List<String> pair = left.subList(0, Math.min(2, left.size()));
            List<Program> running = pair.stream().map(text -> start(text, verb)).toList();
            for (int i = 0; i < pair.size(); i++) {
                try (var program = running.get(i)) {
                    judge(pair.get(i), program.end(), wrong);
                }
            }
            pair.clear();
        }
        return wrong;
    }

    private static Program start(String text, String... verb) {
        String[] words = Stream.concat(Stream.of(verb), Stream.of(text)).toArray(String[]::new);
        return Sockeye.run(words).in().start();
    }

    private static void judge(String text, Ended ended, List<String> wrong) {
        boolean right =
                ended.status() == USAGE
                        && ended.out().length == 0
                        && ended.err().startsWith("sockeye: ")
                        && ended.err().lines().count() <= 3
                        && !ended.err().contains("Exception");
        if (!right) {
            wrong.add("\"" + text + "\": " + ended);
        }
    }
}
