package dev.sockeye.server.handler;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;

/**
 * The files below one directory, and no other. Any thread.
 *
 * <p>Links are followed as long as they end below the directory. The real path is found first and
 * checked; then it is opened name by name from the directory, refusing every link, so that a link put
 * in its way between the two leads nowhere.
 */
final class FileTree {
    private static final String INDEX = "index.html";

    private final Path root;

    /** A file that is open. */
    record Found(String name, SeekableByteChannel channel, long size, FileTime modified)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    FileTree(Path root) throws IOException {
        this.root = root.toRealPath();
        if (!Files.isDirectory(this.root)) {
            throw new NotDirectoryException(root.toString());
        }
    }

    /** Opens the file of a path, or the index of a directory. */
    Found open(HttpPath path) throws IOException, HttpProblem {
        try {
            Path real = find(path.names());
            if (!Files.isDirectory(real, NOFOLLOW_LINKS)) {
                return file(real, path);
            }
            if (!path.slash()) {
                throw new HttpProblem(301, "it is a directory", "Location: " + path.asDirectory());
            }
            Path index = belowRoot(real.resolve(INDEX));
            return openBelow(root.relativize(index), INDEX);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw nothing();
        } catch (AccessDeniedException e) {
            throw new HttpProblem(403, "this server may not read it");
        } catch (IOException e) {
            // A link in the way of openat(2) is a plain IOException.
            throw reason(path.names());
        }
    }

    private Found file(Path real, HttpPath path) throws IOException, HttpProblem {
        if (path.slash()) {
            throw nothing();
        }
        return openBelow(root.relativize(real), path.names().getLast());
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

    private Found openBelow(Path relative, String name) throws IOException, HttpProblem {
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(root)) {
            if (directory instanceof SecureDirectoryStream<Path> secure) {
                return openIn(secure, relative, 0, name);
            }
        }
        // No openat(2) on this system: the check and the opening are then two steps.
        Path path = root.resolve(relative);
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        checkRegular(attributes);
        return found(name, Files.newByteChannel(path, Set.of(READ, NOFOLLOW_LINKS)), attributes);
    }

    private static Found openIn(
            SecureDirectoryStream<Path> directory, Path relative, int at, String name)
            throws IOException, HttpProblem {
        Path next = relative.getName(at);
        if (at < relative.getNameCount() - 1) {
            try (var below = directory.newDirectoryStream(next, NOFOLLOW_LINKS)) {
                return openIn(below, relative, at + 1, name);
            }
        }
        BasicFileAttributes attributes =
                directory
                        .getFileAttributeView(next, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                        .readAttributes();
        checkRegular(attributes);
        return found(
                name, directory.newByteChannel(next, Set.of(READ, NOFOLLOW_LINKS)), attributes);
    }

    /** Opening a fifo would wait for its writer, opening a device may do anything. */
    private static void checkRegular(BasicFileAttributes attributes) throws HttpProblem {
        if (!attributes.isRegularFile()) {
            throw nothing();
        }
    }

    private static Found found(
            String name, SeekableByteChannel channel, BasicFileAttributes attributes)
            throws IOException {
        try {
            return new Found(name, channel, channel.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            channel.close();
            throw e;
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
