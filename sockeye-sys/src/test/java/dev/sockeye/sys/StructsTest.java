package dev.sockeye.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every struct against C: sizes and offsets, and what each side reads of what the other wrote. */
@Timeout(60)
class StructsTest {
    private static final String INCLUDES =
            CProgram.includes(
                    "stdio.h",
                    "stddef.h",
                    "string.h",
                    "arpa/inet.h",
                    "sys/socket.h",
                    "netinet/in.h",
                    "sys/un.h",
                    "sys/epoll.h",
                    "poll.h",
                    "signal.h",
                    "spawn.h",
                    "sys/select.h",
                    "sys/time.h",
                    "fcntl.h",
                    "sys/stat.h",
                    "sys/resource.h",
                    "sys/uio.h",
                    "time.h",
                    "netdb.h",
                    "linux/errqueue.h",
                    "linux/io_uring.h",
                    "linux/net_tstamp.h");

    /** The kernel's own headers, which do not bear the C library's beside them. */
    private static final String KERNELS =
            CProgram.includes("stdio.h", "stddef.h", "linux/in.h", "linux/in6.h", "linux/tcp.h");

    private static final List<String> STRUCTS =
            List.of(
                    "addrinfo",
                    "cmsghdr",
                    "epoll_event",
                    "fd_set",
                    "group_filter",
                    "group_req",
                    "group_source_req",
                    "in6_pktinfo",
                    "in_pktinfo",
                    "io_uring_buf",
                    "io_uring_buf_reg",
                    "io_uring_buf_ring",
                    "io_uring_cqe",
                    "io_uring_getevents_arg",
                    "io_uring_params",
                    "io_uring_probe",
                    "io_uring_probe_op",
                    "io_uring_sqe",
                    "iovec",
                    "ip6_mtuinfo",
                    "ip_mreq_source",
                    "ip_mreqn",
                    "ip_msfilter",
                    "ipv6_mreq",
                    "itimerspec",
                    "linger",
                    "mmsghdr",
                    "msghdr",
                    "pollfd",
                    "posix_spawn_file_actions_t",
                    "posix_spawnattr_t",
                    "rlimit",
                    "scm_timestamping",
                    "scm_ts_pktinfo",
                    "siginfo_t",
                    "sigset_t",
                    "so_timestamping",
                    "sock_txtime",
                    "sockaddr",
                    "sock_extended_err",
                    "sockaddr_in",
                    "sockaddr_in6",
                    "sockaddr_storage",
                    "sockaddr_un",
                    "statx",
                    "timespec",
                    "timeval",
                    "ucred");

    private static final List<String> KERNEL_STRUCTS =
            List.of(
                    "in6_flowlabel_req",
                    "tcp_info",
                    "tcp_md5sig",
                    "tcp_repair_opt",
                    "tcp_repair_window");

    /**
     * The end of struct tcp_info that came after the headers of some machines: include/uapi/linux/tcp.h
     * of Linux 6.2, 6.7 and 6.18. The size is the newest's.
     */
    private static final Set<String> NEWER =
            Set.of(
                    "tcp_info.SIZE",
                    "tcp_info.tcpi_rcv_wnd",
                    "tcp_info.tcpi_rehash",
                    "tcp_info.tcpi_total_rto",
                    "tcp_info.tcpi_total_rto_recoveries",
                    "tcp_info.tcpi_total_rto_time",
                    "tcp_info.tcpi_received_ce",
                    "tcp_info.tcpi_delivered_e1_bytes",
                    "tcp_info.tcpi_delivered_e0_bytes",
                    "tcp_info.tcpi_delivered_ce_bytes",
                    "tcp_info.tcpi_received_e1_bytes",
                    "tcp_info.tcpi_received_e0_bytes",
                    "tcp_info.tcpi_received_ce_bytes");

    /** Types that C knows without the word struct. */
    private static final Set<String> TYPEDEFS =
            Set.of(
                    "fd_set",
                    "posix_spawn_file_actions_t",
                    "posix_spawnattr_t",
                    "siginfo_t",
                    "sigset_t");

