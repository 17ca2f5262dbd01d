# A connection to the host and port, or the path, of the command line. The scripts beside it go on from here.
import os, random, select, socket, sys

if len(sys.argv) == 3:
    peer = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
else:
    peer = socket.socket(socket.AF_UNIX)
    peer.connect(sys.argv[1])
peer.settimeout(30)


def read(count):
    got = b""
    while len(got) < count:
        piece = peer.recv(count - len(got))
        assert piece, f"the stream ended after {len(got)} of {count} bytes"
        got += piece
    return got


def same(got, expected, what):
    if got != expected:
        at = next((i for i, (a, b) in enumerate(zip(got, expected)) if a != b), min(len(got), len(expected)))
        sys.exit(f"{what}: {len(got)} bytes came back, not {len(expected)}; they differ from byte {at} on")

