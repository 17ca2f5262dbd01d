package dev.sockeye.sys;

import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code <errno.h>}: every error number of the kernel, with its name and words.
 *
 * <p>{@link Kernel} answers them negated: {@code kernel.recv(...) == -EAGAIN}. Numbers that have no
 * name here are errors all the same. The values are those of the platform that runs the program, so
 * the fields are no compile-time constants. Sorted by name. Safe for every thread.
 */
public final class Errno {
    private static final Constants H = Platform.constants("errno.h");

    /** Argument list too long. */
    public static final int E2BIG = H.value("E2BIG");

    /** Permission denied. */
    public static final int EACCES = H.value("EACCES");

    /** Address already in use. */
    public static final int EADDRINUSE = H.value("EADDRINUSE");

    /** Cannot assign requested address. */
    public static final int EADDRNOTAVAIL = H.value("EADDRNOTAVAIL");

    /** Advertise error. */
    public static final int EADV = H.value("EADV");

    /** Address family not supported by protocol. */
    public static final int EAFNOSUPPORT = H.value("EAFNOSUPPORT");

    /** Resource temporarily unavailable. */
    public static final int EAGAIN = H.value("EAGAIN");

    /** Operation already in progress. */
    public static final int EALREADY = H.value("EALREADY");

    /** Invalid exchange. */
    public static final int EBADE = H.value("EBADE");

    /** Bad file descriptor. */
    public static final int EBADF = H.value("EBADF");

    /** File descriptor in bad state. */
    public static final int EBADFD = H.value("EBADFD");

    /** Bad message. */
    public static final int EBADMSG = H.value("EBADMSG");

    /** Invalid request descriptor. */
    public static final int EBADR = H.value("EBADR");

    /** Invalid request code. */
    public static final int EBADRQC = H.value("EBADRQC");

    /** Invalid slot. */
    public static final int EBADSLT = H.value("EBADSLT");

    /** Bad font file format. */
    public static final int EBFONT = H.value("EBFONT");

    /** Device or resource busy. */
    public static final int EBUSY = H.value("EBUSY");

    /** Operation canceled. */
    public static final int ECANCELED = H.value("ECANCELED");

    /** No child processes. */
    public static final int ECHILD = H.value("ECHILD");

    /** Channel number out of range. */
    public static final int ECHRNG = H.value("ECHRNG");

    /** Communication error on send. */
    public static final int ECOMM = H.value("ECOMM");

    /** Software caused connection abort. */
    public static final int ECONNABORTED = H.value("ECONNABORTED");

    /** Connection refused. */
    public static final int ECONNREFUSED = H.value("ECONNREFUSED");

    /** Connection reset by peer. */
    public static final int ECONNRESET = H.value("ECONNRESET");

    /** Resource deadlock avoided. */
    public static final int EDEADLK = H.value("EDEADLK");

    /** Resource deadlock avoided: another name of EDEADLK. */
    public static final int EDEADLOCK = H.value("EDEADLOCK");

    /** Destination address required. */
    public static final int EDESTADDRREQ = H.value("EDESTADDRREQ");

    /** Numerical argument out of domain. */
    public static final int EDOM = H.value("EDOM");

    /** RFS specific error. */
    public static final int EDOTDOT = H.value("EDOTDOT");

    /** Disk quota exceeded. */
    public static final int EDQUOT = H.value("EDQUOT");

    /** File exists. */
    public static final int EEXIST = H.value("EEXIST");

    /** Bad address. */
    public static final int EFAULT = H.value("EFAULT");

    /** File too large. */
    public static final int EFBIG = H.value("EFBIG");

    /** Host is down. */
    public static final int EHOSTDOWN = H.value("EHOSTDOWN");

    /** No route to host. */
    public static final int EHOSTUNREACH = H.value("EHOSTUNREACH");

    /** Memory page has hardware error. */
    public static final int EHWPOISON = H.value("EHWPOISON");

