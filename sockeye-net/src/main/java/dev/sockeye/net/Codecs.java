package dev.sockeye.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.sockeye.net.Opt.Codec;
import dev.sockeye.sys.Timeval;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/** The codecs of options that more than one level uses. */
final class Codecs {
    static final Codec<Integer> INT = new IntCodec();
    static final Codec<Boolean> FLAG = new FlagCodec();

    /** 32 bits without sign. */
    static final Codec<Long> UNSIGNED_INT = new UnsignedIntCodec();

    /** 64 bits without sign: a Java long of the same bits. */
    static final Codec<Long> UNSIGNED_LONG = new UnsignedLongCodec();

    /** {@code int} in network byte order. */
    static final Codec<Integer> NET_INT = new NetIntCodec();

    /** {@code struct timeval}: zero stands for no limit. */
    static final Codec<Duration> TIMEVAL = new TimevalCodec();

    private Codecs() {}

    static Codec<byte[]> bytes(int size) {
        return new BytesCodec(size);
    }

    /** Text of at most this many bytes, of which the kernel keeps one for the NUL at the end. */
    static Codec<String> text(int size) {
        return new TextCodec(size);
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

    private static final class NetIntCodec implements Codec<Integer> {
        private static final ValueLayout.OfInt LAYOUT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

        @Override
        public int size() {
            return Integer.BYTES;
        }

        @Override
        public int encode(Integer value, MemorySegment into) {
            into.set(LAYOUT, 0, value);
            return Integer.BYTES;
        }

        @Override
        public Integer decode(MemorySegment from) {
            return from.get(LAYOUT, 0);
        }

        @Override
        public Integer parse(String text) {
            return INT.parse(text);
        }
    }

    private static final class UnsignedIntCodec implements Codec<Long> {
        @Override
        public int size() {
            return Integer.BYTES;
        }

        @Override
        public int encode(Long value, MemorySegment into) {
            if (value < 0 || value > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException(value + " is not 0 to 4294967295");
            }
            into.set(JAVA_INT, 0, value.intValue());
            return Integer.BYTES;
        }

        @Override
        public Long decode(MemorySegment from) {
            return Integer.toUnsignedLong(decodeInt(from));
        }

        @Override
        public Long parse(String text) {
            try {
                return Integer.toUnsignedLong(
                        text.startsWith("0x")
                                ? Integer.parseUnsignedInt(text, 2, text.length(), 16)
                                : Integer.parseUnsignedInt(text));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is not 0 to 4294967295", e);
            }
        }
    }

    private static final class UnsignedLongCodec implements Codec<Long> {
        @Override
        public int size() {
            return Long.BYTES;
        }

        @Override
        public int encode(Long value, MemorySegment into) {
            into.set(JAVA_LONG, 0, value);
            return Long.BYTES;
        }

        @Override
        public Long decode(MemorySegment from) {
            return from.byteSize() >= Long.BYTES
                    ? from.get(JAVA_LONG, 0)
                    : Integer.toUnsignedLong(decodeInt(from));
        }

        @Override
        public Long parse(String text) {
            try {
                return text.startsWith("0x")
                        ? Long.parseUnsignedLong(text, 2, text.length(), 16)
                        : Long.parseUnsignedLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no number of 64 bits without sign", e);
            }
        }

        @Override
        public String print(Long value) {
            return Long.toUnsignedString(value);
        }
    }

    private static final class TimevalCodec implements Codec<Duration> {
        private static final int NANOS_PER_MICRO = 1000;
        private static final int MICROS_PER_SECOND = 1_000_000;

        @Override
        public int size() {
            return Timeval.SIZE;
        }

        @Override
        public int encode(Duration value, MemorySegment into) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("negative time: " + value);
            }
            // Rounded up: a time that is not zero must not become one, which is for ever.
            long micros = (value.getNano() + NANOS_PER_MICRO - 1L) / NANOS_PER_MICRO;
            Timeval.sec(into, value.getSeconds() + micros / MICROS_PER_SECOND);
            Timeval.usec(into, micros % MICROS_PER_SECOND);
            return Timeval.SIZE;
        }

        @Override
        public Duration decode(MemorySegment from) {
            return Duration.ofSeconds(Timeval.sec(from)).plusNanos(Timeval.usec(from) * 1000);
        }

        @Override
        public Duration parse(String text) {
            try {
                boolean millis = text.endsWith("ms");
                int unit = millis ? 2 : text.endsWith("s") ? 1 : 0;
                long count = Long.parseLong(text, 0, text.length() - unit, 10);
                return millis ? Duration.ofMillis(count) : Duration.ofSeconds(count);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no time such as 5s or 250ms", e);
            }
        }

        @Override
        public String print(Duration value) {
            return value.toMillisPart() == 0 ? value.toSeconds() + "s" : value.toMillis() + "ms";
        }
    }

    private record TextCodec(int size) implements Codec<String> {
        @Override
        public int encode(String value, MemorySegment into) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            if (bytes.length >= size || value.indexOf(0) >= 0) {
                throw new IllegalArgumentException(
                        "'" + value + "' is longer than " + (size - 1) + " bytes, or has a NUL");
            }
            MemorySegment.copy(bytes, 0, into, JAVA_BYTE, 0, bytes.length);
            into.set(JAVA_BYTE, bytes.length, (byte) 0);
            return bytes.length + 1;
        }

        @Override
        public String decode(MemorySegment from) {
            long length = 0;
            while (length < from.byteSize() && from.get(JAVA_BYTE, length) != 0) {
                length++;
            }
            return new String(from.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        }

        @Override
        public String parse(String text) {
            return text;
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
