# MSG_OOB: the urgent byte is no part of the stream. Each is sent when what came before it has been echoed: one that
# comes before the last was read turns that one into a byte of the stream, as TCP has it.
for talk in range(100):
    before = random.Random(talk).randbytes(1 + talk * 29 % 3000)
    after = random.Random(-talk).randbytes(1 + talk * 31 % 3000)
    peer.sendall(before)
    assert peer.send(b"!", socket.MSG_OOB) == 1
    peer.sendall(after)
    same(read(len(before) + len(after)), before + after, f"talk {talk}")
for talk in range(20):
    assert peer.send(b"!", socket.MSG_OOB) == 1
    peer.sendall(b"after it")
    same(read(8), b"after it", f"alone {talk}")
assert peer.send(b"!", socket.MSG_OOB) == 1
peer.shutdown(socket.SHUT_WR)
same(peer.recv(100), b"", "after the end")