    @Test
    void sizesAndOffsets(@TempDir Path library, @TempDir Path kernel) throws Exception {
        compare(library, INCLUDES, STRUCTS);
        compare(kernel, KERNELS, KERNEL_STRUCTS);
    }

    private static void compare(Path folder, String includes, List<String> structs)
            throws Exception {
        var source = new StringBuilder(includes + "int main(void) {\n");
        var ours = new ArrayList<String>();
        for (var struct : structs) {
            var table = Platform.struct(struct);
            var type = TYPEDEFS.contains(struct) ? struct : "struct " + struct;
            for (var name : table.names()) {
                if (NEWER.contains(struct + "." + name)) {
                    continue;
                }
                ours.add(struct + "." + name + " " + table.value(name));
                var asked =
                        name.equals("SIZE")
                                ? "sizeof(" + type + ")"
                                : "offsetof(" + type + ", " + name + ")";
                source.append("printf(\"%s %zu\\n\", \"")
                        .append(struct + "." + name)
                        .append("\", " + asked + ");\n");
            }
        }
        assertThat(ours).containsExactlyElementsOf(CProgram.run(folder, source + "}\n", ""));
    }

    /** Each line of C fills a struct and prints its bytes. */
    private static final String FILL =
            """
            static void print(const char *name, const void *p, size_t n) {
                const unsigned char *b = p;
                printf("%s ", name);
                for (size_t i = 0; i < n; i++) printf("%02x", b[i]);
                printf("\\n");
            }
            #define SHOW(type, name, ...) do { struct type s; memset(&s, 0, sizeof s); \\
                    __VA_ARGS__; print(name, &s, sizeof s); } while (0)
            int main(void) {
                unsigned char a6[16];
                for (int i = 0; i < 16; i++) a6[i] = 0x20 + i;
                SHOW(sockaddr_in, "in", s.sin_family = AF_INET; s.sin_port = htons(0xfedc);
                    s.sin_addr.s_addr = htonl(0xc0a80102));
                SHOW(sockaddr_in6, "in6", s.sin6_family = AF_INET6; s.sin6_port = htons(0x1234);
                    s.sin6_flowinfo = htonl(0x0abcdef1); memcpy(&s.sin6_addr, a6, 16);
                    s.sin6_scope_id = 0x81828384);
                SHOW(pollfd, "pollfd", s.fd = 0x71727374; s.events = 0x1234; s.revents = 0xf678);
                SHOW(epoll_event, "epoll", s.events = 0x81828384; s.data.u64 = 0x9192939495969798);
                SHOW(sock_extended_err, "err", s.ee_errno = 0x81828384; s.ee_origin = 0xf5;
                    s.ee_type = 0xf6; s.ee_code = 0xf7; s.ee_info = 0xfffffffe; s.ee_data = 3);
                SHOW(linger, "linger", s.l_onoff = 1; s.l_linger = 0x11223344);
                SHOW(in_pktinfo, "pktinfo", s.ipi_ifindex = 7;
                    s.ipi_spec_dst.s_addr = htonl(0x7f000001);
                    s.ipi_addr.s_addr = htonl(0x7f000002));
                SHOW(in6_pktinfo, "pktinfo6", memcpy(&s.ipi6_addr, a6, 16); s.ipi6_ifindex = 0x91);
                SHOW(timespec, "timespec", s.tv_sec = 0x112233445; s.tv_nsec = 999999999);
                SHOW(timeval, "timeval", s.tv_sec = 0x112233445; s.tv_usec = 999999);
                SHOW(itimerspec, "itimerspec", s.it_interval.tv_nsec = 5; s.it_value.tv_sec = 7);
                fd_set fds; FD_ZERO(&fds);
                FD_SET(0, &fds); FD_SET(63, &fds); FD_SET(64, &fds); FD_SET(1023, &fds);
                print("fd_set", &fds, sizeof fds);
                sigset_t signals; sigemptyset(&signals);
                sigaddset(&signals, SIGHUP); sigaddset(&signals, SIGSYS); sigaddset(&signals, 64);
                print("sigset", &signals, sizeof signals);
                SHOW(rlimit, "rlimit", s.rlim_cur = 1024; s.rlim_max = RLIM_INFINITY);
                SHOW(statx, "statx", s.stx_mask = 0x7ff; s.stx_blksize = 0xf0000001;
                    s.stx_attributes = 0x100000; s.stx_nlink = 3; s.stx_uid = 0xfffffffe;
                    s.stx_gid = 5;
                    s.stx_mode = S_IFSOCK | 0755; s.stx_ino = 0x1020304050;
                    s.stx_size = 0x998877665544;
                    s.stx_blocks = 0x77; s.stx_mtime.tv_sec = 0x112233445; s.stx_mtime.tv_nsec = 999999999; s.stx_dev_major = 8; s.stx_dev_minor = 17);
                SHOW(io_uring_sqe, "sqe", s.opcode = 0xa1; s.flags = 0xb2; s.ioprio = 0xc3d4;
                    s.fd = 0x61626364; s.off = 0x1112131415161718; s.addr = 0x2122232425262728;
                    s.len = 0xe1e2e3e4; s.accept_flags = 0xf1f2f3f4;
                    s.user_data = 0x9192939495969798; s.buf_group = 0x8182);
                SHOW(io_uring_cqe, "cqe", s.user_data = 0x9192939495969798; s.res = -103;
                    s.flags = 0x81820003);
                SHOW(io_uring_params, "params", s.sq_entries = 8; s.cq_entries = 16; s.flags = 0xa5;
                    s.features = 0x5a; s.sq_off.head = 1; s.sq_off.tail = 2; s.sq_off.flags = 3;
                    s.sq_off.array = 4; s.cq_off.head = 5; s.cq_off.tail = 6; s.cq_off.cqes = 7);
                SHOW(io_uring_buf, "buf", s.len = 0; s.bid = 0x8182);
                struct { struct io_uring_probe p; struct io_uring_probe_op o[3]; } probe = {0};
                probe.p.ops_len = 3; probe.o[2].op = 2; probe.o[2].flags = IO_URING_OP_SUPPORTED;
                print("probe", &probe, sizeof probe);
                char control[64] = {0};
                struct msghdr m = {.msg_control = control, .msg_controllen = 64};
                struct cmsghdr *c = CMSG_FIRSTHDR(&m);
                c->cmsg_level = SOL_SOCKET; c->cmsg_type = SCM_RIGHTS; c->cmsg_len = CMSG_LEN(4);
                memcpy(CMSG_DATA(c), "\\x09\\0\\0\\0", 4);
                c = CMSG_NXTHDR(&m, c);
                c->cmsg_level = IPPROTO_IP; c->cmsg_type = IP_TTL; c->cmsg_len = CMSG_LEN(12);
                memcpy(CMSG_DATA(c), "hello, world", 12);
                print("control", control, CMSG_SPACE(4) + CMSG_SPACE(12));
            }
            """;

