package dev.sockeye.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a process holds in RAM, in bytes.
 *
 * @param rss all of it, as it was found
 * @param heap what lives in the Java heap after a collection; 0 where there is no JVM
 * @param outside its share (PSS) of all mappings but the Java heap: the pages of the heap that a burst has touched stay
 *     in RAM whatever lives there, so they are counted by what lives
 */
record Memory(long rss, long heap, long outside) {
    private static final Pattern HEAP =
            Pattern.compile(".*\\bused (\\d+)K \\[0x([0-9a-f]+), .*0x([0-9a-f]+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");

    /** The bytes in use of a Java heap, and where it lies. */
    record Heap(long used, long start, long end) {
        static final Heap NONE = new Heap(0, 0, 0);

        /** Of what {@code jcmd PID GC.heap_info} prints, which names each generation. */
        static Heap parse(String info) {
            long used = 0;
            long start = Long.MAX_VALUE;
            long end = 0;
            for (var line : info.lines().toList()) {
                var generation = HEAP.matcher(line);
                if (!generation.matches()) continue;
                used += Long.parseLong(generation.group(1)) << 10;
                start = Math.min(start, Long.parseUnsignedLong(generation.group(2), 16));
                end = Math.max(end, Long.parseUnsignedLong(generation.group(3), 16));
            }
            if (end == 0) throw new IllegalArgumentException("no heap in: " + info);
            return new Heap(used, start, end);
        }

        private boolean holds(long address) {
            return address >= start && address < end;
        }
    }

    static Memory of(long pid, boolean jvm) throws IOException {
        long rss =
                kibibytes(Machine.field(Path.of("/proc", Long.toString(pid), "status"), "VmRSS"));
        var heap = jvm ? collected(pid) : Heap.NONE;
        var smaps = Files.readString(Path.of("/proc", Long.toString(pid), "smaps"));
        return new Memory(rss, heap.used, outside(heap, smaps));
    }

    private static Heap collected(long pid) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Machine.output(jcmd, Long.toString(pid), "GC.run");
        return Heap.parse(Machine.output(jcmd, Long.toString(pid), "GC.heap_info"));
    }

    /** The sum of {@code Pss} of proc_pid_smaps(5) over the mappings that do not begin in {@code heap}. */
    static long outside(Heap heap, String smaps) {
        long sum = 0;
        boolean counts = false;
        for (var line : smaps.lines().toList()) {
            var mapping = MAPPING.matcher(line);
            if (mapping.matches())
                counts = !heap.holds(Long.parseUnsignedLong(mapping.group(1), 16));
            else if (counts && line.startsWith("Pss:")) sum += kibibytes(line.substring(4));
        }
        return sum;
    }

    private static long kibibytes(String text) {
        return Long.parseLong(text.replace("kB", "").strip()) << 10;
    }
}
