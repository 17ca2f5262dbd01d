package dev.sockeye.bench.twin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Serves until SIGTERM, and ends with 0 then: {@code MODEL[:N] echo|sink|source ADDRESS...}, with N threads where the
 * model has loops (default 1). Usage and addresses outside of loopback end with 2.
 *
 * <p>No class of Netty is loaded for a model of the JDK.
 */
final class Twin {
    private static final String USAGE =
            """
            usage: Twin jdk-thread|jdk-virtual|jdk-nio[:N]|netty-nio[:N]|netty-epoll[:N]|netty-uring[:N] echo|sink|source tcp:LOOPBACK:PORT...
                   Twin jdk-datagram[:N]|netty-datagram-nio|netty-datagram-epoll|netty-datagram-gso echo|sink udp:LOOPBACK:PORT...\
            """;

    private Twin() {}

    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            throw usage(USAGE);
        }
        var model = args[0].split(":", 2);
        int threads = model.length > 1 ? Integer.parseInt(model[1]) : 1;
        var work = work(args[1]);
        var transport = model[0].contains("datagram") ? "udp:" : "tcp:";
        if (transport.equals("udp:") && work == Work.SOURCE) {
            throw usage("source is for tcp:");
        }
        // A JVM that SIGTERM ends would say 143.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
        for (var text : List.of(args).subList(2, args.length)) {
            var bound = start(model[0], threads, work, parse(transport, text));
            var host = bound.getAddress().getHostAddress();
            System.err.println(
                    "listening on "
                            + transport
                            + (host.contains(":") ? "[::1]" : host)
                            + ":"
                            + bound.getPort()
                            + " (model "
                            + args[0]
                            + ", "
                            + args[1]
                            + ")");
        }
        Thread.currentThread().join();
    }

    private static InetSocketAddress start(
            String model, int threads, Work work, InetSocketAddress at) throws IOException {
        return switch (model) {
            case "jdk-thread" ->
                    JdkBlocking.start(Thread.ofPlatform().daemon().factory(), work, at);
            case "jdk-virtual" -> JdkBlocking.start(Thread.ofVirtual().factory(), work, at);
            case "jdk-nio" -> JdkNio.start(threads, work, at);
            case "jdk-datagram" -> JdkDatagram.start(threads, work, at);
            case "netty-nio" -> NettyNio.start(threads, work, at);
            case "netty-epoll" -> NettyEpoll.start(threads, work, at);
            case "netty-uring" -> NettyUring.start(threads, work, at);
            case "netty-datagram-nio" -> NettyDatagramNio.start(work, at);
            case "netty-datagram-epoll" -> NettyDatagramEpoll.start(work, at);
            case "netty-datagram-gso" -> NettyDatagramGso.start(work, at);
            default -> throw usage("no such model: " + model);
        };
    }

    private static Work work(String text) {
        try {
            return Work.parse(text);
        } catch (IllegalArgumentException e) {
            throw usage("no such work: " + text);
        }
    }

    private static InetSocketAddress parse(String transport, String text) {
        int colon = text.lastIndexOf(':');
        if (!text.startsWith(transport) || colon < transport.length()) {
            throw usage("not " + transport + "HOST:PORT: " + text);
        }
        try {
            var host = InetAddress.ofLiteral(text.substring(transport.length(), colon));
            if (!host.isLoopbackAddress()) {
                throw usage("not a loopback address: " + text);
            }
            return new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw usage("not an address: " + text);
        }
    }

    /** Says why, and ends with 2. */
    private static IllegalStateException usage(String why) {
        System.err.println(why);
        Runtime.getRuntime().halt(2);
        return new IllegalStateException(why);
    }
}