    private static byte[] addr6() {
        var addr = new byte[16];
        for (int i = 0; i < addr.length; i++) {
            addr[i] = (byte) (0x20 + i);
        }
        return addr;
    }

    /** What C wrote, by name. */
    private record Written(Map<String, MemorySegment> structs) {
        MemorySegment get(String name) {
            return Objects.requireNonNull(structs.get(name), name);
        }
    }

    @Test
    void eachSideReadsWhatTheOtherWrote(@TempDir Path folder) throws Exception {
        var c = new Written(new HashMap<>());
        for (var line : CProgram.run(folder, INCLUDES + FILL, "")) {
            int space = line.indexOf(' ');
            var bytes = HexFormat.of().parseHex(line, space + 1, line.length());
            c.structs.put(line.substring(0, space), MemorySegment.ofArray(bytes).asReadOnly());
        }
        try (var arena = Arena.ofConfined()) {
            written(arena).forEach((name, ours) -> assertSame(name, ours, c.get(name)));
        }
        readAddresses(c);
        readEvents(c);
        readOthers(c);
        readRing(c);
    }

    private static void assertSame(String name, MemorySegment ours, MemorySegment c) {
        assertThat(HexFormat.of().formatHex(ours.toArray(ValueLayout.JAVA_BYTE)))
                .as(name)
                .isEqualTo(HexFormat.of().formatHex(c.toArray(ValueLayout.JAVA_BYTE)));
    }

