package dev.sockeye.bench.twin;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** What Netty's datagram servers share: each datagram goes back to its sender, one flush for all of a round. */
final class NettyDatagrams extends ChannelInboundHandlerAdapter {
    private final Work work;

    NettyDatagrams(Work work) {
        this.work = work;
    }

    static InetSocketAddress start(Bootstrap bootstrap, InetSocketAddress at) {
        return (InetSocketAddress)
                bootstrap.bind(at).syncUninterruptibly().channel().localAddress();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var datagram = (DatagramPacket) message;
        if (work == Work.SINK) {
            datagram.release();
        } else {
            context.write(
                    new DatagramPacket(datagram.content(), datagram.sender()),
                    context.voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
        System.err.println("datagram: " + why);
    }
}
