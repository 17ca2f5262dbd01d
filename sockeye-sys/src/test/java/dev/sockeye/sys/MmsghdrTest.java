package dev.sockeye.sys;

import static dev.sockeye.sys.FaultKernel.shortCount;
import static dev.sockeye.sys.FaultKernel.truncatedControl;
import static dev.sockeye.sys.SysSocket.MSG_DONTWAIT;
import static dev.sockeye.sys.SysSocket.MSG_TRUNC;
import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static java.lang.foreign.MemorySegment.NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several messages in one call: recvmmsg and sendmmsg. */
@Timeout(20)
class MmsghdrTest {
    private final FaultKernel kernel = new FaultKernel(Kernel.host());
    private final Sockets sockets = new Sockets(kernel);

    @AfterEach
    void close() {
        sockets.close();
    }

    /** Messages to be sent, one of each text, each to an address if there is one. */
    private Mmsghdr outgoing(MemorySegment to, String... texts) {
        var out = new Mmsghdr(texts.length, 1, SockaddrStorage.SIZE, 0);
        for (int i = 0; i < texts.length; i++) {
            Msghdr message = out.message(i);
            message.iov().set(0, sockets.bytes(texts[i]));
            message.nameLength((int) to.byteSize());
            message.name().copyFrom(to);
        }
        return out;
    }

    private Mmsghdr incoming(int capacity, long room) {
        var in = new Mmsghdr(capacity, 1, SockaddrStorage.SIZE, 64);
        for (int i = 0; i < capacity; i++) {
            in.message(i).iov().set(0, sockets.arena.allocate(room));
        }
        return in;
    }

    private static String text(Mmsghdr in, int index) {
        MemorySegment room = in.message(index).iov().segment(0);
        return Sockets.text(room, Math.min(in.length(index), room.byteSize()));
    }

    private int bound(int fromNetwork) throws IOException {
        return sockets.bound(SOCK_DGRAM, SockaddrIn.of(sockets.arena, fromNetwork, 0));
    }

