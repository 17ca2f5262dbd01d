package dev.sockeye.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.server.Events;
import dev.sockeye.server.Model;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a directory that has no index. */
@Timeout(60)
class FilesListingTest {
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\">([^<]*)</a>");

    @TempDir Path folder;

    private Site site;
    private Path bare;

    @BeforeEach
    void serve() throws IOException {
        site = new Site(folder, Model.virtual(), true, Events.NONE);
        bare = site.root.resolve("bare");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /** What the links of a page say. */
    private static List<String> names(String page) {
        return LINK.matcher(page).results().map(link -> link.group(2)).toList();
    }

    @Test
    void namesAreSortedAndLeadToWhatTheySay() throws Exception {
        List<String> names =
                List.of("%41", "a b", "a&b=c;d", "a?b", "a#b", "b:c", "e'f", "x+y", "~t");
        for (String name : names) {
            Files.writeString(bare.resolve(name), "this is " + name);
        }
        Files.createDirectory(bare.resolve("z"));
        String response = site.get("/bare/");
        assertThat(Site.status(response)).isEqualTo(200);
        assertThat(Site.field(response, "Last-Modified")).isEmpty();
        String page = Site.body(response);
        var expected = new ArrayList<>(names.stream().sorted().toList());
        expected.addFirst("../");
        expected.add("z/");
        expected.sort(null);
        assertThat(names(page).stream().map(FilesListingTest::unescaped).sorted())
                .containsExactlyElementsOf(expected);
        URI here = URI.create(site.url("/bare/"));
        for (var link : LINK.matcher(page).results().toList()) {
            String name = unescaped(link.group(2));
            if (!name.endsWith("/")) {
                URI there = here.resolve(unescaped(link.group(1)));
                assertThat(Site.body(site.get(there.getRawPath()))).isEqualTo("this is " + name);
                assertThat(page).contains("</a> " + Files.size(bare.resolve(name)) + "</li>");
            }
        }
    }

    @Test
    void inOrder() throws Exception {
        for (String name : new String[] {"c", "B", "a", "10", "9"}) {
            Files.writeString(bare.resolve(name), "");
        }
        assertThat(names(site.get("/bare/"))).containsExactly("../", "10", "9", "B", "a", "c");
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    @Test
    void namesCannotBecomeMarkup() throws Exception {
        String name = "<script>alert('x\"')<!--&amp;";
        Files.createDirectory(bare.resolve(name));
        String page = Site.body(site.get("/bare/"));
        assertThat(page).doesNotContain("<script>").doesNotContain("<!--");
        assertThat(unescaped(names(page).getLast())).isEqualTo(name + "/");
        String inside = site.get("/bare/%3Cscript%3Ealert('x%22')%3C!--&amp;/");
        assertThat(Site.status(inside)).isEqualTo(200);
        assertThat(inside).doesNotContain("<script>").contains("<title>/bare/&lt;script&gt;");
    }

    @Test
    void whatIsNotServedIsNotListed() throws Exception {
        Files.writeString(bare.resolve("seen"), "");
        Files.writeString(bare.resolve(".hidden"), "");
        Files.writeString(bare.resolve("line\nbreak"), "");
        Files.writeString(bare.resolve("back\\slash"), "");
        Files.createSymbolicLink(bare.resolve("out"), site.outside.resolve("secret.txt"));
        Files.createSymbolicLink(bare.resolve("outdir"), site.outside);
        Files.createSymbolicLink(bare.resolve("nowhere"), Path.of("gone"));
        Files.createSymbolicLink(bare.resolve("within"), Path.of("../page.txt"));
        Files.createSymbolicLink(bare.resolve("withindir"), Path.of("../sub"));
        assertThat(new ProcessBuilder("mkfifo", bare.resolve("fifo").toString()).start().waitFor())
                .isZero();
        assertThat(names(site.get("/bare/")))
                .containsExactly("../", "seen", "within", "withindir/");
    }

    @Test
    void aLinkToADirectoryOutsideIsNotListedEither() throws Exception {
        Files.createSymbolicLink(site.root.resolve("away"), site.outside);
        assertThat(Site.status(site.get("/away/"))).isEqualTo(404);
        Files.delete(site.outside.resolve("index.html"));
        assertThat(Site.status(site.get("/away/"))).isEqualTo(404);
    }

    @Test
    void theRootIsListedWithoutAWayUp() throws Exception {
        Files.delete(site.root.resolve("index.html"));
        assertThat(names(site.get("/"))).contains("sub/", "page.txt").doesNotContain("../");
    }

    @Test
    void anIndexThatLeadsOutsideIsNoReasonToListNames() throws Exception {
        Files.createSymbolicLink(bare.resolve("index.html"), site.outside.resolve("secret.txt"));
        assertThat(Site.status(site.get("/bare/"))).isEqualTo(404);
    }

    @Test
    void aPageHasATagWhichChangesWithIt() throws Exception {
        String etag = Site.field(site.get("/bare/"), "ETag");
        String ask = "GET /bare/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIf-None-Match: ";
        assertThat(Site.status(site.exchange(ask + etag + "\r\n\r\n"))).isEqualTo(304);
        Files.writeString(bare.resolve("new"), "");
        assertThat(Site.status(site.exchange(ask + etag + "\r\n\r\n"))).isEqualTo(200);
    }

    @Test
    void aPageIsBounded() throws Exception {
        for (int number = 0; number < FileTree.MOST_NAMES + 3; number++) {
            Files.createFile(bare.resolve(String.format("%06d", number)));
        }
        String response = site.get("/bare/");
        assertThat(names(response)).hasSize(FileTree.MOST_NAMES + 1).contains("000000", "009999");
        assertThat(response).contains("<li>and more</li>");
        assertThat(Site.body(response))
                .hasSize(Integer.parseInt(Site.field(response, "Content-Length")));
    }
}
