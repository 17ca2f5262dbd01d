package dev.sockeye.net;

import dev.sockeye.sys.Addrinfo;
import dev.sockeye.sys.Libc;
import dev.sockeye.sys.SysSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * getaddrinfo(3) on a bounded number of platform threads, which end soon after the last question. A
 * caller that stops waiting takes its question out of the queue; one that C is busy with keeps its
 * thread until C is done, since nothing can stop it.
 */
final class HostResolver implements Resolver {
    static final int THREADS = 8;
    static final Resolver INSTANCE = new HostResolver(HostResolver::getaddrinfo);

    private static final long IDLE_MILLIS = 100;

    /** The blocking question: a name's addresses, each as the bytes of its sockaddr. */
    @FunctionalInterface
    interface Question {
        List<byte[]> ask(String name) throws IOException;
    }

    private final Question question;
    private final ThreadPoolExecutor pool;

    HostResolver(Question question) {
        this.question = question;
        this.pool =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE_MILLIS,
                        TimeUnit.MILLISECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("sockeye-resolver-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public List<Endpoint> resolve(String host, int port, Duration timeout) throws IOException {
        JavaNet.checkPort(port);
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("the timeout is negative: " + timeout);
        }
        var text = new HostText(host);
        var literal = text.literal(port);
        return literal.isPresent()
                ? List.of(literal.get())
                : await(host, text.name(), port, timeout);
    }

    private List<Endpoint> await(String host, String name, int port, Duration timeout)
            throws IOException {
        var failure = new Failure("getaddrinfo", host, null, null, 0);
        var answer = new FutureTask<>(() -> endpoints(name, question.ask(name), port));
        try {
            if (timeout.isZero()) {
                throw new DeadlineException(failure);
            }
            pool.execute(answer);
            return answer.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new DeadlineException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(failure);
        } catch (ExecutionException e) {
            throw unwrap(e);
        } finally {
            pool.remove(answer);
        }
    }

    /**
     * The failure itself, for its type, with the asking thread's stack beside that of the pool's.
     */
    private static IOException unwrap(ExecutionException e) {
        var cause = Objects.requireNonNull(e.getCause());
        cause.addSuppressed(new Throwable("asked by " + Thread.currentThread()));
        return switch (cause) {
            case IOException io -> io;
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            default -> new IOException(cause);
        };
    }

    /** In the order given, each once, with the port; answers of other families are left out. */
    private static List<Endpoint> endpoints(String name, List<byte[]> answers, int port)
            throws IOException {
        var endpoints = new ArrayList<Endpoint>(answers.size());
        for (byte[] answer : answers) {
            var address = MemorySegment.ofArray(answer);
            var bare = SockaddrCodec.decode(address, answer.length, SysSocket.AF_UNSPEC);
            var endpoint =
                    switch (bare) {
                        case Endpoint.Inet4(var host, _) -> new Endpoint.Inet4(host, port);
                        case Endpoint.Inet6(var host, _, int flowinfo, int scope) ->
                                new Endpoint.Inet6(host, port, flowinfo, scope);
                        case Endpoint other -> other;
                    };
            if (!(endpoint instanceof Endpoint.Other) && !endpoints.contains(endpoint)) {
                endpoints.add(endpoint);
            }
        }
        if (endpoints.isEmpty()) {
            throw new UnknownHostException("getaddrinfo " + name + ": no IP address");
        }
        return List.copyOf(endpoints);
    }

    /** One type is asked for, since each address comes once for each type otherwise. */
    private static List<byte[]> getaddrinfo(String name) throws IOException {
        int any = SysSocket.AF_UNSPEC;
        return Libc.getaddrinfo(name, null, 0, any, SysSocket.SOCK_STREAM, 0).stream()
                .map(Addrinfo::address)
                .toList();
    }
}
