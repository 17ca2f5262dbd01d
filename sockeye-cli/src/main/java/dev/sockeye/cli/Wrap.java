package dev.sockeye.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks lines of help at a width, and goes on below where their last column began. */
final class Wrap {
    private Wrap() {}

    static String[] lines(String[] lines, int width) {
        var wrapped = new ArrayList<String>(lines.length + 8);
        for (String line : lines) {
            add(line, width - 1, wrapped);
        }
        return wrapped.toArray(String[]::new);
    }

    private static void add(String line, int width, List<String> to) {
        int indent = indent(line, width);
        String left = line;
        int from = indent;
        while (left.length() > width) {
            int space = left.lastIndexOf(' ', width);
            if (space <= from) {
                break;
            }
            to.add(left.substring(0, space).stripTrailing());
            left = " ".repeat(indent) + left.substring(space + 1);
        }
        to.add(left);
    }

    /** The column after the first gap of two spaces, or that of the first word. */
    private static int indent(String line, int width) {
        int start = 0;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        int gap = line.indexOf("  ", start);
        int column = gap;
        while (column >= 0 && column < line.length() && line.charAt(column) == ' ') {
            column++;
        }
        return gap < 0 || column > width / 2 ? start : column;
    }
}
