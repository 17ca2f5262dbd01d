package dev.sockeye.it;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** The families of stream sockets that are tried. */
enum Family {
    TCP4("4"),
    TCP6("6"),
    UNIX("U");

    /** In a cell of a table. */
    final String mark;

    Family(String mark) {
        this.mark = mark;
    }

    boolean isTcp() {
        return this != UNIX;
    }

    /** Another one, whose listener is not concerned by what happens at this one's. */
    Family other() {
        return this == UNIX ? TCP4 : UNIX;
    }

    /** What {@code serve} is asked for. */
    String word(Path folder) {
        return switch (this) {
            case TCP4 -> "127.0.0.1:0";
            case TCP6 -> "[::1]:0";
            case UNIX -> "unix:" + folder.resolve("s");
        };
    }

    /** For the JDK's sockets, from what {@code serve} has told, such as {@code tcp:[::1]:40123}. */
    SocketAddress address(String target) {
        String rest = target.substring(target.indexOf(':') + 1);
        if (this == UNIX) {
            return UnixDomainSocketAddress.of(rest);
        }
        int colon = rest.lastIndexOf(':');
        return new InetSocketAddress(
                InetAddress.ofLiteral(rest.substring(0, colon).replaceAll("[\\[\\]]", "")),
                Integer.parseInt(rest.substring(colon + 1)));
    }
}
