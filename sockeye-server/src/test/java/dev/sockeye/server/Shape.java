package dev.sockeye.server;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which shape of a handler that has both a test lets the server see. */
enum Shape {
    BLOCKING,
    REACTIVE;

    private static final Set<String> LOOPS = Set.of("select", "poll", "epoll", "uring");

    boolean isNativeTo(Model model) {
        return LOOPS.contains(model.name()) == (this == REACTIVE);
    }

    /** One shape of a service that has both. */
    Service of(Service both) {
        return switch (this) {
            case BLOCKING -> new Blocking((Handler) both);
            case REACTIVE -> new Reactive((LoopHandler) both);
        };
    }

    private record Blocking(Handler handler) implements Handler {
        @Override
        public void handle(Session session) throws Exception {
            handler.handle(session);
        }
    }

    private record Reactive(LoopHandler handler) implements LoopHandler {
        @Override
        public void opened(LoopSession session) throws Exception {
            handler.opened(session);
        }

        @Override
        public long received(LoopSession session, MemorySegment data) throws Exception {
            return handler.received(session, data);
        }

        @Override
        public void writable(LoopSession session) throws Exception {
            handler.writable(session);
        }

        @Override
        public void ended(LoopSession session, MemorySegment rest) throws Exception {
            handler.ended(session, rest);
        }

        @Override
        public void failed(LoopSession session, IOException cause) throws Exception {
            handler.failed(session, cause);
        }

        @Override
        public void closed(LoopSession session, @Nullable Throwable cause) {
            handler.closed(session, cause);
        }
    }
}
