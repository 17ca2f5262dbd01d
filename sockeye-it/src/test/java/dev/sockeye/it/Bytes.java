package dev.sockeye.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Bytes to be sent, and files of them. */
final class Bytes {
    private static final int PIECE = 1 << 20;

    private Bytes() {}

    /** Always the same for a seed. */
    static byte[] random(long seed, int count) {
        byte[] bytes = new byte[count];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** A file of random bytes. */
    static Path file(Path folder, int mebibytes) {
        Path file = folder.resolve("random-" + mebibytes + "M");
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                out.write(random(i, PIECE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static void assertSame(Path expected, Path actual) {
        try {
            assertThat(Files.size(actual))
                    .as("bytes that came back")
                    .isEqualTo(Files.size(expected));
            assertThat(Files.mismatch(expected, actual))
                    .as("first byte that differs")
                    .isEqualTo(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
