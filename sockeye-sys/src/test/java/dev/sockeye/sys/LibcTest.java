package dev.sockeye.sys;

import static dev.sockeye.sys.Netdb.AI_CANONNAME;
import static dev.sockeye.sys.Netdb.AI_NUMERICHOST;
import static dev.sockeye.sys.Netdb.AI_NUMERICSERV;
import static dev.sockeye.sys.Netdb.AI_PASSIVE;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.AF_UNSPEC;
import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** getaddrinfo, with what needs no server. */
@Timeout(30)
class LibcTest {
    private static final int NUMERIC = AI_NUMERICHOST | AI_NUMERICSERV;

    @Test
    void aNumericIpv4Address() throws GaiException {
        var answers = Libc.getaddrinfo("127.0.0.1", "7007", NUMERIC, AF_UNSPEC, SOCK_STREAM, 0);

        assertThat(answers).hasSize(1);
        var answer = answers.getFirst();
        var address = MemorySegment.ofArray(answer.address());
        assertThat(answer.family()).isEqualTo(AF_INET);
        assertThat(answer.socktype()).isEqualTo(SOCK_STREAM);
        assertThat(answer.protocol()).isEqualTo(NetinetIn.IPPROTO_TCP);
        assertThat(answer.canonname()).isNull();
        assertThat(address.byteSize()).isEqualTo(SockaddrIn.SIZE);
        assertThat(Sockaddr.family(address)).isEqualTo(AF_INET);
        assertThat(SockaddrIn.addr(address)).isEqualTo(NetinetIn.INADDR_LOOPBACK);
        assertThat(SockaddrIn.port(address)).isEqualTo(7007);
    }

    @Test
    void aNumericIpv6AddressWithItsScope() throws GaiException {
        var answer =
                Libc.getaddrinfo("fe80::1%1", "53", NUMERIC, AF_INET6, SOCK_DGRAM, 0).getFirst();
        var address = MemorySegment.ofArray(answer.address());

        assertThat(SockaddrIn6.scopeId(address)).isEqualTo(1);
        assertThat(SockaddrIn6.port(address)).isEqualTo(53);
        assertThat(SockaddrIn6.addr(address)).startsWith(0xfe, 0x80).endsWith(0, 1);
        assertThat(answer.protocol()).isEqualTo(NetinetIn.IPPROTO_UDP);
    }

    @Test
    void eachTypeIsAnAnswerAndNobodyMeansAnyAddress() throws GaiException {
        var answers = Libc.getaddrinfo(null, "80", AI_PASSIVE | NUMERIC, AF_INET, 0, 0);

        assertThat(answers).extracting(Addrinfo::socktype).contains(SOCK_STREAM, SOCK_DGRAM);
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.address()).startsWith(2, 0, 0, 80, 0, 0, 0, 0));
    }

    @Test
    void aProtocolIsAHintToo() throws GaiException {
        int udp = NetinetIn.IPPROTO_UDP;
        var answers = Libc.getaddrinfo("127.0.0.1", "53", NUMERIC, AF_INET, 0, udp);

        assertThat(answers).extracting(Addrinfo::socktype).containsExactly(SOCK_DGRAM);
    }

    @Test
    void localhostIsThisMachine() throws GaiException {
        var answers = Libc.getaddrinfo("localhost", null, AI_CANONNAME, AF_INET, SOCK_STREAM, 0);

        assertThat(SockaddrIn.addr(MemorySegment.ofArray(answers.getFirst().address())) >>> 24)
                .isEqualTo(127);
        assertThat(answers.getFirst().canonname()).isNotEmpty();
    }

    @Test
    void whatIsNoneSaysWhy() {
        var noName =
                catchThrowableOfType(
                        GaiException.class,
                        () -> Libc.getaddrinfo("no-number", null, NUMERIC, AF_UNSPEC, 0, 0));
        assertThat(noName.code()).isEqualTo(Netdb.EAI_NONAME);
        assertThat(noName.errno()).isZero();
        assertThat(noName)
                .hasMessage("getaddrinfo no-number: EAI_NONAME (Name or service not known)");
        var noFamily =
                catchThrowableOfType(
                        GaiException.class,
                        () -> Libc.getaddrinfo("127.0.0.1", "1", 0, 12345, 0, 0));
        assertThat(noFamily.code()).isEqualTo(Netdb.EAI_FAMILY);
        assertThat(new GaiException("h", "s", Netdb.EAI_SYSTEM, Errno.EIO))
                .hasMessage("getaddrinfo h:s: EAI_SYSTEM (System error): EIO (Input/output error)");
        assertThatThrownBy(() -> Libc.getaddrinfo("local\0host", null, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wordsAreCs(@TempDir Path folder) throws Exception {
        var source = new StringBuilder(CProgram.includes("stdio.h", "netdb.h"));
        source.append("int main(void) {\n");
        var names =
                Platform.constants("netdb.h").names().stream()
                        .filter(n -> n.startsWith("EAI_"))
                        .toList();
        names.forEach(name -> source.append("puts(gai_strerror(" + name + "));\n"));
        var said = CProgram.run(folder, source + "}\n", "");

        assertThat(names).hasSize(18);
        for (int i = 0; i < names.size(); i++) {
            int code = Platform.constants("netdb.h").value(names.get(i));
            assertThat(GaiException.name(code)).isEqualTo(names.get(i));
            // The C library has forgotten this one.
            var words =
                    names.get(i).equals("EAI_OVERFLOW")
                            ? "Unknown error"
                            : GaiException.words(code);
            assertThat(words).isEqualTo(said.get(i));
        }
        assertThat(GaiException.name(-999)).isEqualTo("EAI -999");
        assertThat(GaiException.words(-999)).isEqualTo("Unknown error");
    }

    @Test
    void answersAreValues() throws GaiException {
        var one = Libc.getaddrinfo("127.0.0.1", "1", NUMERIC, AF_INET, SOCK_STREAM, 0).getFirst();
        var same = Libc.getaddrinfo("127.0.0.1", "1", NUMERIC, AF_INET, SOCK_STREAM, 0).getFirst();
        var other = Libc.getaddrinfo("127.0.0.1", "2", NUMERIC, AF_INET, SOCK_STREAM, 0).getFirst();

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
        one.address()[0] = 9;
        assertThat(one).isEqualTo(same);
    }
}
