# SCM_RIGHTS: the reading end of a pipe sees its end when nobody holds the writing end any more, the server neither.
for talk in range(20):
    reading, writing = os.pipe()
    data = random.Random(talk).randbytes(1 + talk * 100)
    sent = socket.send_fds(peer, [data], [writing])
    os.close(writing)
    same(read(sent), data[:sent], f"talk {talk}")
    assert select.select([reading], [], [], 20)[0], f"talk {talk}: the server holds the descriptor"
    assert os.read(reading, 1) == b""
    os.close(reading)
peer.shutdown(socket.SHUT_WR)
same(peer.recv(100), b"", "after the end")
