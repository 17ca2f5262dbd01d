package dev.sockeye.server;

import static dev.sockeye.sys.FaultKernel.errno;
import static dev.sockeye.sys.FaultKernel.shortCount;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.server.handler.Files;
import dev.sockeye.server.handler.Proxy;
import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Server.Setup#offload} leaves to the kernel: for the peer nothing may depend on it. */
@Timeout(60)
class OffloadTest {
    /** More than socket buffers hold. */
    private static final int SIZE = 12 << 20;

    private static final byte[] CONTENT = content();

    @TempDir Path folder;

    private final Recorder recorder = new Recorder();

    private static byte[] content() {
        byte[] content = new byte[SIZE];
        new Random(8).nextBytes(content);
        return content;
    }

    @BeforeEach
    void write() throws IOException {
        java.nio.file.Files.write(folder.resolve("big"), CONTENT);
    }

    static Stream<Arguments> modelsOnBothPaths() {
        return Stream.of("iterative", "thread", "virtual", "poll", "epoll:1", "uring:1")
                .flatMap(model ->
                        Stream.of(true, false)
                                .map(offload -> Arguments.of(Model.parse(model), offload)));
    }

    private Server.Setup setup(boolean offload) {
        return Server.on(Target.parse("127.0.0.1:0")).offload(offload).events(recorder);
    }

    /** A connection on the JDK's sockets, with a request for a part of the file. */
    private static Socket ask(Server server, String range) throws IOException {
        var address = (InetSocketAddress) server.local().toSocketAddress();
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        String request = "GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + range + "\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return socket;
    }

    /** Reads a head; what follows is the body. */
    private static String head(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readByte());
        }
        return head.toString();
    }

    @ParameterizedTest
    @MethodSource("modelsOnBothPaths")
    void filesGoWithoutACopyOrWithOne(Model model, boolean offload) throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server = setup(offload).model(model).network(network).start(new Files(folder));
                var socket = ask(server, "Range: bytes=100000-\r\n")) {
            String head = head(socket);
            assertThat(head).contains("Content-Length: " + (SIZE - 100_000));
            assertThat(
                            Arrays.mismatch(
                                    socket.getInputStream().readAllBytes(),
                                    Arrays.copyOfRange(CONTENT, 100_000, SIZE)))
                    .isEqualTo(-1);
            Recorder.Closed closed = Recorder.next(recorder.closed);
            assertThat(closed.cause()).isNull();
            assertThat(closed.session().bytesWritten()).isEqualTo(head.length() + SIZE - 100_000L);
            assertThat(kernel.count("sendfile") > 0).isEqualTo(offload);
        }
    }

    @ParameterizedTest
    @MethodSource("modelsOnBothPaths")
    void aProxySplicesOrCopies(Model model, boolean offload) throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        try (var echo = Server.on(Target.parse("127.0.0.1:0")).start(new Echo());
                var network = Network.on(kernel);
                var server =
                        setup(offload)
                                .model(model)
                                .network(network)
                                .start(
                                        new Proxy(
                                                echo.targets().getFirst(),
                                                Duration.ofSeconds(10),
                                                network));
                var client = Client.connect(server)) {
            client.expectEcho(CONTENT);
            Recorder.Closed closed = Recorder.next(recorder.closed);
            assertThat(closed.cause()).isNull();
            assertThat(closed.session().bytesRead()).isEqualTo(SIZE);
            assertThat(closed.session().bytesWritten()).isEqualTo(SIZE);
            assertThat(kernel.count("splice") > 0).isEqualTo(offload);
        }
    }

    static Stream<String> refusals() {
        return Stream.of("EINVAL", "ENOSYS", "EMFILE", "short");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whereTheKernelCannotThereIsTheOtherWay(String how) throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        switch (how) {
            case "EINVAL" ->
                    kernel.from("sendfile", 2, errno(Errno.EINVAL))
                            .from("splice", 4, errno(Errno.EINVAL));
            case "ENOSYS" ->
                    kernel.from("sendfile", 1, errno(Errno.ENOSYS))
                            .from("splice", 1, errno(Errno.ENOSYS));
            case "EMFILE" -> kernel.from("pipe2", 1, errno(Errno.EMFILE));
            default ->
                    kernel.every("sendfile", 2, shortCount(10_001))
                            .every("splice", 2, shortCount(10_001));
        }
        try (var network = Network.on(kernel);
                var files = setup(true).network(network).start(new Files(folder));
                var proxy =
                        setup(true)
                                .network(network)
                                .start(
                                        new Proxy(
                                                files.targets().getFirst(),
                                                Duration.ofSeconds(10),
                                                network));
                var socket = ask(proxy, "")) {
            var _ = head(socket);
            assertThat(Arrays.mismatch(socket.getInputStream().readAllBytes(), CONTENT))
                    .isEqualTo(-1);
            assertThat(kernel.hits("sendfile") + kernel.hits("splice") + kernel.hits("pipe2"))
                    .isPositive();
        }
    }

    /** It has promised more than there is: what the peer gets must not look whole. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatBecomesShorterCutsTheConnection(boolean offload) throws Exception {
        try (var server = setup(offload).start(new Files(folder));
                var socket = ask(server, "")) {
            assertThat(head(socket)).contains("Content-Length: " + SIZE);
            try (var channel = FileChannel.open(folder.resolve("big"), StandardOpenOption.WRITE)) {
                channel.truncate(SIZE - 100);
            }
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(SIZE);
            assertThat(Recorder.next(recorder.closed).cause()).isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatGrowsIsSentAsItWas(boolean offload) throws Exception {
        try (var server = setup(offload).start(new Files(folder));
                var socket = ask(server, "")) {
            var _ = head(socket);
            java.nio.file.Files.write(
                    folder.resolve("big"), new byte[100_000], StandardOpenOption.APPEND);
            assertThat(Arrays.mismatch(socket.getInputStream().readAllBytes(), CONTENT))
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("modelsOnBothPaths")
    void aPeerThatDoesNotReadEndsByTheIdleTime(Model model, boolean offload) throws Exception {
        try (var server =
                        setup(offload)
                                .model(model)
                                .timeout(Duration.ofMillis(300))
                                .start(new Files(folder));
                var socket = ask(server, "")) {
            assertThat(Recorder.next(recorder.closed).cause())
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    /** Neither sendfile(2) nor splice(2) has a flag against SIGPIPE, which the JVM ignores. */
    @ParameterizedTest
    @MethodSource("modelsOnBothPaths")
    void aPeerThatGoesInTheMiddleEndsItsSessionAlone(Model model, boolean offload)
            throws Exception {
        try (var files = Server.on(Target.parse("127.0.0.1:0")).start(new Files(folder));
                var server =
                        setup(offload).model(model).start(new Proxy(files.targets().getFirst()))) {
            for (int i = 0; i < 3; i++) {
                try (var socket = ask(server, "")) {
                    var _ = head(socket);
                }
                assertThat(Recorder.next(recorder.closed).cause())
                        .isInstanceOfSatisfying(
                                ErrnoException.class,
                                e -> assertThat(e.errno()).isIn(Errno.EPIPE, Errno.ECONNRESET));
            }
        }
    }
}
