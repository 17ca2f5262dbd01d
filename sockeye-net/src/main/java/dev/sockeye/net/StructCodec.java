package dev.sockeye.net;

import dev.sockeye.sys.CStruct;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The codec of a value that is a C struct; as text its parts with commas between.
 *
 * @param struct where the fields lie
 * @param form the text's parts, such as {@code GROUP,ADDRESS,IFINDEX}
 * @param write fills a struct that is all zero
 * @param read of a whole struct; what the kernel did not give is zero
 * @param fromText of as many parts as the form has
 * @param toText the parts
 */
record StructCodec<T>(
        CStruct struct,
        String form,
        BiConsumer<T, MemorySegment> write,
        Function<MemorySegment, T> read,
        Function<String[], T> fromText,
        Function<T, List<?>> toText)
        implements Opt.Codec<T> {
    @Override
    public int size() {
        return struct.size();
    }

    @Override
    public int encode(T value, MemorySegment into) {
        write.accept(value, into.asSlice(0, size()).fill((byte) 0));
        return size();
    }

    @Override
    public T decode(MemorySegment from) {
        MemorySegment whole = MemorySegment.ofArray(new byte[size()]);
        MemorySegment.copy(from, 0, whole, 0, Math.min(size(), from.byteSize()));
        return read.apply(whole);
    }

    @Override
    public T parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != form.split(",").length) {
            throw new IllegalArgumentException("'" + text + "' is not of the form " + form);
        }
        try {
            return fromText.apply(parts);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not of the form " + form + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String print(T value) {
        return toText.apply(value).stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
