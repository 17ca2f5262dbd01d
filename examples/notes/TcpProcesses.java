import dev.sockeye.net.*;
import dev.sockeye.server.*;
import dev.sockeye.server.handler.Echo;

/** TCP server, multi-process: each client has a process of its own. A JVM cannot fork(): posix_spawn() starts it. */
void main(String[] args) throws Exception {
    try (var server = Server.on(Target.parse("127.0.0.1:" + args[0]))
            .model(Model.parse("process"))
            .start(Echo.class)) { // a class: its name crosses to the child, an object could not
        IO.println("listening on " + server.local());
        server.await(); // children that end are reaped: no zombie is left
    }
}
