package dev.sockeye.bench.twin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.net.InetSocketAddress;

/** Netty on its io_uring transport: multishot accept and receive, buffers from a provided ring. */
final class NettyUring {
    private static final short GROUP = 1;

    private NettyUring() {}

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
                                                1, IoUringIoHandler.newFactory(config(work))))
                                .channel(IoUringServerSocketChannel.class)
                                .option(UnixChannelOption.SO_REUSEPORT, loops > 1)
                                .childOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, GROUP));
    }

    private static IoUringIoHandlerConfig config(Work work) {
        return new IoUringIoHandlerConfig()
                .setRingSize(4096)
                .setBufferRingConfig(
                        IoUringBufferRingConfig.builder()
                                .bufferGroupId(GROUP)
                                .bufferRingSize((short) 1024)
                                .batchSize(64)
                                .allocator(new IoUringFixedBufferRingAllocator(work.buffer))
                                .build());
    }
}
