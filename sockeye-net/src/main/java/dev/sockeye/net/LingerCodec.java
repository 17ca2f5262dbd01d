package dev.sockeye.net;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** {@code struct linger}, and as text {@code off} or seconds: {@code 5s}, {@code 5}. */
final class LingerCodec implements Opt.Codec<Linger> {
    @Override
    public int size() {
        return dev.sockeye.sys.Linger.SIZE;
    }

    @Override
    public int encode(Linger value, MemorySegment into) {
        dev.sockeye.sys.Linger.onoff(into, value.on() ? 1 : 0);
        dev.sockeye.sys.Linger.linger(into, (int) value.time().toSeconds());
        return size();
    }

    @Override
    public Linger decode(MemorySegment from) {
        // The kernel keeps jiffies: a huge time comes back as a negative number of seconds.
        int seconds = Math.max(0, dev.sockeye.sys.Linger.linger(from));
        return new Linger(dev.sockeye.sys.Linger.onoff(from) != 0, Duration.ofSeconds(seconds));
    }

    @Override
    public Linger parse(String text) {
        if (text.equals("off")) {
            return Linger.OFF;
        }
        String digits = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
        try {
            return Linger.of(Duration.ofSeconds(Integer.parseUnsignedInt(digits)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither off nor whole seconds", e);
        }
    }
}