    @Test
    void manyGoOutAndComeInAtOnce() throws IOException {
        int sender = bound(0x7f000001);
        int receiver = bound(0x7f000001);
        var out = outgoing(sockets.name(receiver), "one", "", "three", "four and more");
        var in = incoming(6, 8);

        assertThat(kernel.sendmmsg(sender, out, 4, 0)).isEqualTo(4);
        assertThat(out.length(0)).isEqualTo(3);
        assertThat(out.length(1)).isZero();
        assertThat(kernel.recvmmsg(receiver, in, 6, MSG_DONTWAIT | MSG_TRUNC, NULL)).isEqualTo(4);
        assertThat(text(in, 0)).isEqualTo("one");
        assertThat(text(in, 1)).isEmpty();
        assertThat(text(in, 2)).isEqualTo("three");
        assertThat(text(in, 3)).as("cut").isEqualTo("four and");
        assertThat(in.length(3)).as("its true size").isEqualTo(13);
        assertThat(in.message(3).flags() & MSG_TRUNC).isNotZero();
        assertThat(in.message(2).flags()).isZero();
        var name = in.message(2).name();
        assertThat(in.message(2).nameLength()).isEqualTo(SockaddrIn.SIZE);
        assertThat(SockaddrIn.port(name)).isEqualTo(SockaddrIn.port(sockets.name(sender)));
        assertThat(kernel.recvmmsg(receiver, in, 6, MSG_DONTWAIT, NULL)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void theTimeIsLookedAtAfterAMessage() throws IOException {
        var pair = sockets.pair(SOCK_DGRAM);
        var in = incoming(2, 8);
        kernel.send(pair[0], sockets.bytes("x"), 1, 0);

        var none = Timespec.of(sockets.arena, 0, 0);
        assertThat(kernel.recvmmsg(pair[1], in, 2, 0, none)).isEqualTo(1);
        var wrong = Timespec.of(sockets.arena, 0, 1_000_000_000);
        assertThat(kernel.recvmmsg(pair[1], in, 2, 0, wrong)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void theRestOfAShortSendIsSentFromThere() throws IOException {
        var pair = sockets.pair(SOCK_DGRAM);
        var out = outgoing(NULL, "a", "b", "c", "d", "e");
        kernel.at("sendmmsg", 1, shortCount(2)).at("recvmmsg", 1, shortCount(3));

        assertThat(kernel.sendmmsg(pair[0], out, 5, 0)).isEqualTo(2);
        Mmsghdr rest = out.from(2);
        assertThat(rest.capacity()).isEqualTo(3);
        assertThat(kernel.sendmmsg(pair[0], rest, 3, 0)).isEqualTo(3);
        var in = incoming(5, 1);
        assertThat(kernel.recvmmsg(pair[1], in, 5, MSG_DONTWAIT, NULL)).isEqualTo(3);
        assertThat(text(in, 0) + text(in, 1) + text(in, 2)).isEqualTo("abc");
        assertThat(kernel.recvmmsg(pair[1], in.from(3), 2, MSG_DONTWAIT, NULL)).isEqualTo(2);
        assertThat(text(in, 3) + text(in, 4)).isEqualTo("de");
        assertThatThrownBy(() -> kernel.sendmmsg(pair[0], rest, 4, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(kernel.sendmmsg(pair[0], out.from(5), 0, 0)).isZero();
    }

    @Test
    void theFirstFailureIsTheCalls() throws IOException {
        int sender = bound(0x7f000001);
        int receiver = bound(0x7f000001);
        var to = sockets.name(receiver);
        var out = outgoing(to, "a", "b", "c");
        out.message(1).iov().set(0, sockets.arena.allocate(70_000));

        assertThat(kernel.sendmmsg(sender, out, 3, 0)).isEqualTo(1);
        assertThat(kernel.sendmmsg(sender, out.from(1), 2, 0)).isEqualTo(-Errno.EMSGSIZE);
        assertThat(kernel.sendmmsg(sender, out.from(2), 1, 0)).isEqualTo(1);
    }

    @Test
    void controlMessagesTravelWithEach() throws IOException {
        int sender = bound(0x7f000001);
        int receiver = bound(0);
        var on = sockets.arena.allocateFrom(ValueLayout.JAVA_INT, 1);
        kernel.setsockopt(receiver, NetinetIn.IPPROTO_IP, NetinetIn.IP_PKTINFO, on, 4);
        int port = SockaddrIn.port(sockets.name(receiver));
        for (int last = 2; last <= 3; last++) {
            var to = SockaddrIn.of(sockets.arena, 0x7f000000 + last, port);
            assertThat(kernel.sendmmsg(sender, outgoing(to, "x"), 1, 0)).isEqualTo(1);
        }
        var in = incoming(4, 8);
        assertThat(kernel.recvmmsg(receiver, in, 4, MSG_DONTWAIT, NULL)).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            var control = in.message(i).controlReceived();
            var info = Cmsghdr.data(control, Cmsghdr.first(control));
            assertThat(InPktinfo.addr(info)).isEqualTo(0x7f000002 + i);
        }

        var to = SockaddrIn.of(sockets.arena, 0x7f000001, port);
        kernel.at("recvmmsg", 1, truncatedControl(0));
        for (int i = 0; i < 2; i++) {
            in.message(i).reset();
        }
        assertThat(kernel.sendmmsg(sender, outgoing(to, "x"), 1, 0)).isEqualTo(1);
        assertThat(kernel.recvmmsg(receiver, in, 4, MSG_DONTWAIT, NULL)).isEqualTo(1);
        assertThat(in.message(0).flags() & SysSocket.MSG_CTRUNC).isNotZero();
    }

    @Test
    void buffersInManyArenasGoInSeveralCalls() throws IOException {
        var pair = sockets.pair(SOCK_DGRAM);
        try (var first = Arena.ofShared();
                var second = Arena.ofShared()) {
            var out = new Mmsghdr(2, 3, 0, 0);
            out.message(0).iov().set(0, sockets.bytes("a"));
            out.message(0).iov().set(1, first.allocateFrom(ValueLayout.JAVA_BYTE, (byte) 'b'));
            out.message(0).iov().set(2, second.allocateFrom(ValueLayout.JAVA_BYTE, (byte) 'c'));
            out.message(1).iov().set(0, sockets.bytes("d"));
            assertThat(kernel.sendmmsg(pair[0], out, 2, 0)).isEqualTo(1);
            assertThat(out.length(0)).isEqualTo(3);
            assertThat(kernel.sendmmsg(pair[0], out.from(1), 1, 0)).isEqualTo(1);

            var in = new Mmsghdr(2, 2, 0, 0);
            in.message(0).iov().set(0, first.allocate(2));
            in.message(0).iov().set(1, second.allocate(2));
            in.message(1).iov().set(0, first.allocate(2));
            assertThat(kernel.recvmmsg(pair[1], in, 2, MSG_DONTWAIT, NULL)).isEqualTo(1);
            assertThat(in.length(0)).isEqualTo(3);
            assertThat(Sockets.text(in.message(0).iov().segment(1), 1)).isEqualTo("c");
            assertThat(kernel.recvmmsg(pair[1], in.from(1), 1, MSG_DONTWAIT, NULL)).isEqualTo(1);
            assertThat(text(in, 1)).isEqualTo("d");
        }
    }

    @Test
    void readOnlyBuffersAreNotFilled() throws IOException {
        var pair = sockets.pair(SOCK_DGRAM);
        var in = incoming(2, 8);
        in.message(1).iov().set(0, sockets.arena.allocate(8).asReadOnly());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kernel.recvmmsg(pair[1], in, 2, MSG_DONTWAIT, NULL));
    }
}
