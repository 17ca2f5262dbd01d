package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({"DONE, 0", "NO, 1", "USAGE, 2", "NOT_HERE, 3", "TIME, 4", "BROKEN, 5", "BUG, 70"})
    void hasTheNumberOfTheDesign(ExitCode code, int status) {
        assertThat(code.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "ECONNREFUSED, NO",
        "ENOENT, NO",
        "EADDRINUSE, NO",
        "EADDRNOTAVAIL, NO",
        "EHOSTUNREACH, NO",
        "ENETUNREACH, NO",
        "ENOTSOCK, NO",
        "EPROTOTYPE, NO",
        "EACCES, NOT_HERE",
        "EPERM, NOT_HERE",
        "EAFNOSUPPORT, NOT_HERE",
        "EPROTONOSUPPORT, NOT_HERE",
        "ENOPROTOOPT, NOT_HERE",
        "EOPNOTSUPP, NOT_HERE",
        "ENOSYS, NOT_HERE",
        "EMFILE, NOT_HERE",
        "ETIMEDOUT, TIME",
        "ECONNRESET, BROKEN",
        "EPIPE, BROKEN",
    })
    void everyErrnoHasOne(String errno, ExitCode expected) throws ReflectiveOperationException {
        assertThat(ExitCode.of(Errno.class.getField(errno).getInt(null))).isEqualTo(expected);
    }

    @Test
    void anErrnoWithoutANameIsNo() {
        assertThat(ExitCode.of(4000)).isEqualTo(ExitCode.NO);
    }
}