    /** Identifier removed. */
    public static final int EIDRM = H.value("EIDRM");

    /** Invalid or incomplete multibyte or wide character. */
    public static final int EILSEQ = H.value("EILSEQ");

    /** Operation now in progress. */
    public static final int EINPROGRESS = H.value("EINPROGRESS");

    /** Interrupted system call. */
    public static final int EINTR = H.value("EINTR");

    /** Invalid argument. */
    public static final int EINVAL = H.value("EINVAL");

    /** Input/output error. */
    public static final int EIO = H.value("EIO");

    /** Transport endpoint is already connected. */
    public static final int EISCONN = H.value("EISCONN");

    /** Is a directory. */
    public static final int EISDIR = H.value("EISDIR");

    /** Is a named type file. */
    public static final int EISNAM = H.value("EISNAM");

    /** Key has expired. */
    public static final int EKEYEXPIRED = H.value("EKEYEXPIRED");

    /** Key was rejected by service. */
    public static final int EKEYREJECTED = H.value("EKEYREJECTED");

    /** Key has been revoked. */
    public static final int EKEYREVOKED = H.value("EKEYREVOKED");

    /** Level 2 halted. */
    public static final int EL2HLT = H.value("EL2HLT");

    /** Level 2 not synchronized. */
    public static final int EL2NSYNC = H.value("EL2NSYNC");

    /** Level 3 halted. */
    public static final int EL3HLT = H.value("EL3HLT");

    /** Level 3 reset. */
    public static final int EL3RST = H.value("EL3RST");

    /** Can not access a needed shared library. */
    public static final int ELIBACC = H.value("ELIBACC");

    /** Accessing a corrupted shared library. */
    public static final int ELIBBAD = H.value("ELIBBAD");

    /** Cannot exec a shared library directly. */
    public static final int ELIBEXEC = H.value("ELIBEXEC");

    /** Attempting to link in too many shared libraries. */
    public static final int ELIBMAX = H.value("ELIBMAX");

    /** .lib section in a.out corrupted. */
    public static final int ELIBSCN = H.value("ELIBSCN");

    /** Link number out of range. */
    public static final int ELNRNG = H.value("ELNRNG");

    /** Too many levels of symbolic links. */
    public static final int ELOOP = H.value("ELOOP");

    /** Wrong medium type. */
    public static final int EMEDIUMTYPE = H.value("EMEDIUMTYPE");

    /** Too many open files. */
    public static final int EMFILE = H.value("EMFILE");

    /** Too many links. */
    public static final int EMLINK = H.value("EMLINK");

    /** Message too long. */
    public static final int EMSGSIZE = H.value("EMSGSIZE");

    /** Multihop attempted. */
    public static final int EMULTIHOP = H.value("EMULTIHOP");

    /** File name too long. */
    public static final int ENAMETOOLONG = H.value("ENAMETOOLONG");

    /** No XENIX semaphores available. */
    public static final int ENAVAIL = H.value("ENAVAIL");

    /** Network is down. */
    public static final int ENETDOWN = H.value("ENETDOWN");

    /** Network dropped connection on reset. */
    public static final int ENETRESET = H.value("ENETRESET");

    /** Network is unreachable. */
    public static final int ENETUNREACH = H.value("ENETUNREACH");

    /** Too many open files in system. */
    public static final int ENFILE = H.value("ENFILE");

    /** No anode. */
    public static final int ENOANO = H.value("ENOANO");

    /** No buffer space available. */
    public static final int ENOBUFS = H.value("ENOBUFS");

    /** No CSI structure available. */
    public static final int ENOCSI = H.value("ENOCSI");

    /** No data available. */
    public static final int ENODATA = H.value("ENODATA");

    /** No such device. */
    public static final int ENODEV = H.value("ENODEV");

    /** No such file or directory. */
    public static final int ENOENT = H.value("ENOENT");

