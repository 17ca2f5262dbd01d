package dev.sockeye.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ChartsTest {
    private final Result result = new Result();

    ChartsTest() {
        for (var name : List.of("c-epoll", "jdk-nio", "sockeye-epoll --spin 50us")) {
            result.command(name, name);
            for (int connections : new int[] {1, 10, 1000})
                for (int round = 1; round <= 3; round++)
                    result.add(name, round, sample(connections));
        }
    }

    private static Sample sample(int connections) {
        return new Sample(
                Map.of(
                        "connections", (double) connections,
                        "size", 64.0,
                        "seconds", 1.0,
                        "ops", 1000.0 * connections,
                        "server_cpu_ns", 5e8,
                        "p50_ns", 9e3,
                        "p90_ns", 2e4,
                        "p99_ns", 4e5,
                        "p999_ns", 3e6));
    }

    private static Document parse(Svg svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg.toString())));
    }

    /** How many elements of that name have that class. */
    private static long count(Document document, String element, String style) {
        var elements = document.getElementsByTagName(element);
        long count = 0;
        for (int i = 0; i < elements.getLength(); i++)
            if (((Element) elements.item(i)).getAttribute("class").equals(style)) count++;
        return count;
    }

    @Test
    void wordsAreEscaped() throws Exception {
        var document = parse(new Svg("p99 < 5 & 'so' on", 100, 50));
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("p99 < 5 & 'so' on");
    }

    @Test
    void eachContestantHasABarInEachPanel() throws Exception {
        var document = parse(Charts.bars("echo", result, List.of(Metric.OPERATIONS, Metric.CPU)));
        assertThat(count(document, "rect", "sockeye")).isEqualTo(2);
        assertThat(count(document, "rect", "c")).isEqualTo(2);
    }

    @Test
    void percentilesAreFourMarks() throws Exception {
        var document = parse(Charts.latency("echo", result));
        assertThat(count(document, "circle", "jdk")).isEqualTo(2);
        assertThat(count(document, "rect", "jdk")).isEqualTo(1);
        assertThat(count(document, "line", "jdk")).isEqualTo(2);
    }

    @Test
    void aCurveHasAPointForEachStep() throws Exception {
        var document =
                parse(
                        Charts.growth(
                                "growth", result, Metric.OPERATIONS, Charts.Across.CONNECTIONS));
        assertThat(count(document, "polyline", "jdk")).isEqualTo(1);
        assertThat(count(document, "circle", "jdk")).isEqualTo(3);
    }

    @Test
    void aScaleReachesFromPowerToPower() {
        var scale = Scale.around(12, 800, 100, 300);
        assertThat(scale.powers()).containsExactly(10.0, 100.0, 1000.0);
        assertThat(scale.at(100)).isCloseTo(200, within(1e-9));
        assertThat(Scale.around(10, 10, 0, 1).powers()).containsExactly(10.0, 100.0);
    }

    @Test
    void figuresHaveThreeDigits() {
        assertThat(Metric.OPERATIONS.text(1_234_567)).isEqualTo("1.23 M/s");
        assertThat(Metric.OPERATIONS.text(99_960)).isEqualTo("100 k/s");
        assertThat(Metric.CPU.text(4567)).isEqualTo("4.57 µs");
        assertThat(Metric.P99.text(45_670_000)).isEqualTo("45.7 ms");
        assertThat(Metric.HELD.text(166)).isEqualTo("166 B");
        assertThat(Metric.CPU.text(Double.NaN)).isEmpty();
    }
}
