package dev.sockeye.net;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Endpoints of every kind by chance, and the seeds that the property tests take as parameters. */
final class RandomEndpoints {
    private final SplittableRandom random;

    RandomEndpoints(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Two that never change, and one that is new each time; a test's name shows its own. */
    static LongStream seeds() {
        return LongStream.of(1, 2, new SplittableRandom().nextLong());
    }

    SplittableRandom random() {
        return random;
    }

    Endpoint next() {
        return switch (random.nextInt(7)) {
            case 0 -> inet4();
            case 1 -> inet6();
            case 2 -> new Endpoint.Unix(UnixName.path(path()));
            case 3 -> new Endpoint.Unix(UnixName.abstractName(bytes(107)));
            case 4 -> new Endpoint.Unix(UnixName.unnamed());
            case 5 -> new Endpoint.Raw(random.nextInt(41, 0x10000), bytes(126));
            default -> new Endpoint.Vsock(number(32), number(32), number(8));
        };
    }

    Target target() {
        while (true) {
            var endpoint = next();
            var all = Transport.all();
            var transport = all.get(random.nextInt(all.size()));
            boolean dual = random.nextBoolean();
            if (transport == Transport.FD) {
                return new Target.Descriptor(number(31));
            }
            try {
                return new Target.Address(transport, endpoint, dual);
            } catch (IllegalArgumentException _) {
                // These do not fit each other: others will.
            }
        }
    }

    Endpoint.Inet4 inet4() {
        return new Endpoint.Inet4(JavaNet.inet4(address(4)), number(16));
    }

    Endpoint.Inet6 inet6() {
        var address = address(16);
        if (random.nextInt(4) == 0) {
            System.arraycopy(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 0, address, 0, 12);
        }
        return new Endpoint.Inet6(JavaNet.scoped(address, 0), number(16), number(32), number(32));
    }

    /** Any bytes, at most so many. */
    byte[] bytes(int max) {
        var bytes = new byte[random.nextInt(max + 1)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) "@\\x40/a \u00e9\0:?".charAt(random.nextInt(12));
            }
        }
        return bytes;
    }

    /** A number of up to so many bits: none, few and all of them are equally probable. */
    int number(int bits) {
        int used = random.nextInt(3) * bits / 2;
        return used == 0 ? 0 : random.nextInt() >>> (32 - used);
    }

    private byte[] path() {
        var path = bytes(107);
        if (path.length == 0) {
            path = new byte[] {'/'};
        }
        for (int i = 0; i < path.length; i++) {
            if (path[i] == 0) {
                path[i] = 'z';
            }
        }
        return path;
    }

    private byte[] address(int size) {
        var address = new byte[size];
        random.nextBytes(address);
        for (int i = 0; i < size / 2; i++) {
            if (random.nextInt(3) > 0) {
                address[2 * i] = 0;
                address[2 * i + 1] = (byte) random.nextInt(2);
            }
        }
        return address;
    }
}
