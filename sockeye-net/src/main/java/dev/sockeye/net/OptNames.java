package dev.sockeye.net;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The options that have a name here, and their text form. */
final class OptNames {
    /** Level by level, sorted by name within one. */
    static final List<AnyOpt<?>> ALL =
            Stream.of(So.ALL, Tcp.ALL, Udp.ALL, Ip.ALL, Ip6.ALL)
                    .<AnyOpt<?>>flatMap(List::stream)
                    .toList();

    private OptNames() {}

    static Optional<AnyOpt<?>> find(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    static Opt.Setting<?> parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + text + "' is not of the form NAME=VALUE");
        }
        String name = text.substring(0, equals);
        List<AnyOpt<?>> named = ALL.stream().filter(each -> each.name().equals(name)).toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("there is no option '" + name + "'");
        }
        for (AnyOpt<?> each : named) {
            if (!(each instanceof Opt.ReadOnly)) {
                return setting(each, text.substring(equals + 1));
            }
        }
        throw new IllegalArgumentException(name + " can only be read");
    }

    private static <T> Opt.Setting<T> setting(AnyOpt<T> option, String value) {
        try {
            return new Opt.Setting<>(option, option.codec().parse(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option.name() + ": " + e.getMessage(), e);
        }
    }
}
