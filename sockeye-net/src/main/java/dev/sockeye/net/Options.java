package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_TCP;
import static dev.sockeye.sys.NetinetTcp.TCP_ULP;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static dev.sockeye.sys.SysSocket.SO_LINGER;
import static dev.sockeye.sys.SysSocket.SO_PEEK_OFF;
import static dev.sockeye.sys.SysSocket.SO_RCVLOWAT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** getsockopt(2) and setsockopt(2), and what some options mean to the socket that they are set on. */
final class Options {
    private Options() {}

    static <T> T get(Socket socket, AnyOpt<T> option) throws IOException {
        return get(socket, option, memory -> (int) memory.byteSize());
    }

    static <I, T> T getWith(Socket socket, Opt.Query<I, T> option, I input) throws IOException {
        return get(socket, option, memory -> option.input().encode(input, memory.fill((byte) 0)));
    }

    private static <T> T get(Socket socket, AnyOpt<T> option, ToIntFunction<MemorySegment> room)
            throws IOException {
        Opt.Codec<T> codec = option.codec();
        Scratch scratch = Scratch.take();
        try (var arena = arenaFor(codec)) {
            MemorySegment memory =
                    arena == null
                            ? scratch.option.asSlice(0, codec.size())
                            : arena.allocate(codec.size(), Long.BYTES);
            var value = new Calls.Value(option, memory, scratch.length, room.applyAsInt(memory));
            long result = socket.fd.call(Calls.GETSOCKOPT, value, 0);
            if (result < 0) {
                throw socket.failure("getsockopt", option.name(), 0).of(result);
            }
            MemorySegment answer = memory.asSlice(0, Math.min(value.length, codec.size()));
            return codec instanceof Owning<T> owning
                    ? owning.own(socket.network, answer)
                    : codec.decode(answer);
        } finally {
            scratch.give();
            Reference.reachabilityFence(socket);
        }
    }

    static <T> void set(Socket socket, Opt.Setting<T> setting) throws IOException {
        Opt.Codec<T> codec = setting.option().codec();
        Scratch scratch = Scratch.take();
        try (var arena = arenaFor(codec)) {
            MemorySegment memory =
                    arena == null ? scratch.option : arena.allocate(codec.size(), Long.BYTES);
            int length = codec.encode(setting.value(), memory);
            var value = new Calls.Value(setting.option(), memory, scratch.length, length);
            before(socket, value);
            long result = socket.fd.call(Calls.SETSOCKOPT, value, 0);
            if (result < 0) {
                throw socket.failure("setsockopt", setting.toString(), 0).of(result);
            }
            after(socket, value);
        } finally {
            scratch.give();
            Reference.reachabilityFence(socket);
        }
    }

    /** The codec of a value that is a descriptor: somebody has to own it. */
    interface Owning<T> extends Opt.Codec<T> {
        T own(Network network, MemorySegment answer);
    }

    private static @Nullable Arena arenaFor(Opt.Codec<?> codec) {
        return codec.size() > Scratch.OPTION ? Arena.ofConfined() : null;
    }

    /** What an option takes away, the socket must not count on while it is set. */
    private static void before(Socket socket, Calls.Value value) {
        if (value.is(SOL_SOCKET, SO_RCVLOWAT) || value.is(IPPROTO_TCP, TCP_ULP)) {
            socket.shortReadsDrain(false);
        } else if (value.is(SOL_SOCKET, SO_PEEK_OFF)) {
            socket.peeksAtOffset();
        } else if (lingers(value)) {
            socket.fd.closeMayBlock(true);
        }
    }

    private static void after(Socket socket, Calls.Value value) {
        if (value.is(SOL_SOCKET, SO_LINGER) && !lingers(value)) {
            socket.fd.closeMayBlock(false);
        }
    }

    private static boolean lingers(Calls.Value value) {
        return value.is(SOL_SOCKET, SO_LINGER)
                && value.length >= dev.sockeye.sys.Linger.SIZE
                && dev.sockeye.sys.Linger.onoff(value.memory) != 0
                && dev.sockeye.sys.Linger.linger(value.memory) != 0;
    }
}
