package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that end before anything is opened: the status, and the words. */
@Timeout(60)
class UsageTest {
    /** The line, the status, and what is said somewhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    serv                                | USAGE    | did you mean serve?
                    Serve                               | USAGE    | did you mean serve?
                    conect 7                            | USAGE    | did you mean connect?
                    realy                               | USAGE    | did you mean relay?
                    xyzzy                               | USAGE    | the verbs are serve, connect
                    127.0.0.1:7                         | USAGE    | there is no verb '127.0.0.1:7'
                    --verison                           | USAGE    | did you mean --version?
                    -x                                  | USAGE    | in front of a verb
                    help serv                           | USAGE    | did you mean serve?
                    help serve connect                  | USAGE    | help takes one verb
                    serve --modle x                     | USAGE    | See sockeye serve --help
                    serve --mod x                       | USAGE    | did you mean --model?
                    serve --limit_per_peer 3            | USAGE    | did you mean --limit-per-peer?
                    serve --frobnicate                  | USAGE    | no option '--frobnicate'
                    serve -z                            | USAGE    | there is no option '-z'
                    serve --model                       | USAGE    | --model needs its value
                    serve --model --handler echo        | USAGE    | --model needs its value
                    serve --model thread --model thread | USAGE    | --model is given twice
                    serve --model virtul                | USAGE    | did you mean virtual?
                    serve --model fork                  | USAGE    | the models are iterative
                    serve --model virtual:2             | USAGE    | takes no count
                    serve --model pool                  | USAGE    | needs a count
                    serve --model epoll:0               | USAGE    | from 1 to
                    serve --model concurrent            | USAGE    | is for datagrams
                    serve udp:0 --model virtual         | USAGE    | is for streams
                    serve --handler ecko                | USAGE    | did you mean echo?
                    serve --handler web                 | USAGE    | the handlers are echo
                    serve --handler echo:3              | USAGE    | takes nothing behind a colon
                    serve --handler files               | USAGE    | files:DIR
                    serve --handler files:              | USAGE    | files:DIR
                    serve --handler exec:               | USAGE    | exec:CMD
                    serve --handler class               | USAGE    | class:NAME
                    serve --handler class:x.Y           | USAGE    | there is no class x.Y
                    serve --handler class:java.lang.Object | USAGE | is no handler
                    serve --model prefork:100000        | USAGE    | from 1 to 1024
                    serve --model prefork:0             | USAGE    | from 1 to 1024
                    serve --model prefork:2 --limit 1   | USAGE    | needs one session at the least
                    serve --model prefork --limit-per-peer 2 | USAGE | cannot both be meant
                    serve --model thread --max-requests 2 | USAGE  | cannot both be meant
                    serve --max-requests 0              | USAGE    | from 1 to
                    serve udp:0 --handler files:.       | USAGE    | does not serve datagrams
                    serve 0 udp:0 --handler files:.     | USAGE    | does not serve datagrams
                    serve --backlog -1                  | USAGE    | --backlog
                    serve --backlog many                | USAGE    | from 0 to 2147483647
                    serve --limit 0                     | USAGE    | from 1 to 2147483647
                    serve --limit 2147483648            | USAGE    | from 1 to 2147483647
                    serve --limit 99999999999999        | USAGE    | from 1 to 2147483647
                    serve --limit-per-peer 0            | USAGE    | --limit-per-peer cannot be '0'
                    serve --idle 5                      | USAGE    | 250ms 5s 2m 1h
                    serve --idle 0s                     | USAGE    | at least 1ms
                    serve --grace -1s                   | USAGE    | --grace
                    serve --spin -1us                   | USAGE    | --spin
                    serve --spin 2ms                    | USAGE    | at most 1ms
                    serve --grace soon                  | USAGE    | --grace cannot be 'soon'
                    serve -q -v                         | USAGE    | --quiet and --verbose
                    serve --quiet=x                     | USAGE    | --quiet
                    serve -o                            | USAGE    | NAME=VALUE
                    serve -o SO_SNDBUF                  | USAGE    | NAME=VALUE
                    serve -o =1                         | USAGE    | there is no socket option ''
                    serve -o SO_SNDBUFF=1               | USAGE    | did you mean SO_SNDBUF?
                    serve -o so_sndbuf=1                | USAGE    | did you mean SO_SNDBUF?
                    serve -o TCP_NODELEY=1              | USAGE    | did you mean TCP_NODELAY?
                    serve -o SO_SNDBUF=big              | USAGE    | 'big'
                    serve -o TCP_NODELAY=maybe          | USAGE    | 'maybe' is neither on nor off
                    serve -o SO_LINGER=long             | USAGE    | 'long'
                    serve -o SO_ERROR=1                 | USAGE    | can be read only
                    serve -o SO_TYPE=1                  | USAGE    | can be read only
                    serve udp:0 -o TCP_NODELAY=1        | USAGE    | none of udp:127.0.0.1:0
                    serve unix:@x -o IP_TTL=3           | USAGE    | none of unix:@x
                    serve 0 -o IPV6_V6ONLY=1            | USAGE    | none of tcp:127.0.0.1:0
                    serve 127.0.0.1                     | USAGE    | '127.0.0.1' is no address
                    serve 1.2.3:4                       | USAGE    | at column
                    serve 127.0.0.1:65536               | USAGE    | at column
                    serve [::1:7                        | USAGE    | at column
                    serve [::g]:7                       | USAGE    | at column
                    serve unix:                         | USAGE    | at column
                    serve UDP:7                         | USAGE    | lower case
                    connect                             | USAGE    | connect needs an address
                    connect 7 8                         | USAGE    | '8' is a second one
                    connect :7007                       | USAGE    | nobody to connect to
                    connect udp::7007                   | USAGE    | nobody to connect to
                    connect 7 --eof hlaf                | USAGE    | did you mean half?
                    connect 7 --eof never               | USAGE    | half, close, ignore
                    connect 7 --timeout 0ms             | USAGE    | at least 1ms
                    connect 7 --timeout 1               | USAGE    | 250ms 5s 2m 1h
                    connect 7 --timout 1s               | USAGE    | did you mean --timeout?
                    connect 7 --retry x                 | USAGE    | --retry cannot be 'x'
                    connect 7 --send a\\q               | USAGE    | column 2
                    connect 7 --send a\\                | USAGE    | column 2
                    connect 7 --send \\x4               | USAGE    | column 1
                    connect 7 --hex --send 616          | USAGE    | character 4
                    connect 7 --hex --send xy           | USAGE    | character 1
                    connect 7 --source unix:@x          | USAGE    | reach an address of kind tcp
                    connect 7 --source 1.2.3.4.5        | USAGE    | is no address
                    connect unix:@x --source 127.0.0.1:0| USAGE    | reach an address of kind unix
                    connect 7 -o SO_RCVBUFF=1           | USAGE    | did you mean SO_RCVBUF?
                    relay 1 2                           | NOT_HERE | sockeye relay is not there yet
                    resolve localhost                   | NOT_HERE | not there yet
                    options                             | NOT_HERE | not there yet
                    sockets                             | NOT_HERE | not there yet
                    watch                               | NOT_HERE | not there yet
                    sniff                               | NOT_HERE | not there yet
                    ping 127.0.0.1                      | NOT_HERE | not there yet
                    trace 127.0.0.1                     | NOT_HERE | not there yet
                    bench                               | NOT_HERE | not there yet
                    doctor                              | NOT_HERE | not there yet
                    completion bash                     | NOT_HERE | not there yet
                    help relay                          | NOT_HERE | not there yet
                    serve --tls cert.pem                | NOT_HERE | --tls is not there yet
                    serve --json                        | NOT_HERE | --json is not there yet
                    serve vsock:1:7                     | NOT_HERE | vsock: is not there yet
                    serve packet:lo                     | NOT_HERE | packet: is not there yet
                    serve fd:99999                      | NO       | EBADF
                    serve fd:web                        | NO       | under the name 'web'
                    serve fd:                           | USAGE    | is no address
                    serve fd:-1                         | USAGE    | is no address
                    serve --ready-fd 99                 | NO       | descriptor 99 was not handed
                    serve --ready-fd 2                  | USAGE    | from 3
                    connect fd:3                        | NOT_HERE | fd: is not there yet
                    serve seqpacket:@x                  | NOT_HERE | seqpacket: is not there yet
                    connect vsock:1:7                   | NOT_HERE | vsock: is not there yet
                    connect seqpacket:@x                | NOT_HERE | seqpacket: is not there yet
                    connect 7 --scan 1-9                | NOT_HERE | --scan is not there yet
                    serve -o SO_DEVMEM_DONTNEED=1       | NOT_HERE | is not there yet
                    connect 7 -o TCP_AO_INFO=1         | NOT_HERE | TCP_AO_INFO is not there yet
                    """)
    void saysWhatIsWrong(String line, ExitCode code, String words) {
        var world = new TestWorld();

        assertThat(world.line(line)).as(world.err()).isEqualTo(code);

        assertThat(world.err()).contains(words).startsWith("sockeye: ");
        assertThat(world.errLines()).hasSizeBetween(1, 3);
        assertThat(world.errLines().stream().skip(1)).allMatch(each -> each.startsWith("  "));
        assertThat(world.out()).as("standard output is for data").isEmpty();
    }

    @Test
    void withoutArgumentsThereIsHelpOnStandardError() {
        var world = new TestWorld();

        assertThat(world.run()).isEqualTo(ExitCode.USAGE);

        assertThat(world.out()).isEmpty();
        assertThat(world.err()).contains("Usage:").contains("sockeye serve");
    }

    @Test
    void optionsMayBeWrittenWithAnEqualsSign() {
        var world = new TestWorld();

        assertThat(world.line("connect 7 --timeout=never")).isEqualTo(ExitCode.USAGE);

        assertThat(world.err()).contains("--timeout cannot be 'never'");
    }

    @Test
    void foreignTextCannotSteerATerminal() {
        var world = new TestWorld();

        assertThat(world.run("serve", "--model", "\u001b[2Jx\ny")).isEqualTo(ExitCode.USAGE);

        assertThat(world.err()).contains("'\\x1b[2Jx\\ny'").doesNotContain("\u001b");
        assertThat(world.errLines()).hasSizeBetween(1, 3);
    }

    @Test
    void namesOfHeadersThatAreNoOptionsAreUnknown() {
        var world = new TestWorld();

        assertThat(world.line("serve -o AF_INET=1")).isEqualTo(ExitCode.USAGE);

        assertThat(world.err()).contains("there is no socket option 'AF_INET'");
        assertThat(world.err().toLowerCase(Locale.ROOT)).doesNotContain("did you mean");
    }
}
