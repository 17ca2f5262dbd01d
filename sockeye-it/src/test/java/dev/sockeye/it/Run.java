package dev.sockeye.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A command line to be run, with what it reads and where it writes. Immutable. */
final class Run {
    /** How long anything here may take before it counts as hanging. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<String> command;
    private final Map<String, String> environment;
    private final ProcessBuilder.Redirect input;
    private final ProcessBuilder.Redirect output;

    private Run(
            List<String> command,
            Map<String, String> environment,
            ProcessBuilder.Redirect input,
            ProcessBuilder.Redirect output) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.input = input;
        this.output = output;
    }

    /** With a pipe at each of its three streams. */
    static Run of(List<String> command) {
        return new Run(
                command, Map.of(), ProcessBuilder.Redirect.PIPE, ProcessBuilder.Redirect.PIPE);
    }

    static Run of(String... command) {
        return of(List.of(command));
    }

    /** The same with more words at the end. */
    Run and(String... words) {
        var longer = Stream.concat(command.stream(), Arrays.stream(words)).toList();
        return new Run(longer, environment, input, output);
    }

    /** The same, started by another command, such as {@code prlimit --nofile=80}. */
    Run under(String... starter) {
        var longer = Stream.concat(Arrays.stream(starter), command.stream()).toList();
        return new Run(longer, environment, input, output);
    }

    Run with(String variable, String value) {
        var wider = new HashMap<>(environment);
        wider.put(variable, value);
        return new Run(command, wider, input, output);
    }

    /** Reads standard input from a file. */
    Run in(Path file) {
        return new Run(command, environment, ProcessBuilder.Redirect.from(file.toFile()), output);
    }

    /** Has nothing to read. */
    Run in() {
        return in(Path.of("/dev/null"));
    }

    /** Writes standard output to a file. */
    Run out(Path file) {
        return new Run(command, environment, input, ProcessBuilder.Redirect.to(file.toFile()));
    }

    List<String> words() {
        return command;
    }

    /** Starts it. */
    Program start() {
        var builder = new ProcessBuilder(command).redirectInput(input).redirectOutput(output);
        builder.directory(new File("").getAbsoluteFile());
        builder.environment().putAll(environment);
        try {
            return new Program(String.join(" ", command), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it with nothing more to read than this, and waits for its end. */
    Ended end(byte... in) {
        try (var program = start()) {
            if (input.type() == ProcessBuilder.Redirect.Type.PIPE) {
                program.write(in);
                program.closeInput();
            }
            return program.end();
        }
    }

    /** {@link #end(byte...)} with a text. */
    Ended end(String in) {
        return end(in.getBytes(StandardCharsets.UTF_8));
    }
}
