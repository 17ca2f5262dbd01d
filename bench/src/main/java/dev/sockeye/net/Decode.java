package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.AF_UNIX;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the bytes that the kernel wrote to an {@link Endpoint}, and to a list of {@link Control}. */
@State(Scope.Thread)
public class Decode {
    private final MemorySegment inet4 = encoded(Endpoint.parse("127.0.0.1:7007"));
    private final MemorySegment inet6 = encoded(Endpoint.parse("[2001:db8::1]:7007"));
    private final MemorySegment unix = encoded(Endpoint.parse("unix:/run/sockeye/server.sock"));
    private final Control asked = new Control.PktInfo(InetAddress.ofLiteral("127.0.0.1"), 1);
    private final MemorySegment pktInfo = encoded(List.of(asked));
    private final MemorySegment pktInfoAndGro = encoded(List.of(asked, new Control.UdpGro(1000)));

    private static MemorySegment encoded(Endpoint endpoint) {
        var address = Arena.global().allocate(SockaddrCodec.CAPACITY, 8);
        return address.asSlice(0, SockaddrCodec.encode(endpoint, address));
    }

    private static MemorySegment encoded(List<Control> controls) {
        var buffer = Arena.global().allocate(Controls.space(controls, AF_INET), 8);
        return buffer.asSlice(0, Controls.encode(controls, AF_INET, buffer));
    }

    @Benchmark
    public Endpoint inet4() {
        return SockaddrCodec.decode(inet4, (int) inet4.byteSize(), AF_INET);
    }

    @Benchmark
    public Endpoint inet6() {
        return SockaddrCodec.decode(inet6, (int) inet6.byteSize(), AF_INET6);
    }

    @Benchmark
    public Endpoint unix() {
        return SockaddrCodec.decode(unix, (int) unix.byteSize(), AF_UNIX);
    }

    @Benchmark
    public List<Control> pktInfo() {
        return Controls.decode(pktInfo);
    }

    @Benchmark
    public List<Control> pktInfoAndGro() {
        return Controls.decode(pktInfoAndGro);
    }
}
