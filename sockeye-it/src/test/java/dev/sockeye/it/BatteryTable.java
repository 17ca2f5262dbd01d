package dev.sockeye.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the battery has seen, as {@code docs/battery.md} shows it. */
final class BatteryTable {
    /** Section, row, model, family: what came of it. */
    private final Map<String, Map<String, Map<StreamModel, Map<Family, String>>>> sections =
            new LinkedHashMap<>();

    private final List<String> reasons = new ArrayList<>();

    /** Rows stand in the order in which they were named first. */
    void row(String section, String row) {
        var _ =
                sections.computeIfAbsent(section, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(row, _ -> new TreeMap<>());
    }

    void passed(String section, String row, StreamModel model, Family family) {
        put(section, row, model, family, family.mark);
    }

    void failed(String section, String row, StreamModel model, Family family) {
        put(section, row, model, family, "**" + family.mark + " FAILED**");
    }

    void makesNoSense(String section, String row, StreamModel model, Family family, String reason) {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
        put(section, row, model, family, "–<sup>" + (reasons.indexOf(reason) + 1) + "</sup>");
    }

    private void put(String section, String row, StreamModel model, Family family, String outcome) {
        sections.computeIfAbsent(section, _ -> new LinkedHashMap<>())
                .computeIfAbsent(row, _ -> new TreeMap<>())
                .computeIfAbsent(model, _ -> new TreeMap<>())
                .put(family, outcome);
    }

    /** Writes the document. */
    void write(Path file, Collection<String> figures) {
        var text = new StringBuilder();
        text.append("# The battery\n\n")
                .append("Written by `./mvnw verify -Pbattery` on ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append(", commit ")
                .append(commit())
                .append(", on ")
                .append(machine())
                .append(".\n\n")
                .append(LEGEND);
        sections.forEach((name, rows) -> section(text, name, rows));
        text.append("\n## Where a case makes no sense\n\n");
        for (int i = 0; i < reasons.size(); i++) {
            text.append(i + 1).append(". ").append(reasons.get(i)).append(".\n");
        }
        text.append("\n## What the hostile clients do\n\n| case | deed |\n|---|---|\n");
        for (HostileCase each : HostileCase.ALL) {
            text.append("| ").append(each.name()).append(" | ").append(each.deed()).append(" |\n");
        }
        text.append("\n## Figures of this run\n\n");
        figures.forEach(line -> text.append("- ").append(line).append('\n'));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String LEGEND =
            """
            A cell names the families in which all was as it must be: 4 is TCP over IPv4, 6 is TCP over IPv6, U is a \
            Unix stream. After each case a session that was there before it and a new one are served, the server has no \
            more descriptors, threads and processes than before, and no stack trace was printed. A heap of 96 MiB must \
            do, and no process may have more than 256 MiB in RAM. A model that serves one session at a time is attacked \
            by one client at a time, the others are served at another address; `process` gets six connections where \
            the others get hundreds, since each costs the start of a JVM.
            """;

    private static void section(
            StringBuilder text,
            String name,
            Map<String, Map<StreamModel, Map<Family, String>>> rows) {
        List<StreamModel> models =
                rows.values().stream()
                        .flatMap(row -> row.keySet().stream())
                        .distinct()
                        .sorted()
                        .toList();
        text.append("\n## ").append(name).append("\n\n| |");
        models.forEach(model -> text.append(' ').append(model).append(" |"));
        text.append("\n|---|").append("---|".repeat(models.size())).append('\n');
        rows.forEach((row, cells) -> {
            text.append("| ").append(row).append(" |");
            for (StreamModel model : models) {
                var cell = cells.getOrDefault(model, Map.of());
                text.append(' ').append(String.join(" ", cell.values())).append(" |");
            }
            text.append('\n');
        });
    }

    private static String commit() {
        String dirty = git("status", "--porcelain", "--untracked-files=no");
        return git("rev-parse", "--short", "HEAD")
                + (dirty.isEmpty() ? "" : " and what was not committed yet");
    }

    private static String git(String... words) {
        return Run.of("git", "-C", Repository.file(".").toString())
                .and(words)
                .in()
                .end()
                .text()
                .strip();
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors()
                + " cores, "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch")
                + ", Java "
                + Runtime.version();
    }
}
