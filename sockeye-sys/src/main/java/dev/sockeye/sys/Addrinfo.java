package dev.sockeye.sys;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code struct addrinfo}: one answer of {@link Libc#getaddrinfo}. Immutable. */
public final class Addrinfo {
    private final int flags;
    private final int family;
    private final int socktype;
    private final int protocol;
    private final byte[] address;
    private final @Nullable String canonname;

    /**
     * An answer.
     *
     * @param flags {@code AI_} values of {@link Netdb}
     * @param family an {@code AF_} value of {@link SysSocket}
     * @param socktype a {@code SOCK_} value of {@link SysSocket}
     * @param protocol an {@code IPPROTO_} value of {@link NetinetIn}
     * @param address the sockaddr's bytes
     * @param canonname the name's official form, if it is known
     */
    public Addrinfo(
            int flags,
            int family,
            int socktype,
            int protocol,
            byte[] address,
            @Nullable String canonname) {
        this.flags = flags;
        this.family = family;
        this.socktype = socktype;
        this.protocol = protocol;
        this.address = address.clone();
        this.canonname = canonname;
    }

    /**
     * {@code ai_flags}.
     *
     * @return {@code AI_} values of {@link Netdb}
     */
    public int flags() {
        return flags;
    }

    /**
     * {@code ai_family}.
     *
     * @return an {@code AF_} value of {@link SysSocket}
     */
    public int family() {
        return family;
    }

    /**
     * {@code ai_socktype}.
     *
     * @return a {@code SOCK_} value of {@link SysSocket}
     */
    public int socktype() {
        return socktype;
    }

    /**
     * {@code ai_protocol}.
     *
     * @return an {@code IPPROTO_} value of {@link NetinetIn}
     */
    public int protocol() {
        return protocol;
    }

    /**
     * {@code ai_addr} with {@code ai_addrlen}.
     *
     * @return a copy of the sockaddr's bytes; {@link SockaddrIn} and {@link SockaddrIn6} read them
     *     through {@code MemorySegment.ofArray}
     */
    public byte[] address() {
        return address.clone();
    }

    /**
     * {@code ai_canonname}.
     *
     * @return the name's official form, in the first answer if AI_CANONNAME was asked for, else
     *     null
     */
    public @Nullable String canonname() {
        return canonname;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Addrinfo that
                && flags == that.flags
                && family == that.family
                && socktype == that.socktype
                && protocol == that.protocol
                && Arrays.equals(address, that.address)
                && Objects.equals(canonname, that.canonname);
    }

    @Override
    public int hashCode() {
        return Objects.hash(flags, family, socktype, protocol, Arrays.hashCode(address), canonname);
    }

    @Override
    public String toString() {
        return "addrinfo family " + family + " socktype " + socktype + " protocol " + protocol;
    }
}
