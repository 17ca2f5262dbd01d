package dev.sockeye.cli;

/** Where the command starts. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the JVM with its status, also while a thread still waits for
     * standard input.
     *
     * @param args the command line after {@code sockeye}
     */
    public static void main(String[] args) {
        System.exit(run(new ProcessWorld(), args).status());
    }

    static ExitCode run(World world, String... args) {
        return new Command(world).run(args);
    }
}
