package dev.sockeye.bench.twin;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.InetSocketAddress;

/** Netty with recvmmsg and sendmmsg: a buffer that is as large as several datagrams makes it scatter. */
final class NettyDatagramEpoll {
    private static final int DATAGRAM = 2048;
    private static final int BATCH = 64;

    private NettyDatagramEpoll() {}

    static InetSocketAddress start(Work work, InetSocketAddress at) {
        NettyStreams.tune();
        return NettyDatagrams.start(
                new Bootstrap()
                        .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
                        .channel(EpollDatagramChannel.class)
                        .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(BATCH * DATAGRAM))
                        .handler(new NettyDatagrams(work)),
                at);
    }
}