    private static Map<String, MemorySegment> written(Arena arena) {
        var ours = new HashMap<String, MemorySegment>();
        ours.put("in", SockaddrIn.of(arena, 0xc0a80102, 0xfedc));
        ours.put("in6", SockaddrIn6.of(arena, addr6(), 0x1234, 0x0abcdef1, 0x81828384));
        ours.put("linger", Linger.of(arena, 1, 0x11223344));
        ours.put("pktinfo", InPktinfo.of(arena, 7, 0x7f000001, 0x7f000002));
        ours.put("pktinfo6", In6Pktinfo.of(arena, addr6(), 0x91));
        ours.put("timespec", Timespec.of(arena, 0x112233445L, 999999999));
        ours.put("timeval", Timeval.of(arena, 0x112233445L, 999999));
        var timer = Itimerspec.allocate(arena);
        Timespec.nsec(Itimerspec.interval(timer), 5);
        Timespec.sec(Itimerspec.value(timer), 7);
        ours.put("itimerspec", timer);
        var fds = FdSet.allocate(arena);
        for (int fd : new int[] {0, 1, 63, 64, 1023}) {
            FdSet.set(fds, fd);
        }
        FdSet.clear(fds, 1);
        ours.put("fd_set", fds);
        var signals = Sigset.allocate(arena);
        for (int signal : new int[] {SignalH.SIGHUP, SignalH.SIGSYS, 64}) {
            Sigset.add(signals, signal);
        }
        ours.put("sigset", signals);
        ours.put("rlimit", Rlimit.of(arena, 1024, SysResource.RLIM_INFINITY));
        var events = EpollEvent.allocate(arena, 2);
        EpollEvent.set(events, 1, 0x81828384, 0x9192939495969798L);
        ours.put("epoll", events.asSlice(EpollEvent.SIZE));
        ours.put("sqe", submission(arena));
        var buffers = arena.allocate(2L * IoUringBufRing.SIZE, 8);
        IoUringBufRing.set(buffers, 1, MemorySegment.NULL, 0x8182);
        ours.put("buf", buffers.asSlice(IoUringBufRing.SIZE));
        var control = arena.allocate(Cmsghdr.space(4) + Cmsghdr.space(12));
        long next =
                Cmsghdr.put(
                        control,
                        0,
                        SysSocket.SOL_SOCKET,
                        SysSocket.SCM_RIGHTS,
                        arena.allocateFrom(ValueLayout.JAVA_INT, 9));
        var text = MemorySegment.ofArray("hello, world".getBytes(US_ASCII));
        long end = Cmsghdr.put(control, next, NetinetIn.IPPROTO_IP, NetinetIn.IP_TTL, text);
        assertThat(end).isEqualTo(control.byteSize());
        ours.put("control", control);
        return ours;
    }

    private static MemorySegment submission(Arena arena) {
        var array = arena.allocate(2L * IoUringSqe.SIZE, 8).fill((byte) 0x55);
        IoUringSqe.begin(array, 1, 0xa1, 0x61626364, 0x9192939495969798L);
        IoUringSqe.flags(array, 1, 0xb2);
        IoUringSqe.ioprio(array, 1, 0xc3d4);
        IoUringSqe.off(array, 1, 0x1112131415161718L);
        IoUringSqe.addr(array, 1, MemorySegment.ofAddress(0x2122232425262728L));
        IoUringSqe.len(array, 1, 0xe1e2e3e4);
        IoUringSqe.opFlags(array, 1, 0xf1f2f3f4);
        IoUringSqe.bufGroup(array, 1, 0x8182);
        return array.asSlice(IoUringSqe.SIZE);
    }

