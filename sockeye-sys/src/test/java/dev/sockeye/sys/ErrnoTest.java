package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names and words of error numbers. */
@Timeout(60)
class ErrnoTest {
    private static final int LAST = 133;

    @Test
    void namesAndWordsAreCs(@TempDir Path folder) throws Exception {
        var source =
                CProgram.includes("stdio.h", "string.h")
                        + """
                        int main(void) {
                            for (int i = 1; i <= 133; i++)
                                if (strerrorname_np(i))
                                    printf("%d %s %s\\n", i, strerrorname_np(i), strerror(i));
                        }
                        """;
        var said = CProgram.run(folder, source, "");

        assertThat(said).hasSize(131);
        for (var line : said) {
            var parts = line.split(" ", 3);
            int errno = Integer.parseInt(parts[0]);
            assertThat(Errno.name(errno))
                    .isEqualTo(parts[1].equals("ENOTSUP") ? "EOPNOTSUPP" : parts[1]);
            assertThat(Errno.words(errno)).isEqualTo(parts[2]);
        }
    }

    @Test
    void everyNumberOfTheTableHasWords() {
        var table = Platform.constants("errno.h");

        for (var name : table.names()) {
            assertThat(table.value(name)).isBetween(1, LAST);
            assertThat(Errno.words(table.value(name))).doesNotContain("Unknown");
        }
        assertThat(ErrnoWords.TEXT.lines().count()).isEqualTo(131);
    }

    @Test
    void aliasesAreTheSameNumberUnderTheFirstName() {
        assertThat(Errno.EWOULDBLOCK).isEqualTo(Errno.EAGAIN);
        assertThat(Errno.EDEADLOCK).isEqualTo(Errno.EDEADLK);
        assertThat(Errno.ENOTSUP).isEqualTo(Errno.EOPNOTSUPP);
        assertThat(Errno.name(Errno.EWOULDBLOCK)).isEqualTo("EAGAIN");
        assertThat(Errno.name(Errno.EDEADLOCK)).isEqualTo("EDEADLK");
        assertThat(Errno.name(Errno.ENOTSUP)).isEqualTo("EOPNOTSUPP");
    }

    @Test
    void unknownNumbersAreStillTold() {
        assertThat(Errno.name(999)).isEqualTo("errno 999");
        assertThat(Errno.words(999)).isEqualTo("Unknown error 999");
        assertThat(Errno.name(41)).isEqualTo("errno 41");
        assertThatThrownBy(() -> Errno.check("frob", -999))
                .isInstanceOf(SocketException.class)
                .hasMessage("frob: errno 999 (Unknown error 999)");
    }

    @Test
    void checkLetsResultsPassAndThrowsErrors() throws SocketException {
        assertThat(Errno.check("socket", 0)).isZero();
        assertThat(Errno.check("socket", 7)).isEqualTo(7);
        assertThat(Errno.check("read", 1L << 40)).isEqualTo(1L << 40);
        assertThatThrownBy(() -> Errno.check("connect", -Errno.ECONNREFUSED))
                .isExactlyInstanceOf(SocketException.class)
                .hasMessage("connect: ECONNREFUSED (Connection refused)");
        assertThatThrownBy(() -> Errno.check("recv", (long) -Errno.EAGAIN))
                .hasMessage("recv: EAGAIN (Resource temporarily unavailable)");
    }
}
