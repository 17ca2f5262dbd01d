package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_IP;
import static dev.sockeye.sys.NetinetIn.IPPROTO_IPV6;
import static dev.sockeye.sys.NetinetIn.IPV6_PKTINFO;
import static dev.sockeye.sys.NetinetIn.IP_PKTINFO;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.sockeye.sys.Cmsghdr;
import dev.sockeye.sys.In6Pktinfo;
import dev.sockeye.sys.InPktinfo;
import java.lang.foreign.MemorySegment;

/**
 * {@link Control.PktInfo#answer} from one control buffer to another, for datagrams that come by the
 * thousand: no object for an address.
 */
final class Answers {
    /** What an answer takes of a control buffer at most. */
    static final int ROOM = (int) Cmsghdr.space(In6Pktinfo.SIZE);

    private static final int MAPPED = 10;

    private Answers() {}

    /**
     * Writes what an answer is sent with, so that it leaves from the address that was asked.
     *
     * @return how many bytes that takes; 0 where the question did not tell
     */
    static long write(MemorySegment question, MemorySegment into) {
        for (long at = Cmsghdr.first(question); at >= 0; at = Cmsghdr.next(question, at)) {
            // A view is made of what is wanted alone: the size of a train comes with every one.
            long written = 0;
            if (Controls.is(question, at, IPPROTO_IP, IP_PKTINFO)) {
                written = ofFour(Cmsghdr.data(question, at), into);
            } else if (Controls.is(question, at, IPPROTO_IPV6, IPV6_PKTINFO)) {
                written = ofSix(Cmsghdr.data(question, at), into);
            }
            if (written > 0) {
                return written;
            }
        }
        return 0;
    }

    private static long ofFour(MemorySegment told, MemorySegment into) {
        if (told.byteSize() != InPktinfo.SIZE) {
            return 0;
        }
        long end = Cmsghdr.put(into, 0, IPPROTO_IP, IP_PKTINFO, told);
        ofFour(Cmsghdr.data(into, 0));
        return end;
    }

    private static long ofSix(MemorySegment told, MemorySegment into) {
        if (told.byteSize() != In6Pktinfo.SIZE) {
            return 0;
        }
        long end = Cmsghdr.put(into, 0, IPPROTO_IPV6, IPV6_PKTINFO, told);
        ofSix(Cmsghdr.data(into, 0));
        return end;
    }

    /** The source is ipi_spec_dst, which stays as it is. */
    private static void ofFour(MemorySegment info) {
        boolean multicast = InPktinfo.addr(info) >>> 28 == 0xE;
        if (!multicast) {
            InPktinfo.ifindex(info, 0);
        }
    }

    private static void ofSix(MemorySegment info) {
        int first = Byte.toUnsignedInt(info.get(JAVA_BYTE, 0));
        boolean multicast = first == 0xFF || isMappedMulticast(info);
        boolean linkLocal = first == 0xFE && (info.get(JAVA_BYTE, 1) & 0xC0) == 0x80;
        if (multicast) {
            info.asSlice(0, 16).fill((byte) 0);
        } else if (!linkLocal) {
            In6Pktinfo.ifindex(info, 0);
        }
    }

    private static boolean isMappedMulticast(MemorySegment info) {
        return info.get(JAVA_BYTE, 0) == 0
                && info.get(JAVA_BYTE, MAPPED) == -1
                && (info.get(JAVA_BYTE, MAPPED + 2) & 0xF0) == 0xE0;
    }
}
