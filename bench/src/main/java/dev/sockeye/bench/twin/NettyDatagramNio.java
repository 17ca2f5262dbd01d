package dev.sockeye.bench.twin;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;

/** Netty on the JDK's datagram channel: a call for each datagram. */
final class NettyDatagramNio {
    private NettyDatagramNio() {}

    static InetSocketAddress start(Work work, InetSocketAddress at) {
        NettyStreams.tune();
        return NettyDatagrams.start(
                new Bootstrap()
                        .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                        .channel(NioDatagramChannel.class)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(2048).maxMessagesPerRead(64))
                        .handler(new NettyDatagrams(work)),
                at);
    }
}
