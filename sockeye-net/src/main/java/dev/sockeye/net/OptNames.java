package dev.sockeye.net;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The options that have a name here, and their text form. */
final class OptNames {
    /** Level by level, sorted by name within one. */
    static final List<AnyOpt<?>> ALL =
            Stream.of(So.ALL, Tcp.ALL, Udp.ALL, UdpLite.ALL, Ip.ALL, Ip6.ALL)
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
        List<AnyOpt<?>> settable =
                named.stream()
                        .filter(each -> each instanceof Opt || each instanceof Opt.WriteOnly)
                        .toList();
        if (settable.isEmpty()) {
            throw new IllegalArgumentException(name + " can only be read");
        }
        return first(settable, text.substring(equals + 1));
    }

    /** Where a name stands for several, on two levels or with two types, the value tells which it is. */
    private static Opt.Setting<?> first(List<AnyOpt<?>> settable, String value) {
        int last = settable.size() - 1;
        return settable.subList(0, last).stream()
                .flatMap(each -> tried(each, value))
                .findFirst()
                .orElseGet(() -> setting(settable.get(last), value));
    }

    private static Stream<Opt.Setting<?>> tried(AnyOpt<?> option, String value) {
        try {
            return Stream.of(setting(option, value));
        } catch (IllegalArgumentException _) {
            return Stream.empty(); // the next may take it; the last one's message is as good as any
        }
    }

    private static <T> Opt.Setting<T> setting(AnyOpt<T> option, String value) {
        try {
            return new Opt.Setting<>(option, option.codec().parse(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option.name() + ": " + e.getMessage(), e);
        }
    }
}
