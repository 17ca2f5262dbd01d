package dev.sockeye.cli;

/**
 * All the words of the command, in one place, so that another language can take theirs. A text with
 * {@code {0}}, {@code {1}}, ... has the arguments of {@link #of} put there. English is compiled in:
 * a bundle that is read at the start would cost every run some milliseconds.
 */
enum Text {
    NAME("sockeye"),
    VERSION("sockeye {0} (Java {1}, {2} {3})"),
    VERSION_UNKNOWN("without a version"),
    WHY("why"),
    TRY("try"),
    DID_YOU_MEAN("did you mean {0}?"),
    MEAN_OR_SEE("did you mean {0}? See {1}"),
    BUG("sockeye: this is a bug of {0}; please report the lines above and the command line"),

    HEAD_USAGE("Usage:"),
    HEAD_OPTIONS("Options:"),

    HELP(
            """
            sockeye: Berkeley sockets at the command line

            Usage:
              sockeye VERB [ARGS] [OPTIONS]

            Verbs:
              serve      a server on one or more addresses: echo, files over HTTP, ...
              connect    standard input to a socket, the socket to standard output
              help VERB  all about a verb; VERB --help is the same

            Examples:
              sockeye serve                              an echo server on 127.0.0.1:7007
              echo hello | sockeye connect 7007          talk to it
              sockeye serve :8080 --handler files:site   a folder over HTTP

            sockeye --version says which one this is.
            Not there yet: relay resolve options sockets watch sniff ping trace bench doctor
            completion
            """),

    // Usage

    NO_VERB("there is no verb '{0}'"),
    VERBS_ARE("the verbs are {0}"),
    NO_COMMAND_OPTION("there is no option '{0}' in front of a verb"),
    SEE_HELP("sockeye --help"),
    SEE_VERB_HELP("{0} --help"),
    HELP_ONE("help takes one verb"),
    NOT_YET("{0} is not there yet"),
    NOT_YET_WHY("it is planned, and this version does without it"),
    NO_OPTION("there is no option '{0}' for {1}"),
    OPTION_TWICE("the option {0} is given twice"),
    VALUE_MISSING("the option {0} needs its value {1}"),
    NOT_BOTH("{0} and {1} cannot both be meant"),
    BAD_VALUE("{0} cannot be '{1}'"),
    WANT_DURATION("a duration is a number and a unit, such as 250ms 5s 2m 1h"),
    WANT_MORE("it is at least {0}"),
    WANT_LESS("it is at most {0}"),
    WANT_COUNT("it is a whole number from {0} to {1}"),
    WANT_ONE_OF("it is one of {0}"),

    // Addresses

    NO_ADDRESS("'{0}' is no address"),
    AT_COLUMN("{0}, at column {1}"),
    ADDRESSES_ARE(
            "127.0.0.1:7007 [::1]:7007 host:7007 7007 udp:ADDR unix:/path unix:@name"
                    + " unixdgram:/path"),
    ADDRESS_KIND("an address of kind {0}:"),
    EVERY_INTERFACE("'{0}' is every interface of this machine, and nobody to connect to"),
    NAME_A_HOST("name the host, such as 127.0.0.1:7007"),
    ADDRESS_MISSING("connect needs an address"),
    SEE_CONNECT("sockeye connect --help"),
    ONE_ADDRESS("connect takes one address, and '{0}' is a second one"),
    SOURCE_KIND("the source {0} cannot reach an address of kind {1}:"),
    SOURCE_FAMILY("the source {0} is of another family than {1}"),

    // Inherited descriptors

    NO_FD_NAME("no socket was passed under the name '{0}'"),
    FDS_ARE("the sockets that were passed are {0}"),
    NO_FDS("start it by a service manager that sets {0} and {1}, or give the number: fd:3"),
    FD_NAMELESS("it is a socket without an address"),
    FD_TWICE("{0} is there twice"),
    CONNECTIONS("{0} is a second connection, and there can be one"),
    WANT_NAMES("it is {0} names with a colon between them"),
    NO_READY_FD("cannot use {0} {1}"),
    FD_NOT_OPEN("descriptor {0} was not handed down"),
    OPEN_READY_FD("open it in the shell, such as: sockeye serve {0} {1} {1}>ready"),
    NOT_NOTIFIED("cannot tell {0} {1} that the server is ready or stops: {2}"),

