package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Target;
import dev.sockeye.server.Events;
import dev.sockeye.server.Model;
import dev.sockeye.server.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

/** A directory with a secret beside it, and a server of it. */
final class Site implements AutoCloseable {
    static final String SECRET = "TOP SECRET";
    static final String INDEX = "<h1>welcome</h1>\n";

    final Path root;
    final Path outside;
    final byte[] big = new byte[300_000];
    final Server server;

    Site(Path folder, Model model, boolean offload, Events events) throws IOException {
        this(
                folder,
                model,
                offload,
                events,
                new HttpInput.Limits(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    Site(Path folder, Model model, boolean offload, Events events, HttpInput.Limits limits)
            throws IOException {
        root = Files.createDirectory(folder.resolve("site"));
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), SECRET);
        Files.writeString(outside.resolve("index.html"), SECRET);
        // A sibling whose name begins like the root's.
        Files.createDirectory(folder.resolve("site-backup"));
        Files.writeString(folder.resolve("site-backup").resolve("secret.txt"), SECRET);
        Files.writeString(root.resolve("index.html"), INDEX);
        Files.writeString(root.resolve("page.txt"), "page\n");
        Files.writeString(root.resolve("empty.css"), "");
        Files.createDirectories(root.resolve("sub/deep"));
        Files.writeString(root.resolve("sub/index.html"), "sub\n");
        Files.writeString(root.resolve("sub/deep/data.json"), "{}");
        Files.createDirectory(root.resolve("bare"));
        Files.writeString(root.resolve("a b&c+d.txt"), "odd\n");
        new Random(5).nextBytes(big);
        Files.write(root.resolve("big.bin"), big);
        server =
                Server.on(Target.parse("127.0.0.1:0"))
                        .model(model)
                        .offload(offload)
                        .events(events)
                        .start(new dev.sockeye.server.handler.Files(root, limits));
    }

    int port() {
        return ((InetSocketAddress) server.local().toSocketAddress()).getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Sends all of it, and answers all that comes until the server closes. */
    String exchange(String request) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** One request on a connection of its own. */
    String get(String target) throws IOException {
        return exchange("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    static int status(String response) {
        assertThat(response).startsWith("HTTP/1.1 ");
        return Integer.parseInt(response.substring(9, 12));
    }

    static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    /** The value of a field that is there once. */
    static String field(String response, String name) {
        String head = response.substring(0, response.indexOf("\r\n\r\n") + 2);
        String mark = "\r\n" + name + ": ";
        int at = head.indexOf(mark);
        if (at < 0) {
            return "";
        }
        assertThat(head.indexOf(mark, at + 1)).as("one " + name).isNegative();
        return head.substring(at + mark.length(), head.indexOf("\r\n", at + 2));
    }

    /** Reads one response, head and body, and leaves the connection where the next one begins. */
    static String response(Socket socket, boolean withBody) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            assertThat(next).as("the connection ended after " + head).isNotNegative();
            head.write(next);
        }
        String text = head.toString(ISO_8859_1);
        int length = withBody ? Integer.parseInt(field(text, "Content-Length")) : 0;
        return text + new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
    }

    @Override
    public void close() {
        server.close();
        // JUnit warns of links that lead out of a folder that it removes.
        try (Stream<Path> all = Files.walk(root)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