    /** Exec format error. */
    public static final int ENOEXEC = H.value("ENOEXEC");

    /** Required key not available. */
    public static final int ENOKEY = H.value("ENOKEY");

    /** No locks available. */
    public static final int ENOLCK = H.value("ENOLCK");

    /** Link has been severed. */
    public static final int ENOLINK = H.value("ENOLINK");

    /** No medium found. */
    public static final int ENOMEDIUM = H.value("ENOMEDIUM");

    /** Cannot allocate memory. */
    public static final int ENOMEM = H.value("ENOMEM");

    /** No message of desired type. */
    public static final int ENOMSG = H.value("ENOMSG");

    /** Machine is not on the network. */
    public static final int ENONET = H.value("ENONET");

    /** Package not installed. */
    public static final int ENOPKG = H.value("ENOPKG");

    /** Protocol not available. */
    public static final int ENOPROTOOPT = H.value("ENOPROTOOPT");

    /** No space left on device. */
    public static final int ENOSPC = H.value("ENOSPC");

    /** Out of streams resources. */
    public static final int ENOSR = H.value("ENOSR");

    /** Device not a stream. */
    public static final int ENOSTR = H.value("ENOSTR");

    /** Function not implemented. */
    public static final int ENOSYS = H.value("ENOSYS");

    /** Block device required. */
    public static final int ENOTBLK = H.value("ENOTBLK");

    /** Transport endpoint is not connected. */
    public static final int ENOTCONN = H.value("ENOTCONN");

    /** Not a directory. */
    public static final int ENOTDIR = H.value("ENOTDIR");

    /** Directory not empty. */
    public static final int ENOTEMPTY = H.value("ENOTEMPTY");

    /** Not a XENIX named type file. */
    public static final int ENOTNAM = H.value("ENOTNAM");

    /** State not recoverable. */
    public static final int ENOTRECOVERABLE = H.value("ENOTRECOVERABLE");

    /** Socket operation on non-socket. */
    public static final int ENOTSOCK = H.value("ENOTSOCK");

    /** Operation not supported: another name of EOPNOTSUPP. */
    public static final int ENOTSUP = H.value("ENOTSUP");

    /** Inappropriate ioctl for device. */
    public static final int ENOTTY = H.value("ENOTTY");

    /** Name not unique on network. */
    public static final int ENOTUNIQ = H.value("ENOTUNIQ");

    /** No such device or address. */
    public static final int ENXIO = H.value("ENXIO");

    /** Operation not supported. */
    public static final int EOPNOTSUPP = H.value("EOPNOTSUPP");

    /** Value too large for defined data type. */
    public static final int EOVERFLOW = H.value("EOVERFLOW");

    /** Owner died. */
    public static final int EOWNERDEAD = H.value("EOWNERDEAD");

    /** Operation not permitted. */
    public static final int EPERM = H.value("EPERM");

    /** Protocol family not supported. */
    public static final int EPFNOSUPPORT = H.value("EPFNOSUPPORT");

    /** Broken pipe. */
    public static final int EPIPE = H.value("EPIPE");

    /** Protocol error. */
    public static final int EPROTO = H.value("EPROTO");

    /** Protocol not supported. */
    public static final int EPROTONOSUPPORT = H.value("EPROTONOSUPPORT");

    /** Protocol wrong type for socket. */
    public static final int EPROTOTYPE = H.value("EPROTOTYPE");

    /** Numerical result out of range. */
    public static final int ERANGE = H.value("ERANGE");

    /** Remote address changed. */
    public static final int EREMCHG = H.value("EREMCHG");

    /** Object is remote. */
    public static final int EREMOTE = H.value("EREMOTE");

    /** Remote I/O error. */
    public static final int EREMOTEIO = H.value("EREMOTEIO");

    /** Interrupted system call should be restarted. */
    public static final int ERESTART = H.value("ERESTART");

