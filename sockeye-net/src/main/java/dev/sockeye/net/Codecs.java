package dev.sockeye.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.sockeye.net.Opt.Codec;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Locale;

/** The codecs of options that more than one level uses. */
final class Codecs {
    static final Codec<Integer> INT = new IntCodec();
    static final Codec<Boolean> FLAG = new FlagCodec();

    private Codecs() {}

    static Codec<byte[]> bytes(int size) {
        return new BytesCodec(size);
    }

    /** Some options of IPPROTO_IP answer with one byte where there is room for one only. */
    private static int decodeInt(MemorySegment from) {
        return from.byteSize() >= Integer.BYTES
                ? from.get(JAVA_INT, 0)
                : from.byteSize() == 0 ? 0 : Byte.toUnsignedInt(from.get(JAVA_BYTE, 0));
    }

    private static final class IntCodec implements Codec<Integer> {
        @Override
        public int size() {
            return Integer.BYTES;
        }

        @Override
        public int encode(Integer value, MemorySegment into) {
            into.set(JAVA_INT, 0, value);
            return Integer.BYTES;
        }

        @Override
        public Integer decode(MemorySegment from) {
            return decodeInt(from);
        }

        @Override
        public Integer parse(String text) {
            try {
                return text.startsWith("0x")
                        ? Integer.parseUnsignedInt(text, 2, text.length(), 16)
                        : Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is no number of 32 bits", e);
            }
        }
    }

    private static final class FlagCodec implements Codec<Boolean> {
        @Override
        public int size() {
            return Integer.BYTES;
        }

        @Override
        public int encode(Boolean value, MemorySegment into) {
            into.set(JAVA_INT, 0, value ? 1 : 0);
            return Integer.BYTES;
        }

        @Override
        public Boolean decode(MemorySegment from) {
            return decodeInt(from) != 0;
        }

        @Override
        public Boolean parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "1", "on", "true", "yes" -> true;
                case "0", "off", "false", "no" -> false;
                default ->
                        throw new IllegalArgumentException("'" + text + "' is neither on nor off");
            };
        }

        @Override
        public String print(Boolean value) {
            return value ? "on" : "off";
        }
    }

    private record BytesCodec(int size) implements Codec<byte[]> {
        BytesCodec {
            if (size < 1) {
                throw new IllegalArgumentException("a value of " + size + " bytes");
            }
        }

        @Override
        public int encode(byte[] value, MemorySegment into) {
            if (value.length > size) {
                throw new IllegalArgumentException(
                        value.length + " bytes, and the option has room for " + size);
            }
            MemorySegment.copy(value, 0, into, JAVA_BYTE, 0, value.length);
            return value.length;
        }

        @Override
        public byte[] decode(MemorySegment from) {
            return from.toArray(JAVA_BYTE);
        }

        @Override
        public byte[] parse(String text) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no row of hexadecimal bytes", e);
            }
        }

        @Override
        public String print(byte[] value) {
            return HexFormat.of().formatHex(value);
        }
    }
}
