package dev.sockeye.server.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sockeye.net.Listener;
import dev.sockeye.net.UnixName;
import dev.sockeye.server.Events;
import dev.sockeye.server.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked, nothing outside the directory is ever told. */
@Timeout(60)
class FilesAttackTest {
    @TempDir Path folder;

    private Site site;

    @BeforeEach
    void serve() throws IOException {
        site = new Site(folder, Model.virtual(), true, Events.NONE);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../outside/secret.txt",
                "/../../etc/passwd",
                "/../../../../../../../../etc/passwd",
                "/sub/../../outside/secret.txt",
                "/sub/deep/../../../outside/secret.txt",
                "/./../outside/secret.txt",
                "/.././outside/secret.txt",
                "/..",
                "/../",
                "/sub/..",
                "/sub/../index.html",
                "/.",
                "/./index.html",
                "/%2e%2e/outside/secret.txt",
                "/%2E%2E/outside/secret.txt",
                "/.%2e/outside/secret.txt",
                "/%2e./outside/secret.txt",
                "/%2e%2e%2foutside%2fsecret.txt",
                "/..%2foutside/secret.txt",
                "/..%2Foutside%2Fsecret.txt",
                "/..%5coutside%5csecret.txt",
                "/..\\outside\\secret.txt",
                "/sub%2findex.html",
                "/sub%5cindex.html",
                "/sub\\index.html",
                "/%252e%252e/outside/secret.txt",
                "/%252e%252e%252foutside%252fsecret.txt",
                "//etc/passwd",
                "//outside/secret.txt",
                "///etc/passwd",
                "/sub//index.html",
                "/sub//",
                "//",
                "/%2f/etc/passwd",
                "/%2fetc%2fpasswd",
                "/etc/passwd",
                "/site-backup/secret.txt",
                "/../site-backup/secret.txt",
                "/../site/page.txt",
                "/...",
                "/..../",
                "/.hidden",
                "/.git/config",
                "/sub/.htpasswd",
                "/%2ehidden",
                "/page.txt/",
                "/page.txt/..",
                "/page.txt/x",
                "/index.html/index.html",
                "/C:/Windows/win.ini",
                "/page.txt%20",
                "/~root/",
                "/$HOME/",
                "/*",
                "/page.txt?/../../outside/secret.txt/../nowhere",
                "/nowhere?x=/page.txt",
                "/nowhere.txt;.html",
                "/%ef%bc%8e%ef%bc%8e/outside/secret.txt",
            })
    void isNotThere(String target) throws Exception {
        hide();
        String response = site.get(target);
        if (target.startsWith("/page.txt?")) {
            // The question mark ends the path: what follows is no path.
            assertThat(Site.status(response)).isEqualTo(200);
            assertThat(Site.body(response)).isEqualTo("page\n");
            return;
        }
        assertThat(Site.status(response)).isEqualTo(404);
        assertThat(response).doesNotContain(Site.SECRET).doesNotContain("root:");
    }

    private void hide() throws IOException {
        Files.writeString(site.root.resolve(".hidden"), Site.SECRET);
        Files.createDirectory(site.root.resolve(".git"));
        Files.writeString(site.root.resolve(".git/config"), Site.SECRET);
        Files.writeString(site.root.resolve("sub/.htpasswd"), Site.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%00",
                "/page.txt%00",
                "/page.txt%00.html",
                "/%00/../../outside/secret.txt",
                "/page.txt%0d%0aSet-Cookie:%20x",
                "/%0a",
                "/%7f",
                "/%",
                "/%2",
                "/%zz",
                "/%2g",
                "/%-1",
                "/page.txt%",
                "/%u002e%u002e/outside/secret.txt",
                "/%c0%ae%c0%ae/outside/secret.txt",
                "/%c0%2e/outside/secret.txt",
                "/%e0%80%ae%e0%80%ae/outside/secret.txt",
                "/..%c0%afoutside/secret.txt",
                "/..%c1%9coutside/secret.txt",
                "/%ff",
                "/\u00e9",
                "page.txt",
                "../outside/secret.txt",
                "*",
                "?",
                "https://x/page.txt",
                "file:///etc/passwd",
                "/page.txt#fragment",
            })
    void isMalformed(String target) throws Exception {
        String response = site.get(target);
        assertThat(Site.status(response)).isEqualTo(400);
        assertThat(response).doesNotContain(Site.SECRET).doesNotContain("Set-Cookie: x");
    }

    @Test
    void linksOutsideAreNotFollowed() throws Exception {
        Path root = site.root;
        Files.createSymbolicLink(root.resolve("absolute"), site.outside.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("relative.txt"), Path.of("../outside/secret.txt"));
        Files.createSymbolicLink(root.resolve("directory"), site.outside);
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("chain"), Path.of("directory"));
        Files.createSymbolicLink(root.resolve("top"), Path.of("/"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(
                root.resolve("bare/index.html"), site.outside.resolve("index.html"));
        for (String target :
                new String[] {
                    "/absolute",
                    "/relative.txt",
                    "/directory",
                    "/directory/",
                    "/directory/secret.txt",
                    "/up/outside/secret.txt",
                    "/up/site/page.txt/",
                    "/chain/secret.txt",
                    "/top/etc/passwd",
                    "/dangling",
                    "/loop",
                    "/loop/x",
                    "/bare/",
                }) {
            String response = site.get(target);
            assertThat(Site.status(response)).as(target).isEqualTo(404);
            assertThat(response).as(target).doesNotContain(Site.SECRET).doesNotContain("root:");
        }
    }

    @Test
    void linksThatStayInsideAreFollowed() throws Exception {
        Files.createSymbolicLink(site.root.resolve("alias.txt"), Path.of("page.txt"));
        Files.createSymbolicLink(site.root.resolve("tree"), site.root.resolve("sub"));
        assertThat(Site.body(site.get("/alias.txt"))).isEqualTo("page\n");
        assertThat(Site.body(site.get("/tree/"))).isEqualTo("sub\n");
        assertThat(Site.body(site.get("/tree/deep/data.json"))).isEqualTo("{}");
    }

    @Test
    void theRootItselfMayBeALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), site.root);
        var tree = new FileTree(link);
        try (var found = tree.open(HttpPath.parse("/page.txt").orElseThrow())) {
            assertThat(found.size()).isEqualTo(5);
        }
    }

    /** A fifo would hold the session up, a device could do anything, a socket cannot be opened. */
    @Test
    void specialFilesAreNotThere() throws Exception {
        Path fifo = site.root.resolve("fifo");
        Assumptions.assumeTrue(
                new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0,
                "mkfifo does not work here");
        var socket = new dev.sockeye.net.Endpoint.Unix(UnixName.path(site.root.resolve("socket")));
        Listener.bind(socket).close();
        Files.createSymbolicLink(site.root.resolve("null"), Path.of("/dev/null"));
        for (String target : new String[] {"/fifo", "/socket", "/null"}) {
            assertThat(Site.status(site.get(target))).as(target).isEqualTo(404);
        }
    }

    @Test
    void whatMayNotBeReadIsForbidden() throws Exception {
        Path page = site.root.resolve("page.txt");
        Files.setPosixFilePermissions(page, java.util.Set.of());
        // The superuser may read it all the same.
        int expected = Files.isReadable(page) ? 200 : 403;
        assertThat(Site.status(site.get("/page.txt"))).isEqualTo(expected);
    }

    /** The check and the opening are one: a link that is put in between leads nowhere. */
    @Test
    void aLinkThatComesAndGoesNeverLeadsOutside() throws Exception {
        Path victim = site.root.resolve("victim");
        Path linkMaker = site.root.resolve("link");
        Path fileMaker = site.root.resolve("file");
        var going = new AtomicBoolean(true);
        Thread swapper =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (going.get()) {
                                swap(victim, linkMaker, fileMaker);
                            }
                        });
        int served = 0;
        int refused = 0;
        try {
            for (int time = 0; time < 1500; time++) {
                String response = site.get("/victim");
                assertThat(response).doesNotContain(Site.SECRET);
                if (Site.status(response) == 200) {
                    served++;
                } else {
                    refused++;
                }
            }
        } finally {
            going.set(false);
            swapper.join();
        }
        assertThat(served).isPositive();
        assertThat(refused).isPositive();
    }

    private void swap(Path victim, Path linkMaker, Path fileMaker) {
        try {
            Files.createSymbolicLink(linkMaker, site.outside.resolve("secret.txt"));
            Files.move(linkMaker, victim, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(fileMaker, "harmless");
            Files.move(fileMaker, victim, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aRedirectLeadsToThisServerOnly() throws Exception {
        Files.createDirectories(site.root.resolve("evil.example"));
        Files.createDirectories(site.root.resolve("a b&c"));
        assertThat(Site.status(site.get("//evil.example"))).isEqualTo(404);
        assertThat(Site.status(site.get("/%2fevil.example"))).isEqualTo(404);
        assertThat(Site.field(site.get("/evil.example?q=1"), "Location"))
                .isEqualTo("/evil.example/?q=1");
        assertThat(Site.field(site.get("/a%20b&c"), "Location")).isEqualTo("/a%20b&c/");
    }

    @Test
    void aDirectoryIsNeeded() {
        assertThatExceptionOfType(NotDirectoryException.class)
                .isThrownBy(
                        () -> new dev.sockeye.server.handler.Files(site.root.resolve("page.txt")));
        assertThatExceptionOfType(java.nio.file.NoSuchFileException.class)
                .isThrownBy(
                        () -> new dev.sockeye.server.handler.Files(site.root.resolve("nowhere")));
    }
}