    /** Operation not possible due to RF-kill. */
    public static final int ERFKILL = H.value("ERFKILL");

    /** Read-only file system. */
    public static final int EROFS = H.value("EROFS");

    /** Cannot send after transport endpoint shutdown. */
    public static final int ESHUTDOWN = H.value("ESHUTDOWN");

    /** Socket type not supported. */
    public static final int ESOCKTNOSUPPORT = H.value("ESOCKTNOSUPPORT");

    /** Illegal seek. */
    public static final int ESPIPE = H.value("ESPIPE");

    /** No such process. */
    public static final int ESRCH = H.value("ESRCH");

    /** Srmount error. */
    public static final int ESRMNT = H.value("ESRMNT");

    /** Stale file handle. */
    public static final int ESTALE = H.value("ESTALE");

    /** Streams pipe error. */
    public static final int ESTRPIPE = H.value("ESTRPIPE");

    /** Timer expired. */
    public static final int ETIME = H.value("ETIME");

    /** Connection timed out. */
    public static final int ETIMEDOUT = H.value("ETIMEDOUT");

    /** Too many references: cannot splice. */
    public static final int ETOOMANYREFS = H.value("ETOOMANYREFS");

    /** Text file busy. */
    public static final int ETXTBSY = H.value("ETXTBSY");

    /** Structure needs cleaning. */
    public static final int EUCLEAN = H.value("EUCLEAN");

    /** Protocol driver not attached. */
    public static final int EUNATCH = H.value("EUNATCH");

    /** Too many users. */
    public static final int EUSERS = H.value("EUSERS");

    /** Resource temporarily unavailable: another name of EAGAIN. */
    public static final int EWOULDBLOCK = H.value("EWOULDBLOCK");

    /** Invalid cross-device link. */
    public static final int EXDEV = H.value("EXDEV");

    /** Exchange full. */
    public static final int EXFULL = H.value("EXFULL");

    private Errno() {}

    /** Names and words by number; read only when somebody asks for text. */
    private static final class Texts {
        static final Map<Integer, String> NAMES = new HashMap<>();
        static final Map<Integer, String> WORDS = new HashMap<>();

        static {
            ErrnoWords.TEXT
                    .lines()
                    .forEach(line -> {
                        int space = line.indexOf(' ');
                        int number = H.value(line.substring(0, space));
                        NAMES.put(number, line.substring(0, space));
                        WORDS.put(number, line.substring(space + 1));
                    });
        }
    }

    /**
     * The name of an error number.
     *
     * @param errno a positive error number
     * @return for example {@code "EAGAIN"}; {@code "errno 999"} for a number without a name
     */
    public static String name(int errno) {
        return Texts.NAMES.getOrDefault(errno, "errno " + errno);
    }

    /**
     * {@code char *strerror(int errnum)}: an error number in words, in English whatever the locale.
     *
     * @param errno a positive error number
     * @return for example {@code "Connection refused"}; {@code "Unknown error 999"} for a number
     *     without a name
     */
    public static String words(int errno) {
        return Texts.WORDS.getOrDefault(errno, "Unknown error " + errno);
    }

    /**
     * Makes an exception of a failed call.
     *
     * @param call the call's name, for the message
     * @param result what the call answered
     * @return the result, if it is no error
     * @throws SocketException if the result is negative; the message has the call, the error's name
     *     and its words
     */
    public static int check(String call, int result) throws SocketException {
        return (int) check(call, (long) result);
    }

    /**
     * Makes an exception of a failed call.
     *
     * @param call the call's name, for the message
     * @param result what the call answered
     * @return the result, if it is no error
     * @throws SocketException if the result is negative; the message has the call, the error's name
     *     and its words
     */
    public static long check(String call, long result) throws SocketException {
        if (result < 0) {
            int errno = Math.toIntExact(-result);
            throw new SocketException(call + ": " + name(errno) + " (" + words(errno) + ")");
        }
        return result;
    }
}
