package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.SOCK_STREAM;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The operations that can wait, each on sockets that are set up so that it has to. */
enum Waiting {
    ACCEPT {
        @Override
        Plan prepare(Setup setup) throws IOException {
            Listener listener = setup.keep(setup.network().listen(setup.family().free()));
            return new Plan(
                    listener,
                    () -> setup.keep(listener.accept()),
                    () -> setup.keep(setup.network().connect(listener.local())));
        }
    },
    CONNECT {
        @Override
        Plan prepare(Setup setup) throws IOException {
            Listener listener = setup.keep(setup.network().listen(setup.family().free(), 0));
            setup.keep(setup.network().connect(listener.local()));
            Socket late = setup.keep(setup.network().open(setup.family().domain(), SOCK_STREAM, 0));
            return new Plan(
                    late,
                    () -> late.connectTo(listener.local()),
                    () -> setup.keep(listener.accept()));
        }
    },
    READ {
        @Override
        Plan prepare(Setup setup) throws IOException {
            Talk talk = setup.talk();
            return new Plan(
                    talk.client(),
                    () -> talk.client().read(ByteBuffer.allocate(9)),
                    () -> talk.server().writeAll(new byte[1]));
        }
    },
    TRANSFER {
        @Override
        Plan prepare(Setup setup) throws IOException {
            Talk talk = setup.talk();
            return new Plan(
                    talk.client(),
                    () -> talk.client().transferTo(talk.client()),
                    () -> talk.server().shutdownOutput());
        }
    },
    RECEIVE_MESSAGE {
        @Override
        Plan prepare(Setup setup) throws IOException {
            Talk talk = setup.talk();
            return new Plan(
                    talk.client(),
                    () -> talk.client().receive(Message.allocate(9)),
                    () -> talk.server().writeAll(new byte[1]));
        }
    },
    WRITE {
        @Override
        Plan prepare(Setup setup) throws IOException {
            Talk talk = setup.talk();
            return new Plan(
                    talk.client(),
                    () -> setup.untilOver(() -> talk.client().write(ByteBuffer.allocate(BULK))),
                    () -> Setup.drain(talk.server()));
        }
    },
    WRITE_ALL {
        @Override
        Plan prepare(Setup setup) throws IOException {
            Talk talk = setup.talk();
            return new Plan(
                    talk.client(),
                    () -> talk.client().writeAll(new byte[64 << 20]),
                    () -> Setup.drain(talk.server()));
        }
    },
    SEND_MESSAGE {
        @Override
        Plan prepare(Setup setup) throws IOException {
            Talk talk = setup.talk();
            return new Plan(
                    talk.client(),
                    () -> setup.untilOver(() -> talk.client().send(Message.allocate(BULK))),
                    () -> Setup.drain(talk.server()));
        }
    },
    RECEIVE {
        @Override
        Plan prepare(Setup setup) throws IOException {
            DatagramSocket socket = setup.keep(setup.network().datagram(setup.family().free()));
            DatagramSocket other = setup.keep(setup.network().datagram(setup.family().free()));
            return new Plan(
                    socket,
                    () -> socket.receive(ByteBuffer.allocate(9)),
                    () -> other.send(ByteBuffer.allocate(1), socket.local()));
        }
    },
    /** UDP drops what finds no room; a Unix receiver with a full queue makes the sender wait. */
    SEND {
        @Override
        boolean isFor(Family family) {
            return family == Family.UNIX;
        }

        @Override
        Plan prepare(Setup setup) throws IOException {
            DatagramSocket receiver = setup.keep(setup.network().datagram(setup.family().free()));
            DatagramSocket sender = setup.keep(setup.network().datagramTo(receiver.local()));
            while (sender.trySend(ByteBuffer.allocate(9))) {}
            return new Plan(
                    sender,
                    () -> sender.send(ByteBuffer.allocate(9)),
                    () -> receiver.receive(ByteBuffer.allocate(9)));
        }
    },
    /** Of an unconnected sender readiness says nothing: this one pauses. */
    SEND_TO {
        @Override
        boolean isFor(Family family) {
            return family == Family.UNIX;
        }

        @Override
        Plan prepare(Setup setup) throws IOException {
            DatagramSocket receiver = setup.keep(setup.network().datagram(setup.family().free()));
            DatagramSocket sender = setup.keep(setup.network().datagram(setup.family().free()));
            Endpoint to = receiver.local();
            while (sender.trySend(ByteBuffer.allocate(9), to)) {}
            return new Plan(
                    sender,
                    () -> sender.send(ByteBuffer.allocate(9), to),
                    () -> receiver.receive(ByteBuffer.allocate(9)));
        }
    };

    private static final int BULK = 64 << 10;

    boolean isFor(Family family) {
        return true;
    }

    abstract Plan prepare(Setup setup) throws IOException;

    /** The socket that the wait is on, the operation that waits, and what lets it go on. */
    record Plan(Socket socket, On.Work work, On.Work end) {}

    /** The sockets of one wait. */
    static final class Setup implements AutoCloseable {
        private final Network network;
        private final Family family;
        private final List<Runnable> open = new CopyOnWriteArrayList<>();
        private final Plan plan;
        private volatile boolean over;

        Setup(Network network, Family family, Waiting waiting) throws IOException {
            this.network = network;
            this.family = family;
            this.plan = waiting.prepare(this);
        }

        Network network() {
            return network;
        }

        Family family() {
            return family;
        }

        /** The socket that the wait is on. */
        Socket socket() {
            return plan.socket();
        }

        /** The operation that waits. */
        On.Work work() {
            return plan.work();
        }

        /** What lets it go on. */
        void end() throws Exception {
            over = true;
            plan.end().run();
        }

        private <S extends Socket> S keep(S socket) {
            open.add(socket::close);
            return socket;
        }

        private Talk talk() throws IOException {
            Talk talk = Talk.on(network, family);
            open.add(talk::close);
            return talk;
        }

        /** TCP finds room again by itself for a while: goes on until it has to wait for the other side. */
        private void untilOver(On.Work work) throws Exception {
            while (!over) {
                work.run();
            }
        }

        /** Reads in the background, until the setup is closed. */
        private static void drain(StreamSocket socket) {
            var data = ByteBuffer.allocateDirect(1 << 20);
            var _ =
                    On.PLATFORM.start(() -> {
                        while (socket.read(data.clear()) > 0) {}
                        return true;
                    });
        }

        @Override
        public void close() {
            open.forEach(Runnable::run);
        }
    }
}
