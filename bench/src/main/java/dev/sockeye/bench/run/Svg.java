package dev.sockeye.bench.run;

import java.util.Locale;

/**
 * A picture in SVG, drawn in pixels from the upper left corner. Classes give the colours, in light and in dark; the
 * paper is painted, since what shows the picture may be in another mode than the reader's system.
 */
final class Svg {
    private static final String STYLE =
            """
            <style>
            text{font:12px system-ui,sans-serif;fill:#1f2328}
            .title{font-weight:600;font-size:14px}
            .dim{fill:#59636e}
            .paper{fill:#fff}
            .grid{stroke:#d1d9e0}
            .whisker{stroke:#1f2328}
            .c{fill:#6e7781;stroke:#6e7781}
            .jdk{fill:#bc4c00;stroke:#bc4c00}
            .netty{fill:#8250df;stroke:#8250df}
            .sockeye{fill:#0969da;stroke:#0969da}
            @media (prefers-color-scheme:dark){
            text{fill:#e6edf3}
            .dim{fill:#9198a1}
            .paper{fill:#0d1117}
            .grid{stroke:#3d444d}
            .whisker{stroke:#e6edf3}
            .c{fill:#9198a1;stroke:#9198a1}
            .jdk{fill:#f0883e;stroke:#f0883e}
            .netty{fill:#bc8cff;stroke:#bc8cff}
            .sockeye{fill:#58a6ff;stroke:#58a6ff}
            }
            </style>
            """;

    private final StringBuilder body = new StringBuilder();
    private final double width;
    private final double height;
    private final String title;

    Svg(String title, double width, double height) {
        this.title = title;
        this.width = width;
        this.height = height;
        text(16, 24, "title", "start", title);
    }

    String title() {
        return title;
    }

    void rectangle(String style, double x, double y, double wide, double high) {
        add(
                "<rect class='%s' x='%s' y='%s' width='%s' height='%s'/>"
                        .formatted(style, n(x), n(y), n(wide), n(high)));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add(
                "<line class='%s' x1='%s' y1='%s' x2='%s' y2='%s'/>"
                        .formatted(style, n(x1), n(y1), n(x2), n(y2)));
    }

    void circle(String style, double x, double y, double radius) {
        add("<circle class='%s' cx='%s' cy='%s' r='%s'/>".formatted(style, n(x), n(y), n(radius)));
    }

    /** A line through {@code points}, {@code x,y} pairs separated by blanks; {@code dashes} as in SVG, or empty. */
    void curve(String style, String dashes, String points) {
        var dashed = dashes.isEmpty() ? "none" : dashes;
        add(
                "<polyline class='%s' style='fill:none' stroke-width='2' stroke-dasharray='%s' points='%s'/>"
                        .formatted(style, dashed, points));
    }

    /** {@code anchor} is {@code start}, {@code middle} or {@code end}: what of the text lies at x. */
    void text(double x, double y, String style, String anchor, String words) {
        add(
                "<text class='%s' x='%s' y='%s' text-anchor='%s'>%s</text>"
                        .formatted(style, n(x), n(y), anchor, escape(words)));
    }

    static String n(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void add(String element) {
        body.append(element).append('\n');
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        var head =
                "<svg xmlns='http://www.w3.org/2000/svg' width='%s' height='%s' viewBox='0 0 %s %s' role='img'>\n"
                        .formatted(n(width), n(height), n(width), n(height));
        var paper = "<rect class='paper' width='100%' height='100%'/>\n";
        return head + "<title>" + escape(title) + "</title>\n" + STYLE + paper + body + "</svg>\n";
    }
}
