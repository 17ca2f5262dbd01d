package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people type wrong: each with its column, counted from 1, and what they are told. */
@Timeout(30)
class TargetMistakesTest {
    @ParameterizedTest
    @MethodSource({"ports", "inet4", "inet6", "names", "unix", "others"})
    void saysWhereAndWhy(String text, int column, String reason) {
        var e = catchThrowableOfType(AddressFormatException.class, () -> Target.parse(text));

        assertThat(e).isExactlyInstanceOf(AddressFormatException.class);
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e.index() + 1).isEqualTo(column);
        assertThat(e.text()).isEqualTo(text);
        assertThat(e).hasMessageStartingWith(reason + ", at column " + column + " of \"");
        assertThat(e.getMessage()).matches("[^\\p{Cntrl}\\p{Cf}]*");
    }

    private static Arguments mistake(String text, int column, String reason) {
        return arguments(text, column, reason);
    }

    static Stream<Arguments> ports() {
        return Stream.of(
                mistake(" unix:/x", 1, "a space does not belong in an address"),
                mistake("", 1, "an address is missing, such as 127.0.0.1:7007"),
                mistake(" ", 1, "a space does not belong in an address"),
                mistake("7007 ", 5, "a space does not belong in an address"),
                mistake(" 7007", 1, "a space does not belong in an address"),
                mistake("70000", 1, "the port is over 65535"),
                mistake("65536", 1, "the port is over 65535"),
                mistake("99999999999999999999", 1, "the port is over 65535"),
                mistake("07007", 1, "the port has a leading zero"),
                mistake("00", 1, "the port has a leading zero"),
                mistake("-1", 1, "a port has no sign"),
                mistake("+80", 1, "a port has no sign"),
                mistake(
                        "0x50",
                        2,
                        "'x' is no digit, and a host that ends in a number must be an IPv4"
                                + " address"),
                mistake("1e3", 4, "a port is missing: write 1e3:PORT"),
                mistake("80,81", 3, "',' does not belong in a host name"),
                mistake(
                        "\uff17\uff10\uff10\uff17",
                        1,
                        "'\uff17' is no digit, and a host that ends in a number must be an IPv4"
                                + " address"),
                mistake(":", 2, "the port is missing"),
                mistake(":-1", 2, "the port is a decimal number, and '-' is no digit"),
                mistake(":65536", 2, "the port is over 65535"),
                mistake(":x", 2, "the port is a decimal number, and 'x' is no digit"),
                mistake(":080", 2, "the port has a leading zero"),
                mistake(":80:90", 4, "nothing can follow the port"),
                mistake("tcp:", 5, "an address is missing, such as 127.0.0.1:7007"),
                mistake("udp:", 5, "an address is missing, such as 127.0.0.1:7007"),
                mistake("udp:-1", 5, "a port has no sign"));
    }

    static Stream<Arguments> inet4() {
        return Stream.of(
                mistake("127.0.0.1:80:", 13, "nothing can follow the port"),
                mistake("127.0.0.1::80", 11, "one ':' is too many"),
                mistake("127.0.0.1\t:80", 10, "a space does not belong in an address"),
                mistake(
                        "\uff11\uff12\uff17.0.0.1:80",
                        1,
                        "'\uff11' is no digit, and a host that ends in a number must be an IPv4"
                                + " address"),
                mistake("127.0.0.1.:80", 11, "an IPv4 address has four numbers, this has more"),
                mistake("udp:127.0.0.1", 14, "a port is missing: write 127.0.0.1:PORT"),
                mistake("127.0.0.1:7007\n", 15, "a space does not belong in an address"),
                mistake("127.0.0.1 :7007", 10, "a space does not belong in an address"),
                mistake("127.0.0.1: 7007", 11, "a space does not belong in an address"),
                mistake(
                        "\u200b127.0.0.1:7007",
                        1,
                        "an invisible character does not belong in an address: '\\u{200b}'"),
                mistake("127.0.0.1", 10, "a port is missing: write 127.0.0.1:PORT"),
                mistake("127.0.0.1:", 11, "the port is missing"),
                mistake("127.0.0.1:http", 11, "the port is a decimal number, and 'h' is no digit"),
                mistake("127.0.0.1:-1", 11, "the port is a decimal number, and '-' is no digit"),
                mistake("127.0.0.1:+1", 11, "the port is a decimal number, and '+' is no digit"),
                mistake("127.0.0.1:65536", 11, "the port is over 65535"),
                mistake("127.0.0.1:080", 11, "the port has a leading zero"),
                mistake("127.0.0.1:0x50", 12, "the port is a decimal number, and 'x' is no digit"),
                mistake(
                        "127.0.0.1:\uff18\uff10",
                        11,
                        "the port is a decimal number, and '\uff18' is no digit"),
                mistake("127.0.0.1:80:90", 13, "nothing can follow the port"),
                mistake(
                        "127.0.0.1:80?flowinfo=0x1",
                        13,
                        "the port is a decimal number, and '?' is no digit"),
                mistake("127.0.0.1:80/", 13, "the port is a decimal number, and '/' is no digit"),
                mistake("127.0.0.1/8:80", 10, "'/' does not belong in a host name"),
                mistake("1.2.3:80", 6, "an IPv4 address has four numbers, this has 3"),
                mistake("1.2.3", 6, "an IPv4 address has four numbers, this has 3"),
                mistake("256.0.0.1:80", 1, "a number of an IPv4 address is over 255"),
                mistake("256.0.0.1", 1, "a number of an IPv4 address is over 255"),
                mistake("1.2.3.4.5:80", 9, "an IPv4 address has four numbers, this has more"),
                mistake("1..2.3:80", 3, "a number of the IPv4 address is missing"),
                mistake(".1.2.3:80", 1, "a number of the IPv4 address is missing"),
                mistake("1.2.3.:80", 7, "a number of the IPv4 address is missing"),
                mistake("1.2.3.4.:80", 9, "an IPv4 address has four numbers, this has more"),
                mistake("01.2.3.4:80", 1, "a leading zero, which some programs read as octal"),
                mistake("127.0.0.01:80", 9, "a leading zero, which some programs read as octal"),
                mistake(
                        "0x7f.0.0.1:80",
                        2,
                        "'x' is no digit, and a host that ends in a number must be an IPv4"
                                + " address"),
                mistake(
                        "0x7f000001:80",
                        2,
                        "'x' is no digit, and a host that ends in a number must be an IPv4"
                                + " address"),
                mistake(
                        "127.0.0.0x1:80",
                        10,
                        "'x' is no digit, and a host that ends in a number must be an IPv4"
                                + " address"),
                mistake("2130706433:80", 1, "a number of an IPv4 address is over 255"),
                mistake(
                        "-1.2.3.4:80",
                        1,
                        "'-' is no digit, and a host that ends in a number must be an IPv4"
                                + " address"),
                mistake("1.2.3.1000:80", 7, "a number of an IPv4 address is over 255"),
                mistake(
                        "127.0.0.\uff11:80",
                        9,
                        "'\uff11' is no digit, and a host that ends in a number must be an IPv4"
                                + " address"),
                mistake(
                        "127.0.0.1%lo:80",
                        10, "only an IPv6 address in brackets has a scope after '%'"),
                mistake("127,0,0,1:80", 4, "',' does not belong in a host name"),
                mistake("127.0.0.1;80", 10, "';' does not belong in a host name"),
                mistake("Tcp:127.0.0.1:80", 1, "transports are written in lower case: tcp:"),
                mistake(
                        "sctp:127.0.0.1:80",
                        1,
                        "'sctp' is no transport: tcp, udp, unix, unixdgram, seqpacket, vsock,"
                                + " packet or fd"),
                mistake(
                        "tcp:udp:127.0.0.1:80",
                        5,
                        "a transport cannot stand here: leave 'udp:' out"));
    }

    static Stream<Arguments> inet6() {
        return Stream.of(
                mistake("fe80::1%eth0:80", 1, "an IPv6 address stands in brackets: [::1]:7007"),
                mistake("0:0:0:0:0:0:0:1:80", 1, "an IPv6 address stands in brackets: [::1]:7007"),
                mistake("[0:0:0:0:0:0:0:1", 17, "']' is missing after the IPv6 address"),
                mistake("tcp:[::1]", 10, "a port is missing: write [::1]:PORT"),
                mistake("tcp:[::1]:", 11, "the port is missing"),
                mistake("::", 1, "an IPv6 address stands in brackets: [::1]:7007"),
                mistake("::1", 1, "an IPv6 address stands in brackets: [::1]:7007"),
                mistake(":::80", 1, "an IPv6 address stands in brackets: [::1]:7007"),
                mistake("::1:80", 1, "an IPv6 address stands in brackets: [::1]:7007"),
                mistake("::0", 1, "an IPv6 address stands in brackets: [::1]:7007"),
                mistake("1:2:3:4:5:6:7:8:80", 1, "an IPv6 address stands in brackets: [::1]:7007"),
                mistake("[::1]", 6, "a port is missing: write [::1]:PORT"),
                mistake("[::1]:", 7, "the port is missing"),
                mistake("[::1]7007", 6, "after ']' stands ':' and the port"),
                mistake("[::1", 5, "']' is missing after the IPv6 address"),
                mistake("::1]:80", 1, "'[' is missing before the ']'"),
                mistake("[]:80", 2, "an IPv6 address is missing between the brackets"),
                mistake("[", 2, "']' is missing after the IPv6 address"),
                mistake("]", 1, "'[' is missing before the ']'"),
                mistake("[::1]]:80", 6, "after ']' stands ':' and the port"),
                mistake("[[::1]]:80", 2, "'[' is no hexadecimal digit of an IPv6 address"),
                mistake("[127.0.0.1]:80", 2, "brackets are for IPv6 addresses only"),
                mistake("[localhost]:80", 2, "brackets are for IPv6 addresses only"),
                mistake("[1.2.3]:80", 2, "brackets are for IPv6 addresses only"),
                mistake("[:]:80", 2, "a group of the IPv6 address is missing"),
                mistake("[:::]:80", 4, "a group of the IPv6 address is missing"),
                mistake("[1::2::3]:80", 6, "'::' can stand only once in an IPv6 address"),
                mistake("[1:2:3:4:5:6:7]:80", 15, "an IPv6 address has eight groups, this has 7"),
                mistake(
                        "[1:2:3:4:5:6:7:8:9]:80",
                        18,
                        "an IPv6 address has eight groups, this has more"),
                mistake("[1:2:3:4:5:6:7::8]:80", 15, "'::' stands for no group: there are eight"),
                mistake("[12345::]:80", 2, "a group of an IPv6 address has at most four digits"),
                mistake("[:1::2]:80", 2, "a group of the IPv6 address is missing"),
                mistake("[1::2:]:80", 6, "a single ':' cannot end an IPv6 address"),
                mistake("[::g]:80", 4, "'g' is no hexadecimal digit of an IPv6 address"),
                mistake("[::1.2.3]:80", 9, "an IPv4 address has four numbers, this has 3"),
                mistake("[::1.2.3.256]:80", 10, "a number of an IPv4 address is over 255"),
                mistake(
                        "[::1.2.3.4:5]:80",
                        4,
                        "dotted numbers stand only at the end of an IPv6 address"),
                mistake(
                        "[1:2:3:4:5:6:7:1.2.3.4]:80",
                        16,
                        "an IPv6 address has eight groups, this has more"),
                mistake("[::01.2.3.4]:80", 4, "a leading zero, which some programs read as octal"),
                mistake("[::1%]:80", 6, "the scope is missing after '%'"),
                mistake("[%1]:80", 2, "brackets are for IPv6 addresses only"),
                mistake("[::1%0]:80", 6, "scope 0 means none: leave '%0' out"),
                mistake("[::1%01]:80", 6, "the scope has a leading zero"),
                mistake("[::1%4294967296]:80", 6, "the scope is over 4294967295"),
                mistake("[::1%nosuch0]:80", 6, "no interface 'nosuch0' on this machine"),
                mistake("[::1%-1]:80", 6, "no interface '-1' on this machine"),
                mistake("[::1]:65536", 7, "the port is over 65535"),
                mistake("[::1]:080", 7, "the port has a leading zero"),
                mistake("[::1]:80?", 9, "the port is a decimal number, and '?' is no digit"),
                mistake(
                        "[::1]:80?flowinfo=",
                        9,
                        "the port is a decimal number, and '?' is no digit"),
                mistake("[::1]:80?flowinfo=0x", 21, "the value of flowinfo is missing"),
                mistake("[::1]:80?flowinfo=0x0", 21, "the value of flowinfo has a leading zero"),
                mistake("[::1]:80?flowinfo=0xg", 21, "'g' is no hexadecimal digit"),
                mistake(
                        "[::1]:80?flowinfo=0x123456789",
                        21,
                        "the value of flowinfo is over 0xffffffff"),
                mistake(
                        "[::1]:80?flow=0x1",
                        9,
                        "the port is a decimal number, and '?' is no digit"),
                mistake("[::\uff11]:80", 4, "'\uff11' is no hexadecimal digit of an IPv6 address"),
                mistake("fe80::1%2:80", 1, "an IPv6 address stands in brackets: [::1]:7007"),
                mistake("[::1]:80:90", 9, "the port is a decimal number, and ':' is no digit"),
                mistake("UDP:[::1]:80", 1, "transports are written in lower case: udp:"),
                mistake("udp:::0", 5, "an IPv6 address stands in brackets: [::1]:7007"));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                mistake("localhost::80", 11, "one ':' is too many"),
                mistake("tcp :80", 4, "a space does not belong in an address"),
                mistake("(foo):80", 1, "'(' does not belong in a host name"),
                mistake("a=b:80", 2, "'=' does not belong in a host name"),
                mistake("foo:80/tcp", 7, "the port is a decimal number, and '/' is no digit"),
                mistake(
                        "localhost:\uff18\uff10",
                        11,
                        "the port is a decimal number, and '\uff18' is no digit"),
                mistake("udp:localhost", 14, "a port is missing: write localhost:PORT"),
                mistake("\u00a07007", 1, "a space does not belong in an address"),
                mistake("*:80", 1, "every interface is written :PORT, without '*'"),
                mistake("*", 1, "'*' does not belong in a host name"),
                mistake(
                        "foo.1:80",
                        1,
                        "'f' is no digit, and a host that ends in a number must be an IPv4"
                                + " address"),
                mistake("localhost", 10, "a port is missing: write localhost:PORT"),
                mistake("localhost:", 11, "the port is missing"),
                mistake("localhost:http", 11, "the port is a decimal number, and 'h' is no digit"),
                mistake("localhost:99999", 11, "the port is over 65535"),
                mistake("localhost:80:90", 13, "nothing can follow the port"),
                mistake("local host:80", 6, "a space does not belong in an address"),
                mistake("foo..bar:80", 5, "a part of the host name is missing"),
                mistake(".foo:80", 1, "a part of the host name is missing"),
                mistake("-foo:80", 1, "a part of a host name cannot start or end with '-'"),
                mistake("foo-:80", 1, "a part of a host name cannot start or end with '-'"),
                mistake("foo/bar:80", 4, "'/' does not belong in a host name"),
                mistake("user@host:80", 5, "'@' does not belong in a host name"),
                mistake("foo,bar:80", 4, "',' does not belong in a host name"),
                mistake(
                        "a".repeat(64) + ":80",
                        1,
                        "a part of a host name has at most 63 characters"),
                mistake("a.".repeat(127) + "a:80", 1, "a host name has at most 253 characters"),
                mistake("foo%eth0:80", 4, "only an IPv6 address in brackets has a scope after '%'"),
                mistake(
                        "foo\u202ebar:80",
                        4,
                        "an invisible character does not belong in an address: '\\u{202e}'"),
                mistake("TCP:80", 1, "transports are written in lower case: tcp:"),
                mistake(
                        "sctp:localhost:80",
                        1,
                        "'sctp' is no transport: tcp, udp, unix, unixdgram, seqpacket, vsock,"
                                + " packet or fd"),
                mistake("tcp:udp:80", 5, "a transport cannot stand here: leave 'udp:' out"),
                mistake("tcp:tcp:7", 5, "a transport cannot stand here: leave 'tcp:' out"),
                mistake("tcp:unix:/x", 5, "a transport cannot stand here: leave 'unix:' out"),
                mistake("tcp:/x", 5, "a path is written unix:/x"));
    }

    static Stream<Arguments> unix() {
        return Stream.of(
                mistake(
                        "unix:@a\\x0",
                        8,
                        "after a backslash stands another, or x and two hexadecimal digits"),
                mistake("@name", 1, "an abstract name is written unix:@name"),
                mistake("/run/x", 1, "a path is written unix:/run/x"),
                mistake("./x", 1, "a path is written unix:./x"),
                mistake("../x", 1, "a path is written unix:../x"),
                mistake("~/x", 1, "a path is written unix:~/x"),
                mistake("//127.0.0.1:80", 1, "a URL is no address: write HOST:PORT alone"),
                mistake("UNIX:/run/x", 1, "transports are written in lower case: unix:"),
                mistake("unix:", 6, "a path or @name is missing after 'unix:'"),
                mistake("unixdgram:", 11, "a path or @name is missing after 'unixdgram:'"),
                mistake("seqpacket:", 11, "a path or @name is missing after 'seqpacket:'"),
                mistake("unix:/a\000b", 8, "a path cannot have a NUL in it"),
                mistake("unix:/a\\x00b", 8, "a path cannot have a NUL in it"),
                mistake(
                        "unix:/" + "a".repeat(107),
                        113,
                        "the path is over 107 bytes, which is all that fits"),
                mistake(
                        "unix:/" + "\u00e9".repeat(54),
                        60,
                        "the path is over 107 bytes, which is all that fits"),
                mistake(
                        "unix:@" + "a".repeat(108),
                        114,
                        "the abstract name is over 107 bytes, which is all that fits"),
                mistake(
                        "unix:/a\\",
                        8,
                        "after a backslash stands another, or x and two hexadecimal digits"),
                mistake(
                        "unix:/a\\n",
                        8,
                        "after a backslash stands another, or x and two hexadecimal digits"),
                mistake(
                        "unix:/a\\x4",
                        8,
                        "after a backslash stands another, or x and two hexadecimal digits"),
                mistake(
                        "unix:/a\\xg0",
                        8,
                        "after a backslash stands another, or x and two hexadecimal digits"),
                mistake("unix:/a\ud800", 8, "half of a surrogate pair"),
                mistake("unix:/a\ud800b", 8, "half of a surrogate pair"));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                mistake("http://127.0.0.1:80/", 5, "a URL is no address: write HOST:PORT alone"),
                mistake("tcp://127.0.0.1:80", 5, "a URL is no address: write HOST:PORT alone"),
                mistake("vsock:", 7, "the context id is missing"),
                mistake("vsock:3", 8, "a port is missing: vsock:CID:PORT"),
                mistake("vsock:3:", 9, "the port is missing"),
                mistake("vsock::3", 7, "the context id is missing"),
                mistake("vsock:x:1", 7, "the context id is a decimal number, and 'x' is no digit"),
                mistake("vsock:-1:1", 7, "the context id is a decimal number, and '-' is no digit"),
                mistake("vsock:4294967296:1", 7, "the context id is over 4294967295"),
                mistake("vsock:3:4294967296", 9, "the port is over 4294967295"),
                mistake("vsock:3:1:2", 10, "the port is a decimal number, and ':' is no digit"),
                mistake("vsock:3:1?flags=", 17, "the value of flags is missing"),
                mistake("vsock:3:1?flags=256", 17, "the value of flags is over 255"),
                mistake("vsock:03:1", 7, "the context id has a leading zero"),
                mistake("packet:", 8, "the name of an interface is missing"),
                mistake("packet:.", 8, "no interface can have this name"),
                mistake("packet:..", 8, "no interface can have this name"),
                mistake("packet:a b", 9, "' ' does not belong in the name of an interface"),
                mistake("packet:a/b", 9, "'/' does not belong in the name of an interface"),
                mistake("packet:eth0:1", 12, "':' does not belong in the name of an interface"),
                mistake(
                        "packet:abcdefghijklmnop",
                        8,
                        "the name of an interface has at most 15 bytes"),
                mistake("packet:\001", 8, "'\\u{1}' does not belong in the name of an interface"),
                mistake("fd:", 4, "the descriptor is missing"),
                mistake("fd:-1", 4, "the descriptor is a decimal number, and '-' is no digit"),
                mistake("fd:x", 4, "the descriptor is a decimal number, and 'x' is no digit"),
                mistake("fd:2147483648", 4, "the descriptor is over 2147483647"),
                mistake("fd:03", 4, "the descriptor has a leading zero"),
                mistake("fd:3 ", 5, "the descriptor is a decimal number, and ' ' is no digit"),
                mistake("family:38:00", 10, "nothing can follow the port"));
    }
}
