package dev.sockeye.net;

import java.util.Locale;

/**
 * What people type where an internet address should stand, and what they are told to type instead.
 * Invisible characters are refused first, so that no other message has to show them.
 */
final class Mistyped {
    private final AddressText address;
    private final String text;

    Mistyped(AddressText address) {
        this.address = address;
        this.text = address.text();
    }

    /** The rest of the text as it may stand in a message. */
    String shown(int from) {
        return Escape.visible(text.substring(from));
    }

    /** Refuses space and what does not show itself. */
    void refuseInvisible(int from) {
        for (int at = from; at < text.length(); ) {
            int point = text.codePointAt(at);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                throw address.error(at, "a space does not belong in an address");
            }
            if (!Escape.isPrintable(point)) {
                throw address.error(
                        at,
                        "an invisible character does not belong in an address: "
                                + address.quote(at));
            }
            at += Character.charCount(point);
        }
    }

    /** Refuses URLs, paths, abstract names, halves of brackets and signed ports. */
    void refuseOtherForms(int from) {
        if (from == text.length()) {
            throw address.error(from, "an address is missing, such as 127.0.0.1:7007");
        }
        int url = text.startsWith("//", from) ? from : text.indexOf("://", from);
        if (url >= 0) {
            throw address.error(url, "a URL is no address: write HOST:PORT alone");
        }
        char first = text.charAt(from);
        if (first == '/'
                || first == '~'
                || text.startsWith("./", from)
                || text.startsWith("../", from)) {
            throw address.error(from, "a path is written unix:" + shown(from));
        }
        if (first == '@') {
            throw address.error(from, "an abstract name is written unix:" + shown(from));
        }
        if (text.indexOf(']', from) >= 0 && text.indexOf('[', from) < 0) {
            throw address.error(from, "'[' is missing before the ']'");
        }
        if ((first == '-' || first == '+') && address.isDigits(from + 1, text.length())) {
            throw address.error(from, "a port has no sign");
        }
    }

    /** Refuses what stands before the colon and is neither an address nor a name. */
    void refuseOtherHosts(int from, int colon) {
        if (from == colon) {
            throw address.error(from, "an address is missing before the ':'");
        }
        var host = text.substring(from, colon);
        if (host.equals("*")) {
            throw address.error(from, "every interface is written :PORT, without '*'");
        }
        int scope = host.indexOf('%');
        if (scope >= 0) {
            throw address.error(
                    from + scope, "only an IPv6 address in brackets has a scope after '%'");
        }
        refuseTransport(from, colon);
    }

    /** A host of such a name can be written with a dot at its end. */
    private void refuseTransport(int from, int colon) {
        var word = text.substring(from, colon);
        var lower = word.toLowerCase(Locale.ROOT);
        if (Transport.of(word).isPresent()) {
            throw address.error(from, "a transport cannot stand here: leave '" + word + ":' out");
        }
        if (Transport.of(lower).isPresent()) {
            throw address.error(from, "transports are written in lower case: " + lower + ":");
        }
    }

    /** What to say of two colons or more without brackets. */
    AddressFormatException tooManyColons(int from, int colon) {
        if (looksLikeInet6(from)) {
            return address.error(from, "an IPv6 address stands in brackets: [::1]:7007");
        }
        int second = text.indexOf(':', colon + 1);
        if (second == colon + 1) {
            return address.error(second, "one ':' is too many");
        }
        if (address.isDigits(colon + 1, second)) {
            return address.error(second, "nothing can follow the port");
        }
        refuseTransport(from, colon);
        return address.error(
                from,
                "'"
                        + Escape.visible(text.substring(from, colon))
                        + "' is no transport: "
                        + "tcp, udp, unix, unixdgram, seqpacket, vsock, packet or fd");
    }

    private boolean looksLikeInet6(int from) {
        int to = text.indexOf('%', from) < 0 ? text.length() : text.indexOf('%', from);
        if (text.substring(from, text.indexOf(':', from)).contains(".")) {
            return false;
        }
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c != ':' && c != '.' && address.hexDigit(at) < 0) {
                return false;
            }
        }
        return text.indexOf("::", from) >= 0
                || text.substring(from).chars().filter(c -> c == ':').count() > 3;
    }

    /** Refuses what stands between brackets and is no IPv6 address. */
    void refuseOtherBrackets(int from, int to) {
        if (from == to) {
            throw address.error(from, "an IPv6 address is missing between the brackets");
        }
        if (text.substring(from, to).indexOf(':') < 0) {
            throw address.error(from, "brackets are for IPv6 addresses only");
        }
    }
}
