package dev.sockeye.cli;

import dev.sockeye.net.AnyOpt;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Opt;
import dev.sockeye.net.Target;
import dev.sockeye.net.Transport;
import dev.sockeye.sys.NetinetIn;
import dev.sockeye.sys.NetinetTcp;
import dev.sockeye.sys.NetinetUdp;
import dev.sockeye.sys.SysSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Socket options by their kernel names: {@code -o NAME=VALUE}. */
final class Options {
    static final String NAME = "--opt";
    static final String SHORT = "-o";

    private static final List<Class<?>> HEADERS =
            List.of(SysSocket.class, NetinetIn.class, NetinetTcp.class, NetinetUdp.class);

    private Options() {}

    /**
     * Reads all of them.
     *
     * @throws Trouble if one is unknown, read only, not there yet, or has a value that it cannot
     *     have
     */
    static List<Opt.Setting<?>> parse(List<String> texts) throws Trouble {
        var settings = new ArrayList<Opt.Setting<?>>();
        for (String text : texts) {
            settings.add(setting(text));
        }
        return settings;
    }

    private static Opt.Setting<?> setting(String text) throws Trouble {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        var option = Opt.named(name);
        if (option.isEmpty()) {
            throw unknown(name);
        }
        if (equals < 0) {
            throw Trouble.usage(Text.VALUE_MISSING.of(SHORT, "NAME=VALUE"), "", "");
        }
        if (!known().contains(name)) {
            throw Trouble.usage(Text.OPTION_READ_ONLY.of(name), "", "");
        }
        try {
            return Opt.parse(text);
        } catch (IllegalArgumentException e) {
            throw Values.bad(SHORT + ' ' + name, text.substring(equals + 1), message(e, name));
        }
    }

    /** The library's sentence, without the name that stands in the line above. */
    private static String message(IllegalArgumentException e, String name) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
    }

    private static Trouble unknown(String name) {
        if (isOfTheKernel(name)) {
            return Trouble.notYet(SHORT + ' ' + name, Text.OPTIONS_ARE.of(names()));
        }
        return Trouble.usage(
                Text.NO_SOCKET_OPTION.of(name),
                Text.OPTIONS_ARE.of(names()),
                Suggestion.or(name, known(), ""));
    }

    /** Whether a header of the kernel has an option of that name. Asked in the worst case only. */
    private static boolean isOfTheKernel(String name) {
        if (!name.equals(name.toUpperCase(Locale.ROOT)) || name.indexOf('_') < 0) {
            return false;
        }
        for (Class<?> header : HEADERS) {
            try {
                var _ = header.getField(name);
                return isOption(name);
            } catch (NoSuchFieldException _) {
                // In the next one, then.
            }
        }
        return false;
    }

    private static boolean isOption(String name) {
        return name.startsWith("SO_")
                || name.startsWith("TCP_")
                || name.startsWith("UDP_")
                || name.startsWith("IP_")
                || name.startsWith("IPV6_");
    }

    private static List<String> known() {
        var names = new ArrayList<String>();
        for (AnyOpt<?> option : Opt.all()) {
            boolean settable = option instanceof Opt<?> || option instanceof Opt.WriteOnly<?>;
            if (settable && !names.contains(option.name())) {
                names.add(option.name());
            }
        }
        return names;
    }

    private static String names() {
        return String.join(" ", known());
    }

    /**
     * Those of the settings that an address can have: where tcp and udp are served together, {@code
     * TCP_NODELAY} is for the first alone.
     */
    static Opt.Setting<?>[] fitting(List<Opt.Setting<?>> settings, Target.Address address) {
        return settings.stream()
                .filter(setting -> fits(setting.option(), address.transport(), address.endpoint()))
                .toArray(Opt.Setting<?>[]::new);
    }

    /**
     * Refuses a setting that no address can have.
     *
     * @throws Trouble for the first of them
     */
    static void check(List<Opt.Setting<?>> settings, List<Target.Address> addresses)
            throws Trouble {
        for (Opt.Setting<?> setting : settings) {
            boolean fits =
                    addresses.stream()
                            .anyMatch(each ->
                                    fits(setting.option(), each.transport(), each.endpoint()));
            if (!fits) {
                throw Trouble.usage(
                        Text.OPTION_FITS_NONE.of(setting.option().name(), addresses.getFirst()),
                        "",
                        "");
            }
        }
    }

    private static boolean fits(AnyOpt<?> option, Transport transport, Endpoint endpoint) {
        int level = option.level();
        if (level == NetinetIn.IPPROTO_TCP) {
            return transport == Transport.TCP;
        }
        if (level == NetinetIn.IPPROTO_IPV6) {
            return endpoint instanceof Endpoint.Inet6;
        }
        return level != NetinetIn.IPPROTO_IP || transport.isInternet();
    }
}
