# Sends standard input and its end, and writes what comes back to standard output.
import threading


def send():
    while piece := sys.stdin.buffer.read1(65536):
        peer.sendall(piece)
    peer.shutdown(socket.SHUT_WR)


threading.Thread(target=send).start()
while piece := peer.recv(65536):
    sys.stdout.buffer.write(piece)
