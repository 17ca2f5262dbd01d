package dev.sockeye.bench.twin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** What Netty's stream servers share: the handlers and the options that every transport has. */
final class NettyStreams {
    private NettyStreams() {}

    /** Before any other class of Netty is used. */
    static void tune() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    /** A listener for each loop; several share the port by SO_REUSEPORT, so that no connection changes its thread. */
    static InetSocketAddress start(
            int loops, Work work, InetSocketAddress at, Supplier<ServerBootstrap> bootstrap) {
        var bound = at;
        for (int i = 0; i < loops; i++) {
            bound =
                    (InetSocketAddress)
                            bootstrap
                                    .get()
                                    .option(ChannelOption.SO_BACKLOG, 4096)
                                    .childOption(
                                            ChannelOption.RECVBUF_ALLOCATOR,
                                            new FixedRecvByteBufAllocator(work.buffer))
                                    .childHandler(handler(work))
                                    .bind(bound)
                                    .syncUninterruptibly()
                                    .channel()
                                    .localAddress();
        }
        return bound;
    }

    private static ChannelHandler handler(Work work) {
        return switch (work) {
            case ECHO -> new Echo();
            case SINK -> new Sink();
            case SOURCE -> new Source();
        };
    }

    /** What was read in one round is written with one flush; a peer that does not read is not read from. */
    @ChannelHandler.Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(message, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
            context.close();
        }
    }

    @ChannelHandler.Sharable
    private static final class Sink extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ((ByteBuf) message).release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
            context.close();
        }
    }

    /** The same buffer again and again, as many as the high-water mark lets wait. */
    @ChannelHandler.Sharable
    private static final class Source extends ChannelInboundHandlerAdapter {
        private final ByteBuf data =
                Unpooled.unreleasableBuffer(
                        Unpooled.directBuffer(Work.SOURCE.buffer).writeZero(Work.SOURCE.buffer));

        @Override
        public void channelActive(ChannelHandlerContext context) {
            fill(context);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            fill(context);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ((ByteBuf) message).release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
            context.close();
        }

        private void fill(ChannelHandlerContext context) {
            while (context.channel().isWritable()) {
                context.write(data.duplicate(), context.voidPromise());
            }
            context.flush();
        }
    }
}
