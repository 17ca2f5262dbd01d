package dev.sockeye.server;

import dev.sockeye.net.Transport;
import dev.sockeye.server.child.Child;
import dev.sockeye.server.child.Jvm;
import dev.sockeye.server.child.Program;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * {@code prefork}: worker processes that inherit the listeners and accept from them themselves, each with
 * the model {@code virtual}; here nothing is accepted. A place for each worker ({@link PreforkPlace}) keeps
 * one in it.
 *
 * <p>The listeners' O_NONBLOCK belongs to all who share them, and is set already: a worker that another one
 * outran does not block.
 */
final class PreforkStreams extends Works.Work implements Engine<Door.Stream> {
    private final Room room;
    private final Class<?> type;
    private final String text;
    private final int workers;
    private final long addresses;
    private final List<Door.Stream> doors = new ArrayList<>();

    /**
     * An engine that has started nothing.
     *
     * @throws IllegalArgumentException if the handler cannot be made in another process, or the limits
     *     cannot be kept
     * @throws UnsupportedModelException if there is no java to start
     */
    PreforkStreams(Room room, Service service, Optional<String> text) {
        Model model = room.plan().modelFor(Transport.TCP);
        this.room = room;
        this.type = service.getClass();
        this.text = ProcessStreams.text(model, service, text);
        this.workers =
                model.count() == 0 ? Runtime.getRuntime().availableProcessors() : model.count();
        this.addresses =
                room.plan().places().stream()
                        .filter(place -> !place.transport().isDatagram())
                        .count();
        if (room.plan().perPeer() != Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "model "
                            + model
                            + " has no limit per peer: its workers accept by themselves, and do"
                            + " not know of each other's sessions");
        }
        if (room.plan().total() != Plan.UNSET && room.plan().total() < workers) {
            throw new IllegalArgumentException(
                    "a limit of "
                            + room.plan().total()
                            + " leaves no session for some of the "
                            + workers
                            + " workers");
        }
    }

    /** Starts the workers when the last address is there, since they inherit all of them. */
    @Override
    public void serve(Door.Stream door) throws IOException {
        doors.add(door);
        if (doors.size() < addresses) {
            return;
        }
        room.works().enter(this);
        var places = new ArrayList<PreforkPlace>();
        try {
            for (int i = 0; i < workers; i++) {
                int share = share(i);
                var place =
                        new PreforkPlace(
                                room, () -> PreforkWorker.start(room, line -> start(line, share)));
                places.add(place);
                place.start();
            }
            for (PreforkPlace place : places) {
                var _ = place.ready().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("workers were awaited");
        }
    }

    /** How many sessions a worker may have; {@link Plan#UNSET} for what it finds possible itself. */
    private int share(int worker) {
        int total = room.plan().total();
        return total == Plan.UNSET ? total : total / workers + (worker < total % workers ? 1 : 0);
    }

    private Child start(int line, int share) throws IOException {
        Kernel kernel = room.network().kernel();
        var descriptors = new ArrayList<>(List.of(Program.NULL, Program.ERROR, line));
        try {
            for (Door.Stream door : doors) {
                descriptors.add(door.listener().duplicate());
            }
            return Child.start(
                    kernel,
                    Jvm.program(
                            room.plan().workers().main(),
                            type,
                            WorkerMain.jvmOptions(false, room.plan().workers()),
                            WorkerMain.workerArguments(text, room.plan(), share, doors.size()),
                            descriptors));
        } finally {
            descriptors.stream().skip(3).forEach(kernel::close);
        }
    }

    @Override
    public void finish() {
        doors.forEach(Door::close);
        room.works().leave(this);
    }

    @Override
    public boolean servesPeer() {
        return false;
    }

    @Override
    public void cut() {}

    @Override
    public @Nullable Thread thread() {
        return null;
    }
}
