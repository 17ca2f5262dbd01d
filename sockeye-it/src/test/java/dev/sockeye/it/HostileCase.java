package dev.sockeye.it;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a hostile client does to a server that echoes. After each case {@link Bout#expectAsBefore} looks
 * at the server.
 *
 * @param name for tables
 * @param deed what it does, and what must come back
 * @param notOn the families where it makes no sense, with the reason
 */
record HostileCase(String name, String deed, Map<Family, String> notOn, Attack attack) {
    /** What the client does; throws if what comes back is wrong. */
    @FunctionalInterface
    interface Attack {
        void on(Bout bout) throws Exception;
    }

    private static final String NO_RESET =
            "a Unix socket is reset by unread input alone, which is a case of its own";
    private static final String NO_RIGHTS = "only a Unix socket passes descriptors";

    static final List<HostileCase> ALL =
            List.of(
                    everywhere(
                            "connect and vanish",
                            "2,000 connect and close at once, half of them with a reset",
                            Leaving::atOnce),
                    onTcp(
                            "reset in the middle",
                            NO_RESET,
                            "500 send up to 30,000 bytes, read one or none, and reset",
                            Leaving::inTheMiddle),
                    everywhere(
                            "close with unread input",
                            "100 send, wait for the answer, and close without reading it",
                            Leaving::withUnreadInput),
                    everywhere(
                            "half-close, then vanish",
                            "50 send more than is taken, say the end, and close without reading",
                            Leaving::afterHalfClose),
                    everywhere(
                            "half-close first",
                            "100 end before they have sent a byte, and get the end",
                            Ending::first),
                    everywhere(
                            "data and end in one event",
                            "500 talks whose last bytes and end arrive together: both are seen",
                            Ending::withData),
                    everywhere(
                            "byte by byte",
                            "3,000 calls of one byte; and four bytes a tenth of a second apart, each"
                                    + " answered before the next",
                            Slowness::byteByByte),
                    everywhere(
                            "never read",
                            "100 send as long as somebody takes it: the server stops reading, its"
                                    + " memory grows by less than 64 MiB, others are served",
                            Slowness::neverRead),
                    everywhere(
                            "never write",
                            "500 say nothing, others are served",
                            Slowness::neverWrite),
                    everywhere(
                            "read slowly",
                            "4 MiB to a client with a small buffer that reads 1,000 bytes at a time",
                            Slowness::readSlowly),
                    everywhere("1 byte", "100 talks of one byte", Amounts::oneByte),
                    everywhere("64 MiB", "64 MiB and the end, compared", Amounts::much),
                    everywhere(
                            "pipelined",
                            "20,000 messages of 50 bytes without waiting for an answer",
                            Amounts::pipelined),
                    everywhere(
                            "2,000 at once",
                            "2,000 connections, all of which get their echo, side by side where the"
                                    + " model serves so many, else one after another (select may cut"
                                    + " those that come to descriptors of FD_SETSIZE and more)",
                            Amounts::crowd),
                    everywhere(
                            "urgent data",
                            "an urgent byte in mid-stream, 100 times, and alone: it is no part of the"
                                    + " stream, and its mark hides neither a byte nor the end",
                            Marks::urgent),
                    new HostileCase(
                            "descriptors passed",
                            "20 descriptors come with data: the data is echoed, and the server keeps"
                                    + " none of them open",
                            Map.of(Family.TCP4, NO_RIGHTS, Family.TCP6, NO_RIGHTS),
                            Marks::rights),
                    everywhere(
                            "two readers on one socket",
                            "two processes read one connection: each byte reaches one of them",
                            Marks::twoReaders),
                    everywhere(
                            "stop under load",
                            "SIGTERM in the middle of 20 transfers of 4 MiB: none loses a byte, the"
                                    + " exit status is 0",
                            Stopping::underLoad));

    private static HostileCase everywhere(String name, String deed, Attack attack) {
        return new HostileCase(name, deed, Map.of(), attack);
    }

    private static HostileCase onTcp(String name, String whyNotUnix, String deed, Attack attack) {
        return new HostileCase(name, deed, new EnumMap<>(Map.of(Family.UNIX, whyNotUnix)), attack);
    }

    /** Why it makes no sense there. */
    Optional<String> reasonAgainst(Family family) {
        return Optional.ofNullable(notOn.get(family));
    }

    @Override
    public String toString() {
        return name;
    }
}
