# Two processes with one connection: each byte comes back once, and both see the end.
from collections import Counter

data = random.Random(2).randbytes(1000000)
reading, writing = os.pipe()
child = os.fork()
got = Counter()
if child == 0:
    os.close(reading)
else:
    os.close(writing)
    writer = os.fork()
    if writer == 0:
        peer.sendall(data)
        peer.shutdown(socket.SHUT_WR)
        os._exit(0)
while piece := peer.recv(1000):
    got.update(piece)
if child == 0:
    with os.fdopen(writing, "w") as out:
        out.write(" ".join(str(got[byte]) for byte in range(256)))
    os._exit(0)
with os.fdopen(reading) as other:
    for byte, count in enumerate(other.read().split()):
        got[byte] += int(count)
for process in (child, writer):
    assert os.waitpid(process, 0)[1] == 0
assert got == Counter(data), f"{sum(got.values())} bytes came back, not {len(data)}, or others"
