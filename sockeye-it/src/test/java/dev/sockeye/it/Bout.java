package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One case on one server: makes its clients, all of which are gone at the end, and has an eye on the
 * others: a session at another address that was there before is served during and after the case, and
 * so is a new one at the same address.
 */
final class Bout implements AutoCloseable {
    private final Subject subject;
    private final Family family;
    private final List<Peer> peers = new ArrayList<>();
    private final Peer witness;

    Bout(Subject subject, Family family) throws IOException {
        this.subject = subject;
        this.family = family;
        witness = Peer.connect(subject.address(family.other()));
    }

    Subject subject() {
        return subject;
    }

    StreamModel model() {
        return subject.model();
    }

    Family family() {
        return family;
    }

    /** A client that is closed at the end of the case, if not before. */
    Peer connect() throws IOException {
        return connect(0);
    }

    /** With a receive buffer of so many bytes, unless 0. */
    Peer connect(int receiveBuffer) throws IOException {
        var peer = Peer.connect(subject.address(family), receiveBuffer);
        peers.add(peer);
        return peer;
    }

    /** So many of them, side by side. */
    List<Peer> connectAll(int count) throws IOException {
        var all = new ArrayList<Peer>(count);
        for (int i = 0; i < count; i++) {
            all.add(connect());
        }
        return all;
    }

    /** What a session that was there before the case gets, and who comes now if there is room. */
    void othersAreServed() throws IOException {
        witness.echo(utf8("witness"));
        if (model().atOnce > 1) {
            try (var another = Peer.connect(subject.address(family))) {
                another.echo(utf8("another"));
            }
        }
    }

    @Override
    public void close() throws IOException {
        // The server may not have ended one when the next one came.
        subject.hadAtOnce(peers.size());
        for (Peer each : peers) {
            each.close();
        }
        witness.close();
    }

    /** After the clients have gone: the rest is served as ever, and nothing is left of the case. */
    void expectAsBefore() throws IOException {
        for (Peer each : peers) {
            each.close();
        }
        try (var later = Peer.connect(subject.address(family))) {
            later.echo(utf8("later"));
        }
        witness.echo(utf8("witness"));
        close();
        subject.expectAsBefore();
    }
}
