"""Starts the command as service managers do, talks to it, and prints what it saw."""

import fcntl
import os
import signal
import socket
import sys


def start(words, descriptors, variables):
    """fork(2), descriptors from 0 or 3 on in their place, exec(3): the child's number."""
    pid = os.fork()
    if pid:
        return pid
    high = {to: fcntl.fcntl(fd, fcntl.F_DUPFD, 100) for to, fd in descriptors.items()}
    for to, fd in high.items():
        os.dup2(fd, to)
    os.closerange(max(high) + 1, 1000)
    environment = dict(os.environ, **variables)
    if 'LISTEN_FDS' in variables:
        environment['LISTEN_PID'] = str(os.getpid())
    os.execve(words[0], words, environment)


def end(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def ask(address, text):
    with socket.create_connection(address, timeout=20) as client:
        client.sendall(text)
        client.shutdown(socket.SHUT_WR)
        return client.makefile('rb').read()


def listener():
    server = socket.socket()
    server.bind(('127.0.0.1', 0))
    server.listen(5)
    return server


def systemd(sockeye):
    tcp, udp = listener(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(('127.0.0.1', 0))
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    name = 'sockeye-it-%d' % os.getpid()
    manager.bind('\0' + name)
    manager.settimeout(30)
    ready, tell = os.pipe()
    variables = {'LISTEN_FDS': '2', 'LISTEN_FDNAMES': 'web:dns', 'NOTIFY_SOCKET': '@' + name}
    words = [sockeye, 'serve', '--ready-fd', '5'] + sys.argv[3:]
    pid = start(words, {3: tcp.fileno(), 4: udp.fileno(), 5: tell}, variables)
    os.close(tell)
    print('ready', os.read(ready, 9), os.read(ready, 9))
    print('notify', manager.recv(99))
    print('tcp', ask(tcp.getsockname(), b'one'))
    if not sys.argv[3:]:
        client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        client.settimeout(20)
        client.sendto(b'two', udp.getsockname())
        print('udp', client.recv(99))
    os.kill(pid, signal.SIGTERM)
    print('notify', manager.recv(99))
    print('status', end(pid))
    print('blocks', not fcntl.fcntl(tcp, fcntl.F_GETFL) & os.O_NONBLOCK)


def nowait(sockeye):
    server = listener()
    client = socket.create_connection(server.getsockname(), timeout=20)
    connection, _ = server.accept()
    pid = start([sockeye, 'serve', 'fd:0'], dict.fromkeys((0, 1, 2), connection.fileno()), {})
    connection.close()
    client.sendall(b'three')
    client.shutdown(socket.SHUT_WR)
    print('all', client.makefile('rb').read())
    print('status', end(pid))


def wait(sockeye):
    server = listener()
    pid = start([sockeye, 'serve', '-q', 'fd:0'], {0: server.fileno()}, {})
    print('tcp', ask(server.getsockname(), b'four'))
    os.kill(pid, signal.SIGTERM)
    print('status', end(pid))


{'systemd': systemd, 'nowait': nowait, 'wait': wait}[sys.argv[2]](sys.argv[1])
