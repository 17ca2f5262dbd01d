package dev.sockeye.cli;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Inherited;
import dev.sockeye.net.Target;
import dev.sockeye.net.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sockets that whoever started the command has opened for it: those of a service manager, as
 * sd_listen_fds(3) describes them, and any by its number, such as inetd's {@code fd:0}.
 */
final class Activation {
    private static final String PID = "LISTEN_PID";
    private static final String COUNT = "LISTEN_FDS";
    private static final String NAMES = "LISTEN_FDNAMES";

    /** SD_LISTEN_FDS_START. */
    private static final int FIRST = 3;

    /** What sd_listen_fds_with_names(3) calls those that have none. */
    private static final String UNKNOWN = "unknown";

    private static final String PREFIX = "fd:";

    private final World world;

    /** How many the manager has passed, from {@link #FIRST} on. */
    private final int count;

    /** As many, or none. */
    private final List<String> names;

    /**
     * Reads the variables. Those of another process, which has not removed them for its children, count
     * for nothing.
     *
     * @throws Trouble if they are ours and no such variables
     */
    Activation(World world) throws Trouble {
        this.world = world;
        this.count = isOurs(world) ? number(COUNT, world.variable(COUNT)) : 0;
        this.names = count > 0 ? names(world, count) : List.of();
    }

    private static boolean isOurs(World world) throws Trouble {
        String pid = world.variable(PID);
        return !pid.isEmpty()
                && !world.variable(COUNT).isEmpty()
                && number(PID, pid) == ProcessHandle.current().pid();
    }

    private static int number(String variable, String text) throws Trouble {
        return Values.count(variable, text, 0);
    }

    private static List<String> names(World world, int count) throws Trouble {
        String text = world.variable(NAMES);
        List<String> names = text.isEmpty() ? List.of() : List.of(text.split(":", -1));
        if (!names.isEmpty() && names.size() != count) {
            throw Values.bad(NAMES, text, Text.WANT_NAMES.of(count));
        }
        return names;
    }

    private String name(int at) {
        return names.isEmpty() ? UNKNOWN : names.get(at);
    }

    /** Whether an address is one of an inherited socket. */
    static boolean takes(String text) {
        return text.startsWith(PREFIX);
    }

    /** The sockets that the manager has passed; none where there is no manager. */
    List<Address> all() throws Trouble {
        var all = new ArrayList<Address>();
        for (int at = 0; at < count; at++) {
            all.add(ask(FIRST + at));
        }
        return all;
    }

    /**
     * The sockets of {@code fd:3}, or of {@code fd:NAME}: the manager may give several one name.
     *
     * @throws Trouble if there is none, or it cannot be served
     */
    List<Address> of(String text) throws Trouble {
        String word = text.substring(PREFIX.length());
        var all = new ArrayList<Address>();
        for (int at = 0; at < count; at++) {
            if (name(at).equals(word)) {
                all.add(ask(FIRST + at));
            }
        }
        if (!all.isEmpty()) {
            return all;
        }
        if (!word.isEmpty() && !Character.isDigit(word.charAt(0)) && word.charAt(0) != '-') {
            throw new Trouble(
                    ExitCode.NO,
                    Text.CANNOT_LISTEN.of(text),
                    Text.NO_FD_NAME.of(word),
                    known().isEmpty() ? Text.NO_FDS.of(PID, COUNT) : Text.FDS_ARE.of(known()));
        }
        return List.of(ask(Address.descriptor(text)));
    }

    /** Empty where the manager has passed none. */
    private String known() {
        if (names.isEmpty()) {
            return count == 0 ? "" : PREFIX + FIRST;
        }
        return String.join(" ", names.stream().map(each -> PREFIX + each).toList());
    }

    private Address ask(int fd) throws Trouble {
        String text = PREFIX + fd;
        Inherited found;
        try {
            found = world.network().inherited(fd);
        } catch (IOException e) {
            throw Causes.listen(text, e);
        }
        if (found.transport() == Transport.FD || !Address.isThere(found.transport())) {
            throw Trouble.notYet(Text.ADDRESS_KIND.of(found.transport()), Text.ADDRESSES_ARE.of());
        }
        if (found.local() instanceof Endpoint.Unix(var name) && name.isUnnamed()) {
            throw new Trouble(ExitCode.NO, Text.CANNOT_LISTEN.of(text), Text.FD_NAMELESS.of(), "");
        }
        boolean connection = !found.listening() && !found.transport().isDatagram();
        var target = new Target.Address(found.transport(), found.local());
        return new Address.Inherited(fd, target, connection);
    }
}
