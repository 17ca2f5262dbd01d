package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Hostile clients by means that Java has not, or that the stream of bytes does not show. */
final class Marks {
    private Marks() {}

    static void urgent(Bout bout) {
        python("urgent.py", bout);
    }

    static void rights(Bout bout) {
        python("rights.py", bout);
    }

    static void twoReaders(Bout bout) {
        python("two_readers.py", bout);
    }

    private static void python(String script, Bout bout) {
        Tools.need("python3");
        Ended ended =
                Run.of("python3", "-c", Tools.text("peer.py") + Tools.text(script))
                        .and(words(bout.subject().address(bout.family())))
                        .in()
                        .end();
        assertThat(ended.status()).as("%s: %s", script, ended).isZero();
    }

    /** Host and port, or a path. */
    static String[] words(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? new String[] {
                    inet.getAddress().getHostAddress(), Integer.toString(inet.getPort())
                }
                : new String[] {address.toString()};
    }
}