    // Socket options

    NO_SOCKET_OPTION("there is no socket option '{0}'"),
    OPTIONS_ARE("the options are {0}"),
    OPTION_READ_ONLY("the socket option {0} can be read only"),
    OPTION_FITS_NONE("the socket option {0} is none of {1}"),

    // Models and handlers

    NO_MODEL("there is no model '{0}'"),
    MODELS_ARE("the models are {0}"),
    MODEL_FITS_NONE("model {0} is for {1}, and {2} is not"),
    MODEL_NOT_HERE("model {0} cannot be had here"),
    MODEL_INSTEAD("another model; none is taken in its place in silence"),
    PREFORK_PEERS("its workers accept by themselves, and do not know of each other's peers"),
    PREFORK_SHARES("each of the {0} workers needs one session at the least"),
    PREFORK_LEAVES("it is the workers of prefork that leave after so many sessions"),
    STREAMS("streams"),
    DATAGRAMS("datagrams"),
    CLASS_PATH("name the folder or the jar of the class in SOCKEYE_CLASSPATH"),
    NO_HANDLER("there is no handler '{0}'"),
    HANDLERS_ARE("the handlers are {0}"),
    HANDLER_FITS_NOT("handler {0} does not serve {1}, and {2} needs that"),
    CANNOT_SERVE_FILES("cannot serve the files of '{0}'"),
    NO_SUCH_FILE("there is no such file or folder"),
    NO_FOLDER("it is no folder"),
    NO_ACCESS("this user has no access to it"),
    NO_PLATFORM("sockeye cannot run here"),
    CHECK_FOLDER("name a folder that exists and may be read"),

    // What goes wrong

    CANNOT_RESOLVE("cannot resolve the name '{0}'"),
    CHECK_NAME("see what the system says: getent ahosts {0}"),
    CANNOT_CONNECT("cannot connect to {0}"),
    CANNOT_CONNECT_FROM("cannot connect to {0} from {1}"),
    START_SERVER("start a server there, such as: sockeye serve {0}"),
    GIVE_TIME("give it more time with --timeout, or see whether a firewall swallows the packets"),
    CANNOT_LISTEN("cannot listen on {0}"),
    CANNOT_GO_ON("cannot serve {0} any more"),
    OTHER_PORT("take another port (0 is any free one), or see who has it: ss -lntup"),
    OTHER_PATH("take another path, or stop who listens there; what is no socket is never replaced"),
    TIME_OVER("the time is over"),
    NOBODY_THERE("nobody answers at {0}"),
    CUT_SHORT("a datagram of {0} bytes was cut: there is room for {1}"),
    TALK_BROKE("the talk with {0} broke after {1} bytes sent and {2} received"),
    NO_REPLY("no reply from {0} within {1}"),
    NO_REPLY_WHY("datagrams may be lost, and nobody has to answer"),
    NO_REPLY_TRY("wait longer with --timeout, or for nothing with --eof close"),
    SILENT("nothing moved between here and {0} for {1}"),
    SILENT_WHY("after {0} bytes sent and {1} received"),
    CANNOT_READ_INPUT("cannot read standard input"),
    CANNOT_WRITE_OUTPUT("cannot write standard output"),
    STANDARD_INPUT("standard input"),
    NO_HEX("{0} is not in hexadecimal"),
    HEX_AT("the mistake is at character {0}"),
    HEX_IS("pairs of digits, with or without spaces between them: 68 65 6c 6c 6f 0a"),
    BAD_ESCAPE("the escape at column {0} is none of \\n \\r \\t \\0 \\xHH \\\\"),

    // What serve says

