package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that cannot be meant so, and those that can be meant later. */
@Timeout(60)
class MistakesTest {
    private static final int USAGE = 2;
    private static final int NOT_HERE = 3;

    @ParameterizedTest
    @CsvSource({
        "serv 127.0.0.1:0, serve",
        "conect 127.0.0.1:1, connect",
        "serve 127.0.0.1:0 --modle thread, --model",
        "serve 127.0.0.1:0 --model virtul, virtual",
        "serve 127.0.0.1:0 --handler ehco, echo",
        "connect 127.0.0.1:1 --timout 1s, --timeout",
        "connect 127.0.0.1:1 --eof hlaf, half",
        "serve 127.0.0.1:0 -o SO_REUSEADR=1, SO_REUSEADDR",
        "connect 127.0.0.1:1 -o TCP_NODELEY=1, TCP_NODELAY",
    })
    void misspelledWordGetsTheRightOne(String line, String meant) {
        Ended ended = Sockeye.run(line.split(" ", -1)).in().end();
        assertUsage(line, ended);
        assertThat(ended.err().toLowerCase(Locale.ROOT))
                .as(line)
                .containsPattern("did you mean\\b.*" + meant.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--no-such",
                "connect",
                "connect :7007",
                "connect 127.0.0.1:1 127.0.0.1:2",
                "connect 127.0.0.1:1 --timeout",
                "connect 127.0.0.1:1 --timeout soon",
                "connect 127.0.0.1:1 --timeout -1s",
                "connect 127.0.0.1:1 --hex --send xyz",
                "connect 127.0.0.1:1 --retry -1",
                "connect 127.0.0.1:1 --source unix:/x",
                "connect 127.0.0.1:1 --timeout 1s --timeout 2s",
                "serve 127.0.0.1:0 --limit 0",
                "serve 127.0.0.1:0 --limit many",
                "serve 127.0.0.1:0 --limit 99999999999",
                "serve 127.0.0.1:0 --grace 10",
                "serve 127.0.0.1:0 --idle 0s",
                "serve 127.0.0.1:0 --model pool",
                "serve 127.0.0.1:0 --model virtual:3",
                "serve 127.0.0.1:0 --model concurrent",
                "serve udp:127.0.0.1:0 --model virtual",
                "serve udp:127.0.0.1:0 --handler files:.",
                "serve 127.0.0.1:0 --handler files",
                "serve 127.0.0.1:0 --handler echo:x",
                "serve 127.0.0.1:0 -o SO_TYPE=1",
                "serve 127.0.0.1:0 -o SO_SNDBUF",
                "serve 127.0.0.1:0 -o SO_SNDBUF=big",
                "serve udp:127.0.0.1:0 -o TCP_NODELAY=1",
                "serve 127.0.0.1:0 --quiet --verbose",
            })
    void mistakeIsUsage(String line) {
        Ended ended = Sockeye.run(line.isEmpty() ? new String[0] : line.split(" ", -1)).in().end();
        assertThat(ended.status()).as("%s: %s", line, ended).isEqualTo(USAGE);
        assertThat(ended.out()).as("stdout is for data").isEmpty();
        assertThat(ended.err()).as(line).isNotEmpty().doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay 127.0.0.1:1 127.0.0.1:2",
                "ping 127.0.0.1",
                "sockets",
                "serve 127.0.0.1:0 --tls cert.pem",
                "serve vsock:1:1234",
                "serve packet:lo",
                "connect fd:3",
                "serve seqpacket:/tmp/x",
                "connect 127.0.0.1:1 --scan 1-10",
                "connect 127.0.0.1:1 -o TCP_AO_INFO=1",
            })
    void partOfTheGrammarThatIsNotThereYetSaysSo(String line) {
        Ended ended = Sockeye.run(line.split(" ", -1)).in().end();
        assertThat(ended.status()).as("%s: %s", line, ended).isEqualTo(NOT_HERE);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).as(line).contains("not there yet");
        assertThat(ended.err().lines().count()).as("%s: %s", line, ended.err()).isBetween(1L, 3L);
    }

    @Test
    void helpAndVersionAreData() {
        for (String line :
                new String[] {
                    "--help", "help", "serve --help", "help connect", "connect --help", "-h"
                }) {
            Ended ended = Sockeye.run(line.split(" ", -1)).in().end();
            assertThat(ended.status()).as("%s: %s", line, ended).isZero();
            assertThat(ended.text()).as(line).contains("Usage:");
            assertThat(ended.err()).as(line).isEmpty();
        }
        Ended version = Sockeye.run("--version").in().end();
        assertThat(version.status()).isZero();
        assertThat(version.text()).matches("sockeye \\S+( .*)?\\R");
        assertThat(version.err()).isEmpty();
    }

    private static void assertUsage(String line, Ended ended) {
        assertThat(ended.status()).as("%s: %s", line, ended).isEqualTo(USAGE);
        assertThat(ended.out()).as("stdout is for data").isEmpty();
        assertThat(ended.err().lines().count()).as("%s: %s", line, ended.err()).isBetween(1L, 3L);
    }
}
