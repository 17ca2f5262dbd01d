package dev.sockeye.server.child;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sockeye.net.Endpoint;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The environment of a program that serves a connection: the variables of the UNIX client-server program
 * interface, <a href="https://cr.yp.to/proto/ucspi.txt">UCSPI</a>. {@code PROTO} is {@code TCP}, {@code
 * TCP6} or {@code UNIX}. {@code TCPLOCALIP}, {@code TCPLOCALPORT}, {@code TCPREMOTEIP} and {@code
 * TCPREMOTEPORT} are there for both IP versions, and for IPv6 once more as {@code TCP6...}; {@code
 * UNIXLOCALPATH} and {@code UNIXREMOTEPATH} for Unix sockets that have a path. No name is looked up, so
 * that {@code TCPREMOTEHOST}, {@code TCPREMOTEINFO} and their like are not there.
 */
public final class Ucspi {
    private static final List<String> OURS =
            List.of(
                    "PROTO=",
                    "TCPLOCAL",
                    "TCPREMOTE",
                    "TCP6LOCAL",
                    "TCP6REMOTE",
                    "UNIXLOCAL",
                    "UNIXREMOTE");

    private Ucspi() {}

    /** This process's environment, with these variables in the place of those that it has. */
    public static List<byte[]> environment(Endpoint local, Endpoint peer) {
        var all = new ArrayList<byte[]>();
        for (byte[] each : Program.inherited()) {
            String text = new String(each, US_ASCII);
            if (OURS.stream().noneMatch(text::startsWith)) {
                all.add(each);
            }
        }
        variables(all, local, peer);
        return all;
    }

    static void variables(List<byte[]> into, Endpoint local, Endpoint peer) {
        switch (peer) {
            case Endpoint.Inet4 inet -> {
                add(into, "PROTO", "TCP");
                add(into, "TCPREMOTE", inet.host(), inet.port());
            }
            case Endpoint.Inet6 inet -> {
                add(into, "PROTO", unmapped(inet).getAddress().length == 4 ? "TCP" : "TCP6");
                addBoth(into, "REMOTE", inet);
            }
            case Endpoint.Unix unix -> {
                add(into, "PROTO", "UNIX");
                add(into, "UNIXREMOTEPATH", unix);
            }
            case Endpoint.Other other -> add(into, "PROTO", "AF" + other.family());
        }
        switch (local) {
            case Endpoint.Inet4 inet -> add(into, "TCPLOCAL", inet.host(), inet.port());
            case Endpoint.Inet6 inet -> addBoth(into, "LOCAL", inet);
            case Endpoint.Unix unix -> add(into, "UNIXLOCALPATH", unix);
            case Endpoint.Other _ -> {}
        }
    }

    private static void addBoth(List<byte[]> into, String side, Endpoint.Inet6 inet) {
        InetAddress host = unmapped(inet);
        add(into, "TCP" + side, host, inet.port());
        if (host.getAddress().length == 16) {
            add(into, "TCP6" + side, host, inet.port());
        }
    }

    /** An IPv4 peer of a socket for both is one of IPv4. */
    private static InetAddress unmapped(Endpoint.Inet6 inet) {
        try {
            return InetAddress.getByAddress(inet.host().getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError("an Inet6Address has 16 bytes", e);
        }
    }

    private static void add(List<byte[]> into, String side, InetAddress host, int port) {
        add(into, side + "IP", text(host));
        add(into, side + "PORT", Integer.toString(port));
    }

    /** As RFC 5952 writes it; Java writes out all zeros. */
    private static String text(InetAddress host) {
        String text = Endpoint.of(host, 0).toString();
        int end = text.lastIndexOf(':');
        return text.substring(0, end).replace("[", "").replace("]", "");
    }

    private static void add(List<byte[]> into, String name, String value) {
        into.add((name + "=" + value).getBytes(US_ASCII));
    }

    private static void add(List<byte[]> into, String name, Endpoint.Unix unix) {
        if (unix.name().isPath()) {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes((name + "=").getBytes(US_ASCII));
            bytes.writeBytes(unix.name().bytes());
            into.add(bytes.toByteArray());
        }
    }
}