    private static void readRing(Written c) {
        var two = MemorySegment.ofArray(new byte[2 * IoUringCqe.SIZE]);
        two.asSlice(IoUringCqe.SIZE).copyFrom(c.get("cqe"));
        assertThat(IoUringCqe.userData(two, 1)).isEqualTo(0x9192939495969798L);
        assertThat(IoUringCqe.res(two, 1)).isEqualTo(-103);
        assertThat(IoUringCqe.flags(two, 1)).isEqualTo(0x81820003);
        var params = c.get("params");
        assertThat(IoUringParams.sqEntries(params)).isEqualTo(8);
        assertThat(IoUringParams.cqEntries(params)).isEqualTo(16);
        assertThat(IoUringParams.features(params)).isEqualTo(0x5a);
        assertThat(IoUringParams.sqHead(params)).isEqualTo(1);
        assertThat(IoUringParams.sqTail(params)).isEqualTo(2);
        assertThat(IoUringParams.sqFlags(params)).isEqualTo(3);
        assertThat(IoUringParams.sqArray(params)).isEqualTo(4);
        assertThat(IoUringParams.cqHead(params)).isEqualTo(5);
        assertThat(IoUringParams.cqTail(params)).isEqualTo(6);
        assertThat(IoUringParams.cqes(params)).isEqualTo(7);
        assertThat(IoUringProbe.supports(c.get("probe"), 2)).isTrue();
        assertThat(IoUringProbe.supports(c.get("probe"), 1)).isFalse();
        assertThat(IoUringProbe.supports(c.get("probe"), 3)).as("not told of").isFalse();
    }

    private static void readAddresses(Written c) {
        var in = c.get("in");
        assertThat(Sockaddr.family(in)).isEqualTo(SysSocket.AF_INET);
        assertThat(SockaddrIn.port(in)).isEqualTo(0xfedc);
        assertThat(SockaddrIn.addr(in)).isEqualTo(0xc0a80102);
        var in6 = c.get("in6");
        assertThat(Sockaddr.family(in6)).isEqualTo(SysSocket.AF_INET6);
        assertThat(SockaddrIn6.port(in6)).isEqualTo(0x1234);
        assertThat(SockaddrIn6.flowinfo(in6)).isEqualTo(0x0abcdef1);
        assertThat(SockaddrIn6.addr(in6)).isEqualTo(addr6());
        assertThat(SockaddrIn6.scopeId(in6)).isEqualTo(0x81828384);
        var info = c.get("pktinfo");
        assertThat(InPktinfo.ifindex(info)).isEqualTo(7);
        assertThat(InPktinfo.specDst(info)).isEqualTo(0x7f000001);
        assertThat(InPktinfo.addr(info)).isEqualTo(0x7f000002);
        assertThat(In6Pktinfo.ifindex(c.get("pktinfo6"))).isEqualTo(0x91);
        assertThat(In6Pktinfo.addr(c.get("pktinfo6"))).isEqualTo(addr6());
    }

    private static void readEvents(Written c) {
        var two = MemorySegment.ofArray(new byte[2 * Pollfd.SIZE]);
        two.asSlice(Pollfd.SIZE).copyFrom(c.get("pollfd"));
        assertThat(Pollfd.fd(two, 1)).isEqualTo(0x71727374);
        assertThat(Pollfd.events(two, 1)).isEqualTo(0x1234);
        assertThat(Pollfd.revents(two, 1)).isEqualTo(0xf678);
        Pollfd.set(two, 1, 3, PollH.POLLIN);
        assertThat(Pollfd.fd(two, 1)).isEqualTo(3);
        assertThat(Pollfd.events(two, 1)).isEqualTo(PollH.POLLIN);
        assertThat(Pollfd.revents(two, 1)).isZero();
        assertThat(Pollfd.fd(two, 0)).isZero();
        assertThat(EpollEvent.events(c.get("epoll"), 0)).isEqualTo(0x81828384);
        assertThat(EpollEvent.data(c.get("epoll"), 0)).isEqualTo(0x9192939495969798L);
    }

