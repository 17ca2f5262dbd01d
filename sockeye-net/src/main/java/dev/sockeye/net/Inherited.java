package dev.sockeye.net;

/**
 * What an inherited descriptor turned out to be ({@link Network#inherited}): SO_DOMAIN, SO_TYPE,
 * SO_ACCEPTCONN and getsockname(2).
 *
 * @param fd its number
 * @param transport what it carries; {@link Transport#FD} where no word of a {@link Target} fits
 * @param local its address; unnamed or unspecified where it was not bound
 * @param listening whether it is to be accepted from, rather than read
 */
public record Inherited(int fd, Transport transport, Endpoint local, boolean listening) {}
