package dev.sockeye.server.child;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@link Child} shall be.
 *
 * @param path the program, with its folder
 * @param argv its arguments, of which the first is its name
 * @param environment such as {@code PATH=/bin}, in bytes, since an environment has no encoding
 * @param descriptors the descriptors of this process that it gets, as its numbers 0, 1, 3, 4, ...: {@link
 *     #NULL} stands for /dev/null, {@link #ERROR} for this process's standard error. Its number 2 is this
 *     process's standard error always, and no other descriptor reaches it.
 */
public record Program(
        String path, List<String> argv, List<byte[]> environment, List<Integer> descriptors) {
    /** In place of a descriptor: /dev/null. */
    public static final int NULL = -1;

    /** In place of a descriptor: this process's standard error. */
    public static final int ERROR = -2;

    /** Another view of the lists that nobody changes. */
    public Program {
        argv = List.copyOf(argv);
        environment = List.copyOf(environment);
        descriptors = List.copyOf(descriptors);
    }

    /** What a service manager has told this process alone: see sd_listen_fds(3) and sd_notify(3). */
    private static final List<String> MINE =
            List.of("LISTEN_PID=", "LISTEN_FDS=", "LISTEN_FDNAMES=", "NOTIFY_SOCKET=");

    /** The environment of this process as it was given, but for what is not meant for its children. */
    public static List<byte[]> inherited() {
        return given().stream().filter(each -> !isMine(each)).toList();
    }

    private static boolean isMine(byte[] variable) {
        String text = new String(variable, ISO_8859_1);
        return MINE.stream().anyMatch(text::startsWith);
    }

    private static List<byte[]> given() {
        try {
            return split(Files.readAllBytes(Path.of("/proc/self/environ")));
        } catch (IOException _) {
            // Without /proc there is what Java has read, all that is text in its encoding.
            return System.getenv().entrySet().stream()
                    .map(each -> (each.getKey() + "=" + each.getValue()).getBytes(UTF_8))
                    .toList();
        }
    }

    /** What stands between the 0s. */
    static List<byte[]> split(byte[] block) {
        var parts = new ArrayList<byte[]>();
        for (int at = 0, end; at < block.length; at = end + 1) {
            end = at;
            while (end < block.length && block[end] != 0) {
                end++;
            }
            if (end > at) {
                parts.add(Arrays.copyOfRange(block, at, end));
            }
        }
        return parts;
    }
}
