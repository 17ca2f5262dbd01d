package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.server.Events;
import dev.sockeye.server.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a file and conditions on it, RFC 9110, 13 and 14. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(60)
class FilesConditionsTest {
    private final boolean offload;

    /** With a fraction, which no date of HTTP has. */
    private static final Instant CHANGED = Instant.parse("2024-03-05T06:07:08.123456789Z");

    private static final String DATE = "Tue, 05 Mar 2024 06:07:08 GMT";
    private static final String BEFORE = "Tue, 05 Mar 2024 06:07:07 GMT";
    private static final String TEN = "0123456789";

    @TempDir Path folder;

    private Site site;
    private String etag = "";

    FilesConditionsTest(boolean offload) {
        this.offload = offload;
    }

    @BeforeEach
    void serve() throws IOException {
        site = new Site(folder, Model.virtual(), offload, Events.NONE);
        Files.writeString(site.root.resolve("ten.txt"), TEN);
        Files.setLastModifiedTime(site.root.resolve("ten.txt"), FileTime.from(CHANGED));
        etag = Site.field(ask("GET", "/ten.txt"), "ETag");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private String ask(String method, String target, String... fields) throws IOException {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return site.exchange(
                method
                        + " "
                        + target
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + more
                        + "\r\n");
    }

    @Test
    void aFileHasAStrongEntityTagOfItsSizeAndItsTimeToTheNanosecond() throws Exception {
        assertThat(etag).matches("\"[!#-~]+\"");
        assertThat(Site.field(ask("HEAD", "/ten.txt"), "ETag")).isEqualTo(etag);
        Path file = site.root.resolve("ten.txt");
        Files.setLastModifiedTime(file, FileTime.from(CHANGED.plusNanos(1)));
        String later = Site.field(ask("GET", "/ten.txt"), "ETag");
        assertThat(later).isNotEmpty().isNotEqualTo(etag);
        Files.writeString(file, TEN + "!");
        Files.setLastModifiedTime(file, FileTime.from(CHANGED));
        assertThat(Site.field(ask("GET", "/ten.txt"), "ETag")).isNotIn(etag, later, "");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0-0, 0",
        "bytes=0-9, 0-9, 0123456789",
        "bytes=2-4, 2-4, 234",
        "bytes=007-0000000000000000000000008, 7-8, 78",
        "bytes=9-, 9-9, 9",
        "bytes=3-99999999999999999999999999, 3-9, 3456789",
        "bytes=-1, 9-9, 9",
        "bytes=-3, 7-9, 789",
        "bytes=-10, 0-9, 0123456789",
        "bytes=-99999999999999999999999999, 0-9, 0123456789",
        "BYTES=2-4, 2-4, 234",
        "'bytes= 2-4 ,', 2-4, 234",
    })
    void oneRangeIsAnsweredWithThatPart(String range, String part, String body) throws Exception {
        String response = ask("GET", "/ten.txt", "Range: " + range);
        assertThat(response).startsWith("HTTP/1.1 206 Partial Content\r\n");
        assertThat(Site.body(response)).isEqualTo(body);
        assertThat(Site.field(response, "Content-Range")).isEqualTo("bytes " + part + "/10");
        assertThat(Site.field(response, "Content-Length")).isEqualTo("" + body.length());
        assertThat(Site.field(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(Site.field(response, "ETag")).isEqualTo(etag);
        assertThat(Site.field(response, "Last-Modified")).isEqualTo(DATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,3-4",
                "bytes=0-1,99-",
                "bytes=4-2",
                "bytes=",
                "bytes=-",
                "bytes=x-2",
                "bytes=1-2-3",
                "bytes=+1-2",
                "bytes=1 -2",
                "bytes 1-2",
                "lines=1-2",
                "1-2",
                "bytes=1-2\r\nRange: bytes=3-4",
            })
    void everyOtherRangeIsAnsweredWithTheWhole(String range) throws Exception {
        String response = ask("GET", "/ten.txt", "Range: " + range);
        assertThat(Site.status(response)).isEqualTo(200);
        assertThat(Site.body(response)).isEqualTo(TEN);
        assertThat(Site.field(response, "Content-Range")).isEmpty();
        assertThat(Site.field(response, "Accept-Ranges")).isEqualTo("bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=10-", "bytes=10-12", "bytes=99999999999999999999999-", "bytes=-0"})
    void whatIsNotThereCannotBeHad(String range) throws Exception {
        String response = ask("GET", "/ten.txt", "Range: " + range);
        assertThat(response).startsWith("HTTP/1.1 416 Range Not Satisfiable\r\n");
        assertThat(Site.field(response, "Content-Range")).isEqualTo("bytes */10");
        assertThat(Site.body(response)).doesNotContain(TEN);
    }

    @Test
    void anEmptyFileHasNoFirstByteAndAnEmptyEnd() throws Exception {
        String first = ask("GET", "/empty.css", "Range: bytes=0-");
        assertThat(Site.status(first)).isEqualTo(416);
        assertThat(Site.field(first, "Content-Range")).isEqualTo("bytes */0");
        assertThat(Site.status(ask("GET", "/empty.css", "Range: bytes=-5"))).isEqualTo(200);
    }

    /** RFC 9110, 14.2: ranges are for GET alone. */
    @Test
    void headHasNoRanges() throws Exception {
        for (String range : new String[] {"bytes=2-4", "bytes=10-"}) {
            String response = ask("HEAD", "/ten.txt", "Range: " + range);
            assertThat(Site.status(response)).isEqualTo(200);
            assertThat(Site.field(response, "Content-Length")).isEqualTo("10");
            assertThat(Site.body(response)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"65535, 65537", "0, 65536", "1, 299998", "200000, 100000"})
    void rangesLargerThanABufferAreWhole(int from, int length) throws Exception {
        String response =
                ask("GET", "/big.bin", "Range: bytes=" + from + "-" + (from + length - 1));
        assertThat(Site.status(response)).isEqualTo(206);
        assertThat(Site.body(response).getBytes(ISO_8859_1))
                .isEqualTo(Arrays.copyOfRange(site.big, from, from + length));
    }

    /** Fields in the order in which RFC 9110, 13.2.2 decides; ETAG stands for the current one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "If-None-Match: ETAG | 304",
                "If-None-Match: W/ETAG | 304",
                "If-None-Match: * | 304",
                "If-None-Match: \"x\", \"a,b\",ETAG | 304",
                "If-None-Match: \"x\"\\r\\nIf-None-Match: ETAG | 304",
                "If-None-Match: \"x\" | 200",
                "If-None-Match: ETAG\"x\" | 200",
                "If-None-Match: nonsense | 200",
                "If-None-Match: \"x\"\\r\\nIf-Modified-Since: " + DATE + " | 200",
                "If-None-Match: ETAG\\r\\nIf-Modified-Since: " + BEFORE + " | 304",
                "If-Modified-Since: " + DATE + " | 304",
                "If-Modified-Since: Tuesday, 05-Mar-24 06:07:08 GMT | 304",
                "If-Modified-Since: Tue Mar  5 06:07:08 2024 | 304",
                "If-Modified-Since: Wed, 06 Mar 2024 00:00:00 GMT | 304",
                "If-Modified-Since: " + BEFORE + " | 200",
                "If-Modified-Since: Monday, 05-Mar-84 06:07:08 GMT | 200",
                "If-Modified-Since: 2024-03-05 | 200",
                "If-Modified-Since: " + DATE + "\\r\\nIf-Modified-Since: " + DATE + " | 200",
                "If-Match: ETAG | 200",
                "If-Match: \"x\", ETAG | 200",
                "If-Match: * | 200",
                "If-Match: W/ETAG | 412",
                "If-Match: \"x\" | 412",
                "If-Match: ETAG\\r\\nIf-Unmodified-Since: " + BEFORE + " | 200",
                "If-Unmodified-Since: " + DATE + " | 200",
                "If-Unmodified-Since: " + BEFORE + " | 412",
                "If-Unmodified-Since: nonsense | 200",
                "If-Match: \"x\"\\r\\nIf-None-Match: ETAG | 412",
                "If-Match: ETAG\\r\\nIf-None-Match: ETAG | 304",
                "Range: bytes=2-4\\r\\nIf-None-Match: ETAG | 304",
                "Range: bytes=99-\\r\\nIf-None-Match: ETAG | 304",
                "Range: bytes=99-\\r\\nIf-Match: \"x\" | 412",
                "Range: bytes=2-4\\r\\nIf-Range: ETAG | 206",
                "Range: bytes=2-4\\r\\nIf-Range: " + DATE + " | 206",
                "Range: bytes=2-4\\r\\nIf-Range: W/ETAG | 200",
                "Range: bytes=2-4\\r\\nIf-Range: \"x\" | 200",
                "Range: bytes=2-4\\r\\nIf-Range: " + BEFORE + " | 200",
                "Range: bytes=2-4\\r\\nIf-Range: Wed, 06 Mar 2024 00:00:00 GMT | 200",
                "Range: bytes=99-\\r\\nIf-Range: \"x\" | 200",
                "Range: bytes=99-\\r\\nIf-Range: ETAG | 416",
            })
    void conditionsAreDecidedInTheirOrder(String fields, int status) throws Exception {
        String text = fields.replace("\\r\\n", "\r\n").replace("ETAG", etag);
        String response = ask("GET", "/ten.txt", text);
        assertThat(Site.status(response)).isEqualTo(status);
        if (status == 304 || status == 412) {
            assertThat(Site.status(ask("HEAD", "/ten.txt", text))).isEqualTo(status);
        }
        if (status == 304) {
            assertThat(Site.body(response)).isEmpty();
            assertThat(Site.field(response, "ETag")).isEqualTo(etag);
            assertThat(Site.field(response, "Content-Length")).isEmpty();
        }
    }

    /** Within one second a file may have had two contents. */
    @Test
    void aDateOfThisVerySecondDoesNotVouchForAPart() throws Exception {
        Path file = site.root.resolve("ten.txt");
        Instant soon = Instant.now().plusSeconds(60);
        Files.setLastModifiedTime(file, FileTime.from(soon));
        String date = Site.field(ask("HEAD", "/ten.txt"), "Last-Modified");
        assertThat(Site.status(ask("GET", "/ten.txt", "Range: bytes=2-4", "If-Range: " + date)))
                .isEqualTo(200);
    }

    @Test
    void whatIsNotThereHasNoConditions() throws Exception {
        for (String field :
                new String[] {"If-Match: \"x\"", "If-None-Match: *", "Range: bytes=9-"}) {
            assertThat(Site.status(ask("GET", "/nowhere", field))).isEqualTo(404);
            assertThat(Site.status(ask("GET", "/sub", field))).isEqualTo(301);
        }
    }

    /** The answer without a body leaves the connection where the next request begins. */
    @Test
    void aConnectionGoesOnAfterEachOfTheAnswers() throws Exception {
        String host = " HTTP/1.1\r\nHost: x\r\n";
        String all =
                site.exchange(
                        "GET /ten.txt"
                                + host
                                + "If-None-Match: "
                                + etag
                                + "\r\n\r\n"
                                + "GET /ten.txt"
                                + host
                                + "Range: bytes=8-\r\n\r\n"
                                + "GET /ten.txt"
                                + host
                                + "Range: bytes=80-\r\n\r\n"
                                + "GET /ten.txt"
                                + host
                                + "If-Match: \"x\"\r\n\r\n"
                                + "GET /ten.txt"
                                + host
                                + "Connection: close\r\n\r\n");
        assertThat(all)
                .containsSubsequence(
                        "HTTP/1.1 304 ",
                        "HTTP/1.1 206 ",
                        "\r\n\r\n89",
                        "HTTP/1.1 416 ",
                        "HTTP/1.1 412 ",
                        "HTTP/1.1 200 ",
                        TEN);
    }
}
