#include "talk.h"

#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "connect.h"

enum {
    INBOX = 64 << 10,
    COMPARED = 64 /* bytes of each piece that are compared: all of a short message, a sample of a long one */
};

static unsigned char *message, inbox[INBOX];
static size_t message_size;

void talk_prepare(int size) {
    uint32_t random = 1;
    message_size = (size_t) size;
    if ((message = malloc(message_size)) == NULL) err(1, "malloc");
    for (size_t i = 0; i < message_size; i++) {
        /* Without a short period: a piece that is lost or doubled must show. */
        random = random * 1664525u + 1013904223u;
        message[i] = (unsigned char) (random >> 24);
    }
}

void talk_open(struct talk *talk, const struct target *server, int index, int epoll) {
    *talk = (struct talk){.fd = connect_to(server), .first = (unsigned char) index};
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = talk};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, talk->fd, &event) < 0) err(1, "epoll_ctl");
}

struct talk *talk_open_all(const struct target *server, int count, int epoll) {
    struct talk *talks = calloc((size_t) count, sizeof *talks);
    if (talks == NULL) err(1, "calloc");
    for (int i = 0; i < count; i++) talk_open(&talks[i], server, i, epoll);
    return talks;
}

static enum progress send_rest(struct talk *talk) {
    if (talk->sent == 0) message[0] = talk->first;
    ssize_t n = send(talk->fd, message + talk->sent, message_size - talk->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0) return errno == EAGAIN ? TALK_GOES_ON : TALK_BROKEN;
    talk->sent += (size_t) n;
    return TALK_GOES_ON;
}

enum progress talk_begin(struct talk *talk, uint64_t begun) {
    talk->begun = begun;
    talk->first++;
    talk->busy = true;
    talk->sent = talk->received = 0;
    return send_rest(talk);
}

static bool as_sent(const struct talk *talk, size_t n) {
    size_t at = talk->received;
    if (at + n > message_size) return false;
    message[0] = talk->first;
    return memcmp(inbox, message + at, n < COMPARED ? n : COMPARED) == 0;
}

/*
 * A receive that did not fill the buffer has emptied the socket, and what comes later gives a new edge. An end that came
 * together with the last bytes shows at the next send.
 */
static enum progress receive_some(struct talk *talk) {
    ssize_t n;
    do {
        n = recv(talk->fd, inbox, sizeof inbox, MSG_DONTWAIT);
        if (n < 0) return errno == EAGAIN ? TALK_GOES_ON : TALK_BROKEN;
        if (n == 0 || !talk->busy || !as_sent(talk, (size_t) n)) return TALK_BROKEN;
        talk->received += (size_t) n;
        if (talk->received == message_size) {
            talk->busy = false;
            return TALK_DONE;
        }
    } while (n == sizeof inbox);
    return TALK_GOES_ON;
}

enum progress talk_advance(struct talk *talk) {
    enum progress progress = talk->busy && talk->sent < message_size ? send_rest(talk) : TALK_GOES_ON;
    return progress == TALK_BROKEN ? progress : receive_some(talk);
}