    private static void readOthers(Written c) {
        var error = c.get("err");
        assertThat(error.byteSize()).isEqualTo(SockExtendedErr.SIZE);
        assertThat(SockExtendedErr.errno(error)).isEqualTo(0x81828384);
        assertThat(SockExtendedErr.origin(error)).isEqualTo(0xf5);
        assertThat(SockExtendedErr.type(error)).isEqualTo(0xf6);
        assertThat(SockExtendedErr.code(error)).isEqualTo(0xf7);
        assertThat(SockExtendedErr.info(error)).isEqualTo(-2);
        assertThat(SockExtendedErr.data(error)).isEqualTo(3);
        assertThat(Linger.onoff(c.get("linger"))).isEqualTo(1);
        assertThat(Linger.linger(c.get("linger"))).isEqualTo(0x11223344);
        assertThat(Timespec.sec(c.get("timespec"))).isEqualTo(0x112233445L);
        assertThat(Timespec.nsec(c.get("timespec"))).isEqualTo(999999999);
        assertThat(Timespec.nanos(c.get("timespec"))).isEqualTo(4_599_264_325_999_999_999L);
        assertThat(Timeval.sec(c.get("timeval"))).isEqualTo(0x112233445L);
        assertThat(Timeval.usec(c.get("timeval"))).isEqualTo(999999);
        assertThat(Timespec.nsec(Itimerspec.interval(c.get("itimerspec")))).isEqualTo(5);
        assertThat(Timespec.sec(Itimerspec.value(c.get("itimerspec")))).isEqualTo(7);
        for (int fd : new int[] {0, 63, 64, 1023}) {
            assertThat(FdSet.isSet(c.get("fd_set"), fd)).isTrue();
            assertThat(FdSet.isSet(c.get("fd_set"), fd ^ 1)).isFalse();
        }
        assertThat(Sigset.contains(c.get("sigset"), SignalH.SIGHUP)).isTrue();
        assertThat(Sigset.contains(c.get("sigset"), 64)).isTrue();
        assertThat(Sigset.contains(c.get("sigset"), SignalH.SIGTERM)).isFalse();
        assertThat(Rlimit.cur(c.get("rlimit"))).isEqualTo(1024);
        assertThat(Rlimit.max(c.get("rlimit"))).isEqualTo(SysResource.RLIM_INFINITY);
        var file = c.get("statx");
        assertThat(Statx.mask(file)).isEqualTo(0x7ff);
        assertThat(Statx.blksize(file)).isEqualTo(0xf0000001L);
        assertThat(Statx.attributes(file)).isEqualTo(0x100000);
        assertThat(Statx.nlink(file)).isEqualTo(3);
        assertThat(Statx.uid(file)).isEqualTo(0xfffffffeL);
        assertThat(Statx.gid(file)).isEqualTo(5);
        assertThat(Statx.mode(file)).isEqualTo(SysStat.S_IFSOCK | 0755);
        assertThat(Statx.ino(file)).isEqualTo(0x1020304050L);
        assertThat(Statx.size(file)).isEqualTo(0x998877665544L);
        assertThat(Statx.blocks(file)).isEqualTo(0x77);
        assertThat(Statx.mtimeSec(file)).isEqualTo(0x112233445L);
        assertThat(Statx.mtimeNsec(file)).isEqualTo(999_999_999);
        assertThat(Statx.devMajor(file)).isEqualTo(8);
        assertThat(Statx.devMinor(file)).isEqualTo(17);
        var control = c.get("control");
        long first = Cmsghdr.first(control);
        assertThat(first).isZero();
        assertThat(Cmsghdr.level(control, first)).isEqualTo(SysSocket.SOL_SOCKET);
        assertThat(Cmsghdr.type(control, first)).isEqualTo(SysSocket.SCM_RIGHTS);
        assertThat(Cmsghdr.data(control, first).get(ValueLayout.JAVA_INT_UNALIGNED, 0))
                .isEqualTo(9);
        assertThat(Cmsghdr.data(control, first).byteSize()).isEqualTo(4);
        long second = Cmsghdr.next(control, first);
        assertThat(Cmsghdr.level(control, second)).isEqualTo(NetinetIn.IPPROTO_IP);
        assertThat(Cmsghdr.data(control, second).toArray(ValueLayout.JAVA_BYTE))
                .isEqualTo("hello, world".getBytes(US_ASCII));
        assertThat(Cmsghdr.next(control, second)).isEqualTo(-1);
    }
}
