package dev.sockeye.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the C library that are no system calls, and so do not pass {@link Kernel}. Safe for
 * every thread; a call that blocks, blocks the carrier of a virtual thread too.
 */
public final class Libc {
    private static final Function GETADDRINFO = new Function("getaddrinfo");
    private static final Function FREEADDRINFO = new Function("freeaddrinfo");
    private static final Function POSIX_SPAWN = new Function("posix_spawn");

    private Libc() {}

    /** The fields of {@code struct addrinfo}. */
    private static final class Struct {
        static final Constants S = Platform.struct("addrinfo");
        static final int SIZE = S.value("SIZE");
        static final long FLAGS = S.value("ai_flags");
        static final long FAMILY = S.value("ai_family");
        static final long SOCKTYPE = S.value("ai_socktype");
        static final long PROTOCOL = S.value("ai_protocol");
        static final long ADDRLEN = S.value("ai_addrlen");
        static final long ADDR = S.value("ai_addr");
        static final long CANONNAME = S.value("ai_canonname");
        static final long NEXT = S.value("ai_next");
    }

    private static final class Get {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    }

    private static final class Free {
        static final MethodHandle CALL = Native.link(FunctionDescriptor.ofVoid(ADDRESS));
    }

    /**
     * {@code int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
     * struct addrinfo **res)}: the addresses of a host and a service.
     *
     * <p>It may ask servers and wait for seconds; it is neither interrupted nor timed.
     *
     * @param node a host's name or a numeric address; null for this machine
     * @param service a service's name or a port; null for none
     * @param flags {@code AI_} values of {@link Netdb}
     * @param family an {@code AF_} value, AF_UNSPEC for any
     * @param socktype a {@code SOCK_} value, 0 for any
     * @param protocol an {@code IPPROTO_} value, 0 for any
     * @return the answers in the order in which to try them, at least one
     * @throws GaiException if there is none
     */
    public static List<Addrinfo> getaddrinfo(
            @Nullable String node,
            @Nullable String service,
            int flags,
            int family,
            int socktype,
            int protocol)
            throws GaiException {
        var slot = ErrnoSlab.take();
        try (var arena = Arena.ofConfined()) {
            var hints = arena.allocate(Struct.SIZE, Long.BYTES);
            hints.set(JAVA_INT, Struct.FLAGS, flags);
            hints.set(JAVA_INT, Struct.FAMILY, family);
            hints.set(JAVA_INT, Struct.SOCKTYPE, socktype);
            hints.set(JAVA_INT, Struct.PROTOCOL, protocol);
            var result = arena.allocate(ADDRESS);
            var name = text(arena, node);
            var port = text(arena, service);
            int code =
                    (int)
                            Get.CALL.invokeExact(
                                    GETADDRINFO.address(), slot, name, port, hints, result);
            if (code != 0) {
                int errno = code == Netdb.EAI_SYSTEM ? -ErrnoSlab.error(slot) : 0;
                throw new GaiException(node, service, code, errno);
            }
            return take(result.get(ADDRESS, 0), slot);
        } catch (GaiException e) {
            throw e;
        } catch (Throwable thrown) {
            throw Shape.unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    /** A string of C; the null pointer for null. */
    static MemorySegment text(Arena arena, @Nullable String text) {
        if (text == null) {
            return MemorySegment.NULL;
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text with a 0 in it");
        }
        return arena.allocateFrom(text);
    }

    private static List<Addrinfo> take(MemorySegment list, MemorySegment slot) throws Throwable {
        try {
            var answers = new ArrayList<Addrinfo>();
            for (var at = list; at.address() != 0; ) {
                var info = Native.at(at, Struct.SIZE);
                answers.add(answer(info));
                at = info.get(ADDRESS, Struct.NEXT);
            }
            return List.copyOf(answers);
        } finally {
            Free.CALL.invokeExact(FREEADDRINFO.address(), slot, list);
        }
    }

    private static Addrinfo answer(MemorySegment info) {
        int length = info.get(JAVA_INT, Struct.ADDRLEN);
        var address = Native.at(info.get(ADDRESS, Struct.ADDR), length);
        var canonname = info.get(ADDRESS, Struct.CANONNAME);
        return new Addrinfo(
                info.get(JAVA_INT, Struct.FLAGS),
                info.get(JAVA_INT, Struct.FAMILY),
                info.get(JAVA_INT, Struct.SOCKTYPE),
                info.get(JAVA_INT, Struct.PROTOCOL),
                Layouts.bytes(address, 0, length),
                canonname.address() == 0 ? null : Native.string(canonname));
    }

    /**
     * {@code int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
     * const posix_spawnattr_t *attr, char *const argv[], char *const envp[])}: a new process that runs a
     * program. It is a child, to be waited for ({@link Kernel#waitid}).
     *
     * <p>The way for a JVM to start one: a copy of the process as of fork(2), with its other threads
     * gone, could do nothing but this. The calling thread waits until the program has begun, about a
     * millisecond.
     *
     * @param path the program, with its folder
     * @param actions what happens to the descriptors; null for nothing: those without close-on-exec are
     *     the child's too
     * @param attr what else is different from the parent; null for nothing
     * @param argv the arguments, of which the first is the program's name
     * @param envp the environment, such as {@code PATH=/bin}
     * @return the child's process id, or -ENOENT (no such program), -EACCES (no right to run it),
     *     -ENOEXEC (no program), -EBADF (a file action names a descriptor that is not open), -EAGAIN (too
     *     many processes), -E2BIG, -ENOMEM, ...
     * @see <a href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a>
     */
    public static int posix_spawn(
            String path,
            @Nullable PosixSpawnFileActions actions,
            @Nullable PosixSpawnattr attr,
            StringArray argv,
            StringArray envp) {
        try (var arena = Arena.ofConfined()) {
            var pid = arena.allocate(JAVA_INT);
            int result =
                    Shape.spawn(
                            POSIX_SPAWN,
                            pid,
                            text(arena, path),
                            actions == null ? MemorySegment.NULL : actions.block(),
                            attr == null ? MemorySegment.NULL : attr.block(),
                            argv.block(),
                            envp.block());
            return result < 0 ? result : pid.get(JAVA_INT, 0);
        } finally {
            Reference.reachabilityFence(actions);
            Reference.reachabilityFence(attr);
            Reference.reachabilityFence(argv);
            Reference.reachabilityFence(envp);
        }
    }
}
