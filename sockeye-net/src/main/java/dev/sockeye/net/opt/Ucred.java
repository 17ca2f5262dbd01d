package dev.sockeye.net.opt;

/**
 * {@code struct ucred}: who is at the other end of a Unix socket, as it was when it connected, listened
 * or made the pair.
 *
 * @param pid the process, as this process's pid namespace numbers it; 0 if it is not in there
 * @param uid its effective user, 0 to 4294967295; 4294967294 if it has no number here
 * @param gid its effective group
 */
public record Ucred(int pid, long uid, long gid) {}
