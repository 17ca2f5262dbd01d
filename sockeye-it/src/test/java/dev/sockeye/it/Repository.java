package dev.sockeye.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The clone that these tests are part of: Maven runs them in their module's folder. */
final class Repository {
    private Repository() {}

    static Path file(String name) {
        return Path.of("..", name).toAbsolutePath().normalize();
    }

    static String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
