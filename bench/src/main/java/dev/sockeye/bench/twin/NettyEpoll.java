package dev.sockeye.bench.twin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.net.InetSocketAddress;

/** Netty on its own epoll transport. */
final class NettyEpoll {
    private NettyEpoll() {}

    static InetSocketAddress start(int loops, Work work, InetSocketAddress at) {
        NettyStreams.tune();
        return NettyStreams.start(
                loops,
                work,
                at,
                () ->
                        new ServerBootstrap()
                                .group(
                                        new MultiThreadIoEventLoopGroup(
                                                1, EpollIoHandler.newFactory()))
                                .channel(EpollServerSocketChannel.class)
                                .option(UnixChannelOption.SO_REUSEPORT, loops > 1));
    }
}
