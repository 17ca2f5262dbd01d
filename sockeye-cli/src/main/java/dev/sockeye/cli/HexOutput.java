package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.HexFormat;

/**
 * Standard output in hexadecimal: a line for each piece, in the form that {@link HexInput} reads,
 * so that a datagram that was received can be sent as it stands.
 */
final class HexOutput implements Output {
    private static final HexFormat FORMAT = HexFormat.ofDelimiter(" ");

    private final RawOutput to;

    HexOutput(WritableByteChannel to) {
        this.to = new RawOutput(to);
    }

    @Override
    public void put(ByteBuffer piece) throws IOException {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        byte[] line = (FORMAT.formatHex(bytes) + "\n").getBytes(US_ASCII);
        to.put(Memory.buffer(line.length).put(line).flip());
    }
}
