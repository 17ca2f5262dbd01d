package dev.sockeye.server.handler;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.sockeye.net.OpenFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/**
 * The files below one directory, and no other. Any thread.
 *
 * <p>Links are followed as long as they end below the directory. The real path is found first and
 * checked; then it is opened name by name from the directory, refusing every link, so that a link put
 * in its way between the two leads nowhere.
 */
final class FileTree {
    private static final String INDEX = "index.html";

    /** The names that a listing has at most. */
    static final int MOST_NAMES = 10_000;

    private final Path root;

    /** What is done with the last name of a path, in the directory that it is in. */
    private interface Last<T> {
        T in(SecureDirectoryStream<Path> directory, Path name) throws IOException, HttpProblem;
    }

    FileTree(Path root) throws IOException {
        this.root = root.toRealPath();
        if (!Files.isDirectory(this.root)) {
            throw new NotDirectoryException(root.toString());
        }
    }

    Path root() {
        return root;
    }

    /** Opens the file of a path, or the index of a directory, or lists it. */
    Resource open(HttpPath path) throws IOException, HttpProblem {
        try {
            Path real = find(path.names());
            BasicFileAttributes attributes = attributes(real);
            if (!attributes.isDirectory()) {
                return file(real, attributes, path);
            }
            if (!path.slash()) {
                throw new HttpProblem(301, "it is a directory", "Location: " + path.asDirectory());
            }
            return directory(real, path);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw nothing();
        } catch (AccessDeniedException e) {
            throw new HttpProblem(403, "this server may not read it");
        } catch (IOException e) {
            // A link in the way of openat(2) is a plain IOException.
            throw reason(path.names());
        }
    }

    /** Opening a fifo would wait for its writer, opening a device may do anything. */
    private Resource file(Path real, BasicFileAttributes attributes, HttpPath path)
            throws IOException, HttpProblem {
        if (path.slash() || !attributes.isRegularFile()) {
            throw nothing();
        }
        return openBelow(real, path.names().getLast());
    }

    private Resource directory(Path real, HttpPath path) throws IOException, HttpProblem {
        Path index;
        try {
            index = belowRoot(real.resolve(INDEX));
        } catch (NoSuchFileException e) {
            return listing(real, path);
        }
        if (!attributes(index).isRegularFile()) {
            throw nothing();
        }
        return openBelow(index, INDEX);
    }

    private Path find(List<String> names) throws IOException, HttpProblem {
        Path path = root;
        for (String name : names) {
            path = path.resolve(name);
        }
        return belowRoot(path);
    }

    private Path belowRoot(Path path) throws IOException, HttpProblem {
        Path real = path.toRealPath();
        if (!real.startsWith(root)) {
            throw nothing();
        }
        return real;
    }

    private Resource openBelow(Path real, String name) throws IOException {
        return new FileResource(name, OpenFile.open(root, root.relativize(real)));
    }

    private static BasicFileAttributes attributes(Path real) throws IOException {
        return Files.readAttributes(real, BasicFileAttributes.class, NOFOLLOW_LINKS);
    }

    /** Goes down a path name by name, and refuses every link. */
    private <T> T below(Path relative, Last<T> last) throws IOException, HttpProblem {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            return below(secure(top), relative, 0, last);
        }
    }

    private static <T> T below(
            SecureDirectoryStream<Path> directory, Path relative, int at, Last<T> last)
            throws IOException, HttpProblem {
        Path next = relative.getName(at);
        if (at == relative.getNameCount() - 1) {
            return last.in(directory, next);
        }
        try (var below = directory.newDirectoryStream(next, NOFOLLOW_LINKS)) {
            return below(below, relative, at + 1, last);
        }
    }

    /** What has openat(2), as every Linux has, gives streams of this kind. */
    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> top) {
        if (top instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new UnsupportedOperationException(
                "files are served where directories can be opened one below the other (openat(2))");
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
            throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes();
    }

    private Listing listing(Path real, HttpPath path) throws IOException, HttpProblem {
        if (real.equals(root)) {
            try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
                return listing(secure(top), real, path);
            }
        }
        return below(
                root.relativize(real),
                (directory, last) -> {
                    try (var listed = directory.newDirectoryStream(last, NOFOLLOW_LINKS)) {
                        return listing(listed, real, path);
                    }
                });
    }

    private Listing listing(SecureDirectoryStream<Path> directory, Path real, HttpPath path)
            throws IOException {
        var names = new TreeSet<String>();
        boolean more = false;
        for (Iterator<Path> entries = directory.iterator(); hasNext(entries); ) {
            String name = entries.next().getFileName().toString();
            if (!HttpPath.leadsAstray(name) && !HttpPath.hasControl(name)) {
                names.add(name);
            }
            if (names.size() > MOST_NAMES) {
                var _ = names.pollLast();
                more = true;
            }
        }
        var page = new Listing.Page(path);
        names.forEach(name -> list(page, name, directory, real));
        if (more) {
            page.more();
        }
        return page.end();
    }

    private static boolean hasNext(Iterator<Path> entries) throws IOException {
        try {
            return entries.hasNext();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Nothing that would not be served: no special file, and no link that leads outside. */
    private void list(
            Listing.Page page, String name, SecureDirectoryStream<Path> directory, Path real) {
        try {
            BasicFileAttributes attributes = attributes(directory, Path.of(name));
            if (attributes.isSymbolicLink()) {
                Path there = belowRoot(real.resolve(name));
                attributes = Files.readAttributes(there, BasicFileAttributes.class, NOFOLLOW_LINKS);
            }
            if (attributes.isDirectory()) {
                page.directory(name);
            } else if (attributes.isRegularFile()) {
                page.file(name, attributes.size());
            }
        } catch (IOException | InvalidPathException | HttpProblem e) {
            // It went meanwhile, or is not served.
        }
    }

    /** A name below a file, or a link that leads nowhere, is not there; the rest may pass. */
    private HttpProblem reason(List<String> names) {
        Path path = root;
        for (String name : names) {
            if (!Files.isDirectory(path)) {
                return nothing();
            }
            path = path.resolve(name);
        }
        return Files.exists(path) ? new HttpProblem(503, "it cannot be opened now") : nothing();
    }

    private static HttpProblem nothing() {
        return new HttpProblem(404, "there is no such file");
    }
}
