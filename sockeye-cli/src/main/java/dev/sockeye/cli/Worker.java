package dev.sockeye.cli;

import dev.sockeye.server.WorkerMain;

/**
 * The main class of the worker processes of {@code serve}: in this module, since the command's AOT cache
 * holds for no other main module.
 */
final class Worker {
    private Worker() {}

    /**
     * Works for a server.
     *
     * @param args as the server has given them
     */
    public static void main(String[] args) {
        WorkerMain.main(args);
    }
}
