package dev.sockeye.bench.twin;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Netty with UDP_GRO and UDP_SEGMENT: it cuts what comes into datagrams, so the answer is put together again, by a copy, which costs less than a buffer of parts. */
final class NettyDatagramGso {
    /** UDP_MAX_SEGMENTS of linux/udp.h, and what one IPv4 datagram can hold. */
    private static final int SEGMENTS = 128, BYTES = 65507;

    private NettyDatagramGso() {}

    static InetSocketAddress start(Work work, InetSocketAddress at) {
        NettyStreams.tune();
        return NettyDatagrams.start(
                new Bootstrap()
                        .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
                        .channel(EpollDatagramChannel.class)
                        .option(EpollChannelOption.UDP_GRO, true)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(64 * 1024))
                        .handler(work == Work.SINK ? new NettyDatagrams(work) : new Trains()),
                at);
    }

    /** Neighbours of one sender and one size leave as one train; a shorter one ends it, as UDP_SEGMENT wants it. */
    private static final class Trains extends ChannelInboundHandlerAdapter {
        private @Nullable ByteBuf train;
        private @Nullable InetSocketAddress to;
        private int size;
        private int count;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var datagram = (DatagramPacket) message;
            int length = datagram.content().readableBytes();
            if (train != null
                    && (!datagram.sender().equals(to)
                            || length > size
                            || count == SEGMENTS
                            || train.readableBytes() + length > BYTES)) {
                send(context);
            }
            if (train == null) {
                train = context.alloc().directBuffer(BYTES);
                to = datagram.sender();
                size = length;
                count = 0;
            }
            train.writeBytes(datagram.content());
            datagram.release();
            count++;
            if (length < size) {
                send(context);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            send(context);
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
            System.err.println("datagram: " + why);
        }

        private void send(ChannelHandlerContext context) {
            if (train != null && to != null) {
                context.write(new SegmentedDatagramPacket(train, size, to), context.voidPromise());
                train = null;
            }
        }
    }
}
