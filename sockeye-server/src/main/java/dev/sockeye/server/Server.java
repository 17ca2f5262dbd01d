package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Network;
import dev.sockeye.net.Opt;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Handlers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server: addresses, a handler, and a {@linkplain Model model} that gives every session something
 * to run on.
 *
 * {@snippet :
 * try (var server = Server.on(Target.parse("[::1]:7007"))
 *         .model(Model.virtual())
 *         .limit(1000, 50)
 *         .timeout(Duration.ofSeconds(30))
 *         .start(new Echo())) {
 *     IO.println("ready " + server.local());
 *     server.await();
 * }
 * }
 *
 * <p>Its life: {@link Setup#start} binds and listens, and answers when peers may connect; {@link
 * #stop} accepts nothing more, lets the sessions end, and cuts those that have not ended when the
 * grace is over. A server keeps no JVM alive: {@link #await} does.
 *
 * <p>Any thread.
 */
public final class Server implements AutoCloseable {
    /** How a server ended. */
    public enum Stop {
        /** Every session ended by itself. */
        GRACEFUL,
        /** Sessions were cut. */
        FORCED
    }

    /**
     * What a server has counted since its start.
     *
     * @param opened sessions that were opened; for datagrams by {@code concurrent} alone
     * @param open sessions that are open now
     * @param rejected connections closed at once, or datagrams dropped, since their peer had its share
     * @param failed sessions and datagrams that ended with an exception
     * @param shed connections closed at once, since descriptors, threads or memory were used up
     * @param troubles errors of accept(2) and of receiving, all of them
     * @param datagrams datagrams that were received
     * @param unanswered answers that had no address to go to, or that their peer did not take; and
     *     datagrams of a peer that sent more than its session could keep
     */
    public record Counts(
            long opened,
            long open,
            long rejected,
            long failed,
            long shed,
            long troubles,
            long datagrams,
            long unanswered) {}

    private final Running running;

    private Server(Running running) {
        this.running = running;
    }

    /**
     * Begins to set up a server.
     *
     * <p>Listeners of TCP get {@code SO_REUSEADDR} unless the options say otherwise, so that a server
     * can be started again while connections of its predecessor linger in TIME_WAIT; on Linux that
     * lets no two servers share a port. Sockets for datagrams get nothing of the kind before bind(2),
     * since there it would; {@code concurrent} and {@code batch:N} set {@code SO_REUSEPORT} after it, for
     * their own further sockets. A {@linkplain Target.Address#dual dual} target takes both IP versions. A Unix path on
     * which nobody listens any more is replaced, and removed at the end if it is still this server's.
     *
     * <p>An inherited descriptor ({@code fd:3}) is a listening socket, a socket for datagrams, or a
     * connection; {@link Setup#start} asks it which. A listening one is O_NONBLOCK while it is served, and
     * its flags are put back at the end; its path is not removed. A connection is served as one session, on
     * a virtual thread whatever the model, and where it is all that is served the server ends with it. At
     * the end the descriptor is closed.
     *
     * @param target where to serve; port 0 takes any free port
     * @param options set before bind(2), and before what the server sets
     * @return the setup, to be completed and started
     */
    public static Setup on(Target target, Opt.Setting<?>... options) {
        return new Setup(Plan.DEFAULT.also(target, List.of(options)));
    }

    /**
     * The address that is served, with its port; the first of several.
     *
     * @return as getsockname(2) told it
     */
    public Endpoint local() {
        return locals().getFirst();
    }

    /**
     * All addresses that are served, in the order of the setup.
     *
     * @return as getsockname(2) told them
     */
    public List<Endpoint> locals() {
        return targets().stream().map(Target.Address::endpoint).toList();
    }

    /**
     * The same with their transports, as a peer would write them.
     *
     * @return never dual
     */
    public List<Target.Address> targets() {
        return running.targets();
    }

    /**
     * The model that serves one of the {@link #targets()}.
     *
     * @param target one of them
     * @return the model of the setup, or the default of the target's kind
     */
    public Model model(Target.Address target) {
        return running.plan().modelFor(target.transport());
    }

    /**
     * What the server has counted.
     *
     * @return the numbers of now
     */
    public Counts counts() {
        return running.counts();
    }

    /**
     * Waits until the server is over: by {@link #stop}, by {@link #close}, or because its last address
     * {@linkplain Events#lost was lost} and its sessions have ended.
     *
     * @return how it ended
     * @throws IOException if an address was lost: the reason
     * @throws InterruptedException if the thread is interrupted; the server goes on
     */
    public Stop await() throws IOException, InterruptedException {
        return running.await();
    }

    /**
     * Stops: accepts nothing more, gives the sessions time to end, cuts those that have not ended, and
     * answers when all is closed. A cut closes the session's connection and interrupts its thread, unless
     * that is an event loop's; a handler that minds neither is left behind after five seconds. A session that calls this is not
     * waited for, only cut.
     *
     * <p>Called again it does the same with its own grace: while one thread drains, {@code
     * stop(Duration.ZERO)} of another cuts. An interrupt of the calling thread cuts too, and its
     * status is kept.
     *
     * @param grace how long sessions may go on; zero cuts at once
     * @return how the server ended; the same for every call
     * @throws IllegalArgumentException if the grace is negative
     */
    public Stop stop(Duration grace) {
        return running.stop(Plan.notNegative("grace", grace));
    }

    /** {@link #stop} with the grace of the {@linkplain Setup#grace setup}. Does nothing the second time. */
    @Override
    public void close() {
        running.close();
    }

    /**
     * What a server will be: immutable, each method answers a new one, and one may be started many
     * times.
     */
    public static final class Setup {
        private final Plan plan;

        private Setup(Plan plan) {
            this.plan = plan;
        }

        /**
         * One more address. The kinds may be mixed; the service must then have both shapes.
         *
         * @param target where to serve too
         * @param options as in {@link Server#on}
         * @return the new setup
         */
        public Setup also(Target target, Opt.Setting<?>... options) {
            return new Setup(plan.also(target, List.of(options)));
        }

        /**
         * The model. Where the addresses are of both kinds and it exists for one of them alone, the other
         * keeps its default: {@code virtual} for streams, {@code iterative} for datagrams.
         *
         * @param model how sessions run
         * @return the new setup
         */
        public Setup model(Model model) {
            return new Setup(plan.model(model));
        }

        /**
         * The most sessions at once; further connections wait in the kernel's queue. By default the
         * descriptor limit of the process less 64, and half of that for {@code thread} and {@code pool},
         * where each session takes two: its socket, and what its thread waits with; for {@code select} at
         * most {@code FD_SETSIZE} less 64; for {@code process} it is 64. On {@code pool:N} never more than N.
         * {@code prefork} deals it out to its workers.
         *
         * @param total at least 1
         * @return the new setup
         * @throws IllegalArgumentException if it is less
         */
        public Setup limit(int total) {
            return limit(total, Integer.MAX_VALUE);
        }

        /**
         * The most sessions at once, in all and of one peer's address. A connection above the second is
         * accepted, closed, counted and {@linkplain Events#rejected reported}. An IPv4 peer that arrives as
         * an IPv4-mapped one is the same peer; peers on Unix sockets have no address and no such limit.
         * {@code prefork} has none per peer, since its workers accept by themselves.
         *
         * @param total at least 1
         * @param perPeer at least 1
         * @return the new setup
         * @throws IllegalArgumentException if either is less
         */
        public Setup limit(int total, int perPeer) {
            return new Setup(plan.limit(total, perPeer));
        }

        /**
         * The most sessions at once of one peer's address, as in {@link #limit(int, int)}; the limit in
         * all stays as it is.
         *
         * @param perPeer at least 1
         * @return the new setup
         * @throws IllegalArgumentException if it is less
         */
        public Setup limitPerPeer(int perPeer) {
            return new Setup(plan.limitPerPeer(perPeer));
        }

        /**
         * How long a session may be idle: the time of each read or write, and of a reactive session {@link
         * LoopSession#timeout}. Without it, for ever. Of the models for datagrams {@code concurrent} alone has
         * sessions, which end when their peer was silent for so long; without it after 60 seconds.
         *
         * @param idle more than zero
         * @return the new setup
         * @throws IllegalArgumentException if it is zero or negative
         */
        public Setup timeout(Duration idle) {
            return new Setup(plan.timeout(idle));
        }

        /**
         * How long {@link Server#close} lets sessions go on. By default it cuts at once.
         *
         * @param grace zero or more
         * @return the new setup
         * @throws IllegalArgumentException if it is negative
         */
        public Setup grace(Duration grace) {
            return new Setup(plan.grace(grace));
        }

        /**
         * The second argument of listen(2): how many connections the kernel keeps until they are accepted.
         * By default as many as it allows (net.core.somaxconn).
         *
         * @param backlog at least 0
         * @return the new setup
         * @throws IllegalArgumentException if it is negative
         */
        public Setup backlog(int backlog) {
            return new Setup(plan.backlog(backlog));
        }

        /**
         * How long a loop asks the kernel again and again after its last event before it sleeps, and on
         * the models that give each session a thread or a process a session before it waits
         * ({@link dev.sockeye.net.Socket#spin}): what comes in that time is answered without the time that
         * a sleeper takes to wake up. It burns a core for each loop while there is traffic, or for each
         * session that waits, and gains nothing where server and peers share one. By default zero: they
         * sleep at once.
         *
         * @param spin zero to a millisecond
         * @return the new setup
         * @throws IllegalArgumentException if it is negative, or longer
         */
        public Setup spin(Duration spin) {
            return new Setup(plan.spin(spin));
        }

        /**
         * After how many sessions a worker of {@code prefork} leaves and another takes its place, so that
         * nothing can pile up in it for ever. It ends those that it has by then, which may be a few more. By
         * default never.
         *
         * @param count at least 1
         * @return the new setup
         * @throws IllegalArgumentException if it is less
         */
        public Setup maxRequests(long count) {
            return new Setup(plan.workers(plan.workers().maxRequests(count)));
        }

        /**
         * The main class of the JVMs that the models {@code process} and {@code prefork} start: for programs
         * with an AOT cache, which holds for one main module alone. It is in the program's own main module,
         * and its {@code public static void main(String[])} calls {@link WorkerMain#main}.
         *
         * @param main in the place of {@link WorkerMain}
         * @return the new setup
         */
        public Setup workerMain(Class<?> main) {
            return new Setup(plan.workers(plan.workers().main(main)));
        }

        /**
         * Options for the JVMs that the models {@code process} and {@code prefork} start, behind those of
         * the server: such as {@code -Xmx256m}, or {@code -D} for what the handler reads. They have the
         * module path and class path of this JVM, and nothing else of its command line.
         *
         * @param options in the place of those before
         * @return the new setup
         */
        public Setup jvmOptions(String... options) {
            return new Setup(plan.workers(plan.workers().jvmOptions(List.of(options))));
        }

        /**
         * Whether the built-in handlers and models leave copies and the cutting of datagrams to the kernel,
         * where it can do that: sendfile(2), splice(2), UDP segmentation and coalescing. By default they do;
         * where the kernel refuses, or this is off, plain reads and writes do the same work, with the same
         * result for the peer.
         *
         * @param yes false for plain reads and writes alone
         * @return the new setup
         */
        public Setup offload(boolean yes) {
            return new Setup(plan.offload(yes));
        }

        /**
         * Who is told what happens.
         *
         * @param events in the place of {@link Events#NONE}
         * @return the new setup
         */
        public Setup events(Events events) {
            return new Setup(plan.events(events));
        }

        /**
         * Who opens the sockets.
         *
         * @param network in the place of {@link Network#host()}; not closed by the server
         * @return the new setup
         */
        public Setup network(Network network) {
            return new Setup(plan.network(network));
        }

        /**
         * Binds, listens and serves. When this returns every address takes connections or datagrams; where
         * one cannot be opened, those before it are closed again.
         *
         * @param service a {@link Handler} or a {@link LoopHandler} where there are addresses of streams, a
         *     {@link DatagramHandler} where there are addresses of datagrams, both where there are both. Of
         *     one that has both shapes of streams the model's native one is taken: the reactive one on event
         *     loops, else the blocking one
         * @return the server
         * @throws IOException if an address cannot be opened, with the reason
         * @throws IllegalArgumentException if the service or the model does not fit the addresses, or the
         *     model starts the service anew in other processes and the service has no {@linkplain
         *     Handlers#textOf text} for that: what its fields hold would not go with it
         * @throws UnsupportedModelException if the model cannot be had here
         * @throws UnsupportedOperationException if a target is of a kind that is not there yet
         */
        public Server start(Service service) throws IOException {
            return new Server(Running.start(plan, service, Handlers.textOf(service)));
        }

        /**
         * The same for a service that a text has made, which every model can take, those of processes too.
         *
         * @param service of {@link Handlers#parse}
         * @return the server
         * @throws IOException if an address cannot be opened, with the reason
         * @throws IllegalArgumentException if the service does not fit the addresses
         */
        public Server start(NamedService service) throws IOException {
            return new Server(Running.start(plan, service.service(), Optional.of(service.text())));
        }

        /**
         * The same with the service of a text.
         *
         * @param service such as {@code files:site}, see {@link Handlers#parse}
         * @return the server
         * @throws IOException if an address cannot be opened, with the reason, or a directory is not there
         * @throws IllegalArgumentException if there is no such service, or it does not fit the addresses
         */
        public Server start(String service) throws IOException {
            return start(Handlers.parse(service));
        }

        /**
         * The same with a new object of a class, which every model can do, those of processes too.
         *
         * @param service a class with a constructor without arguments; both public, in a package that is
         *     exported or open to this module
         * @return the server
         * @throws IOException if an address cannot be opened, with the reason
         * @throws IllegalArgumentException if the class cannot be used so, or what it makes does not fit
         */
        public Server start(Class<? extends Service> service) throws IOException {
            return start(Handlers.ofClass(service));
        }

        /**
         * {@link #start(Service)} for a lambda.
         *
         * @param handler serves the sessions
         * @return the server
         * @throws IOException if an address cannot be opened, with the reason
         */
        public Server startStream(Handler handler) throws IOException {
            return start(handler);
        }

        /**
         * {@link #start(Service)} for a lambda.
         *
         * @param handler answers what happens to the sessions
         * @return the server
         * @throws IOException if an address cannot be opened, with the reason
         */
        public Server startLoop(LoopHandler handler) throws IOException {
            return start(handler);
        }

        /**
         * {@link #start(Service)} for a lambda.
         *
         * @param handler serves the datagrams
         * @return the server
         * @throws IOException if an address cannot be opened, with the reason
         */
        public Server startDatagram(DatagramHandler handler) throws IOException {
            return start(handler);
        }
    }
}
