package dev.sockeye.net;

import dev.sockeye.net.Opt.Codec;
import dev.sockeye.net.Opt.Definition;
import java.util.ArrayList;
import java.util.List;

/** Makes the options of one level, one a line, and keeps them in the order in which they were made. */
final class Level {
    private final int number;
    private final List<AnyOpt<?>> made = new ArrayList<>();

    Level(int number) {
        this.number = number;
    }

    /** All that were made. */
    List<AnyOpt<?>> all() {
        return List.copyOf(made);
    }

    Opt<Boolean> flag(String name, int option) {
        return both(name, option, Boolean.class, Codecs.FLAG, "", "");
    }

    Opt.ReadOnly<Boolean> readFlag(String name, int option) {
        return read(name, option, Boolean.class, Codecs.FLAG, "");
    }

    Opt<Integer> integer(String name, int option, String unit, String range) {
        return both(name, option, Integer.class, Codecs.INT, unit, range);
    }

    Opt.ReadOnly<Integer> readInteger(String name, int option, String unit) {
        return read(name, option, Integer.class, Codecs.INT, unit);
    }

    Opt.WriteOnly<Integer> writeInteger(String name, int option, String unit, String range) {
        return keep(
                Opt.writeOnly(definition(name, option, Integer.class, Codecs.INT, unit, range)));
    }

    Opt<byte[]> bytes(String name, int option, int size) {
        return both(name, option, byte[].class, Codecs.bytes(size), "", "");
    }

    Opt<String> text(String name, int option, int size) {
        return both(name, option, String.class, Codecs.text(size), "", "");
    }

    <T> Opt<T> both(
            String name, int option, Class<T> type, Codec<T> codec, String unit, String range) {
        return keep(Opt.of(definition(name, option, type, codec, unit, range)));
    }

    <T> Opt.ReadOnly<T> read(String name, int option, Class<T> type, Codec<T> codec, String unit) {
        return keep(Opt.readOnly(definition(name, option, type, codec, unit, "")));
    }

    <T> Opt.WriteOnly<T> write(String name, int option, Class<T> type, Codec<T> codec) {
        return keep(Opt.writeOnly(definition(name, option, type, codec, "", "")));
    }

    <I, T> Opt.Query<I, T> query(
            String name, int option, Class<T> type, Codec<T> codec, Opt.Input<I> input) {
        return keep(Opt.query(definition(name, option, type, codec, "", ""), input));
    }

    private <T> Definition<T> definition(
            String name, int option, Class<T> type, Codec<T> codec, String unit, String range) {
        return new Definition<>(name, number, option, type, codec, unit, range);
    }

    private <O extends AnyOpt<?>> O keep(O option) {
        made.add(option);
        return option;
    }
}
