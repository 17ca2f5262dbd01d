package dev.sockeye.poll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a platform thread sleeps in the kernel. */
final class Asleep {
    private Asleep() {}

    /**
     * Whether the thread is inside a method of that name and the kernel has put it to sleep there;
     * its name, up to 15 characters, must be its own.
     */
    static boolean in(Thread thread, String method) {
        boolean inside = false;
        for (StackTraceElement frame : thread.getStackTrace()) {
            inside |= frame.getMethodName().equals(method);
        }
        return inside && sleeps(thread.getName());
    }

    private static boolean sleeps(String name) {
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                String stat = Files.readString(task.resolve("stat"));
                int end = stat.lastIndexOf(')');
                if (stat.substring(stat.indexOf('(') + 1, end).equals(name)) {
                    return stat.charAt(end + 2) == 'S';
                }
            }
            return false;
        } catch (IOException e) {
            return false; // a thread that ended while it was looked at
        }
    }
}