    LISTENING("listening on {0} (model {1}, handler {2})"),
    LEFT_OUT("left out {0}: {1}"),
    OPENED("opened {0} {1} on {2}"),
    CLOSED("closed {0} {1} after {2} bytes read and {3} written"),
    REJECTED("rejected {0}: {1}"),
    FAILED("failed {0}: {1}"),
    AND_MORE(" (and {0} more)"),
    SHED("in trouble on {0}: {1} ({2} connections shed so far)"),
    RECOVERED("recovered on {0} ({1} connections shed so far)"),
    NO_TRAINS("the kernel refuses trains of datagrams on {0} (UDP_SEGMENT): sent one by one"),
    SHORTER_TRAINS(
            "the kernel refuses trains on {0} of datagrams above {1} bytes (UDP_SEGMENT): sent one by one"),
    LOST("lost {0}: {1}"),
    WORKER_STARTED("worker {0} is ready"),
    WORKER_ENDED("worker {0} {1}"),
    WORKER_FAILED("worker: {0}"),
    STILL_SERVING("{0}: still serving; sessions open: {1}; {2}"),
    STOPPING("{0}: stopping"),
    DRAINING("{0}: stopping; sessions open: {1}, for up to {2}; a second signal cuts them"),
    STOPPED("stopped: {0}"),
    STOPPED_FORCED("stopped, FORCED: sessions that had not ended were cut; {0}"),
    COUNT_SESSIONS("sessions {0}"),
    COUNT_DATAGRAMS("datagrams {0}"),
    COUNT_FAILED("failed {0}"),
    COUNT_REJECTED("rejected {0}"),
    COUNT_SHED("shed {0}"),
    COUNT_UNANSWERED("unanswered {0}"),

    // What connect says

    CONNECTED("connected to {0} from {1}"),
    ENDED("ended with {0}: {1} bytes sent, {2} received"),
    TRIED("tried {0}: {1}"),
    AGAIN("{0}: {1}; again in {2} ({3} of {4})"),

    // Options of every verb

    LABEL_ADDR("ADDR"),
    LABEL_COUNT("N"),
    LABEL_DURATION("DUR"),
    LABEL_MODEL("NAME[:N]"),
    LABEL_HANDLER("NAME"),
    LABEL_EOF("HOW"),
    LABEL_TEXT("TEXT"),
    LABEL_OPT("NAME=VALUE"),
    OPT_OPT("a socket option by its kernel name; repeatable"),
    OPT_QUIET("says only what a script waits for, and what ends the command"),
    OPT_VERBOSE("says more: every connection too"),
    OPT_HELP("this help"),

    // serve

    SERVE_USAGE("[ADDR...] [OPTIONS]"),
    SERVE_ABOUT(
            """
            Serves every ADDR until SIGINT or SIGTERM, which lets the sessions end; a second \
            one cuts them. Says "listening on ..." on standard error when peers may connect.

            Addresses:
              7007, 127.0.0.1:7007    TCP on the loopback; 127.0.0.1:7007 if none is given
              [::1]:7007, host:7007   TCP over IPv6; TCP on all addresses of a name
              :7007                   TCP on every interface, over IPv4 and IPv6
              udp:7007, udp::7007     UDP on any of these
              unix:/path, unix:@name  a Unix stream, with a path or an abstract name
              unixdgram:/path         Unix datagrams
              fd:3, fd:NAME           a socket that was passed, by number or LISTEN_FDNAMES
            Port 0 is any free one; the line above tells it. Without an ADDR the sockets of \
            LISTEN_FDS are served, where a service manager has passed some. fd:0 may be a \
            connection, as inetd passes it: it is served, and then the command ends. SIGHUP \
            says how many sessions there are, and changes nothing. A service manager's \
            NOTIFY_SOCKET is told when the server is ready and when it stops.\
            """),
    SERVE_MORE(
            """
            Examples:
              sockeye serve 127.0.0.1:0
              sockeye serve :7007 udp::7007 --handler daytime
              sockeye serve 8080 --handler files:site --limit-per-peer 50
              sockeye serve unix:/run/echo.sock --model thread -o SO_SNDBUF=65536
              sockeye serve 7013 --model process --handler 'exec:date -u'

            Exit status:
              0  stopped by a signal, sessions cut or not
              1  address in use or not of this machine, no such name or folder
              2  usage
              3  not permitted, not available here, or not there yet\
            """),
    SERVE_MODEL(
            "how sessions run: virtual (the default), iterative, thread, pool:N, process, prefork:N,"
                    + " select, poll, epoll:N, uring:N; of datagrams: iterative (the default),"
                    + " concurrent, batch:N"),
    SERVE_HANDLER(
            "one of echo (the default), discard, daytime, chargen, chat, files:DIR, proxy:ADDR,"
                    + " exec:CMD, class:NAME"),
    SERVE_BACKLOG("connections that wait to be accepted; the system's most by default"),
    SERVE_LIMIT("sessions at once, others wait; by default descriptors less 64, for process 64"),
    SERVE_LIMIT_PER_PEER("sessions at once of one peer, others are closed"),
    SERVE_MAX_REQUESTS("sessions after which a worker of prefork is replaced; never by default"),
    SERVE_IDLE("ends a session silent for so long; 5m by default, or none"),
    SERVE_GRACE("how long a stop lets sessions go on; 10s by default"),
    SERVE_PLAIN("plain reads and writes: no sendfile, no splice, no UDP segmentation"),
    SERVE_SPIN(
            "how long a loop or session asks again before it sleeps, at most 1ms; burns a core; 0s by default"),
    SERVE_READY_FD("writes a newline to this descriptor when peers may connect, and closes it"),

