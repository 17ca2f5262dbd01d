package dev.sockeye.bench.twin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;

/** Netty on the JDK's selector. */
final class NettyNio {
    private NettyNio() {}

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
                                                1, NioIoHandler.newFactory()))
                                .channel(NioServerSocketChannel.class)
                                .option(
                                        NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT),
                                        loops > 1));
    }
}