    // connect

    CONNECT_USAGE("ADDR [OPTIONS]"),
    CONNECT_ABOUT(
            """
            Copies standard input to the socket, and the socket to standard output. At the end of \
            standard input it ends its own direction, and reads until the peer ends.

            Addresses:
              7007, 127.0.0.1:7007    TCP on the loopback
              [::1]:7007, host:7007   TCP over IPv6; TCP to a name's addresses in turn
              udp:host:7007           UDP
              unix:/path, unix:@name  a Unix stream, with a path or an abstract name
              unixdgram:/path         Unix datagrams

            Datagrams:
              What one read of standard input delivers is a datagram: a line that is typed, up \
            to 16384 bytes of a file; where there is nothing at all, an empty one. After the end \
            of standard input it waits for replies, until there is none for 1s (or --timeout). \
            No reply at all is exit status 1 (4 with --timeout). With --eof close it does not \
            wait.\
            """),
    CONNECT_MORE(
            """
            Examples:
              echo hello | sockeye connect 7007
              sockeye connect localhost:8080 --send 'GET / HTTP/1.0\\r\\n\\r\\n'
              sockeye connect udp:127.0.0.1:7007 --send ping --timeout 500ms
              sockeye connect unix:/run/echo.sock --retry 5 < file > reply

            Exit status:
              0  both directions ended, or nobody reads standard output any more
              1  refused, no such path or name, no reply
              2  usage
              3  not permitted, not available here, or not there yet
              4  the time of --timeout ran out
              5  the peer broke the talk, such as by a reset\
            """),
    CONNECT_EOF(
            "at the end of standard input: half as above, close ends both directions, ignore none"),
    CONNECT_SEND("sends TEXT instead of standard input; knows \\n \\r \\t \\0 \\xHH \\\\"),
    CONNECT_HEX("hexadecimal in and out; a line is a datagram"),
    CONNECT_TIMEOUT("gives up where connecting takes longer, or nothing moves for so long"),
    CONNECT_RETRY("tries to connect N times more, after 200ms, 400ms, ... 10s"),
    CONNECT_SOURCE("connects from this address; port 0 is any");

    private final String english;

    Text(String english) {
        this.english = english;
    }

    /**
     * The text with its arguments. Simpler than {@code String.format} and {@code MessageFormat},
     * which cost several milliseconds at their first use.
     */
    String of(Object... arguments) {
        if (arguments.length == 0) {
            return english;
        }
        var text = new StringBuilder(english.length() + 32);
        int at = 0;
        while (at < english.length()) {
            char c = english.charAt(at);
            if (c == '{' && at + 2 < english.length() && english.charAt(at + 2) == '}') {
                text.append(arguments[english.charAt(at + 1) - '0']);
                at += 3;
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString();
    }
}
