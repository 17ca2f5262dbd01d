package dev.sockeye.server.handler;

import dev.sockeye.net.Target;
import dev.sockeye.server.NamedService;
import dev.sockeye.server.Service;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The handlers by their text: what the command's {@code --handler} takes, and what goes to the worker
 * processes of a server, where an object cannot go.
 *
 * <table>
 * <caption>The texts</caption>
 * <tr><th>text</th><th>what it is</th></tr>
 * <tr><td>{@code echo}</td><td>{@link Echo}</td></tr>
 * <tr><td>{@code discard}</td><td>{@link Discard}</td></tr>
 * <tr><td>{@code daytime}</td><td>{@link Daytime}</td></tr>
 * <tr><td>{@code chargen}</td><td>{@link Chargen}</td></tr>
 * <tr><td>{@code chat}</td><td>{@link Chat}</td></tr>
 * <tr><td>{@code files:DIR}</td><td>{@link Files}: the files below a directory</td></tr>
 * <tr><td>{@code proxy:ADDR}</td><td>{@link Proxy}: each session to another server</td></tr>
 * <tr><td>{@code exec:CMD}</td><td>{@link Exec}: a program of the shell's</td></tr>
 * <tr><td>{@code class:NAME}</td><td>a class of the program's own: its binary name, {@code
 *     com.example.Outer$Inner}</td></tr>
 * </table>
 */
public final class Handlers {
    private static final String CLASS = "class";

    /** One text: its word, what stands behind its colon, and how it is made. */
    private record Entry(String word, String part, Maker maker) {
        /** Such as {@code files:DIR}. */
        String form() {
            return part.isEmpty() ? word : word + ":" + part;
        }
    }

    /** Makes a service of what stands behind the colon. */
    @FunctionalInterface
    private interface Maker {
        Service make(String part) throws IOException;
    }

    private static final List<Entry> ENTRIES =
            List.of(
                    new Entry("echo", "", _ -> new Echo()),
                    new Entry("discard", "", _ -> new Discard()),
                    new Entry("daytime", "", _ -> new Daytime()),
                    new Entry("chargen", "", _ -> new Chargen()),
                    new Entry("chat", "", _ -> new Chat()),
                    new Entry("files", "DIR", folder -> new Files(path(folder))),
                    new Entry("proxy", "ADDR", address -> new Proxy(upstream(address))),
                    new Entry("exec", "CMD", Exec::new),
                    new Entry(CLASS, "NAME", name -> instance(load(name))));

    private Handlers() {}

    /**
     * Makes the service of a text.
     *
     * @param text such as {@code echo} and {@code files:site}
     * @return the service, with its text
     * @throws IllegalArgumentException if the word is unknown, or its part is missing, not wanted or not
     *     possible, such as a class that is not there or whose constructor throws; the message names what is
     *     allowed, or the reason
     * @throws IOException if the directory of {@code files} is not there
     */
    public static NamedService parse(String text) throws IOException {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        String part = colon < 0 ? "" : text.substring(colon + 1);
        Entry entry =
                ENTRIES.stream()
                        .filter(each -> each.word.equals(word))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no handler \""
                                                + text
                                                + "\"; there are "
                                                + String.join(", ", forms())));
        if (entry.part.isEmpty() && colon >= 0) {
            throw new IllegalArgumentException(
                    "handler " + word + " takes nothing behind a colon, and got \"" + part + "\"");
        }
        if (!entry.part.isEmpty() && part.isEmpty()) {
            throw new IllegalArgumentException(
                    "handler " + word + " needs its part: " + entry.form());
        }
        return new NamedService(text, entry.maker.make(part));
    }

    /**
     * The form of every text.
     *
     * @return such as {@code files:DIR}, in the order of the table
     */
    public static List<String> forms() {
        return ENTRIES.stream().map(Entry::form).toList();
    }

    /**
     * The text of a service that has one without being asked for by it: those of this package, which have
     * no other state than what the text says. Not every other one: what an object's fields hold is in no
     * text.
     *
     * @param service a service
     * @return its text, from which {@link #parse} makes an equal one
     */
    public static Optional<String> textOf(Service service) {
        return switch (service) {
            case Files files -> Optional.of("files:" + files.directory());
            case Exec exec -> Optional.of("exec:" + exec.command());
            case Echo _, Discard _, Daytime _, Chargen _ ->
                    Optional.of(service.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            default -> Optional.empty();
        };
    }

    /**
     * A new service of a class, with the text that makes another.
     *
     * @param type a class with a constructor without arguments; both public, in a package that is exported
     *     or open to this module
     * @return the service, with the text {@code class:NAME}
     * @throws IllegalArgumentException if it cannot be made, with the reason
     */
    public static NamedService ofClass(Class<? extends Service> type) {
        return new NamedService(CLASS + ":" + type.getName(), instance(type));
    }

    private static Target.Address upstream(String address) {
        if (Target.parse(address) instanceof Target.Address target) {
            return target;
        }
        throw new IllegalArgumentException(address + " is no address that one can connect to");
    }

    private static Path path(String folder) {
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no folder \"" + folder + "\": " + e.getReason(), e);
        }
    }

    private static Class<? extends Service> load(String name) {
        try {
            return Class.forName(name, true, ClassLoader.getSystemClassLoader())
                    .asSubclass(Service.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "there is no class "
                            + name
                            + " on the class path or the module path (a nested one is written"
                            + " package.Outer$Inner)",
                    e);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(
                    name + " is no handler: it implements none of " + shapes(), e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "class " + name + " cannot be loaded: " + cause(e), e);
        }
    }

    private static String shapes() {
        return Arrays.stream(Service.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList()
                .toString();
    }

    private static Throwable cause(Throwable thrown) {
        return thrown.getCause() == null ? thrown : thrown.getCause();
    }

    private static Service instance(Class<? extends Service> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "the constructor of " + type.getName() + " threw " + cause(e), cause(e));
        } catch (ExceptionInInitializerError e) {
            throw new IllegalArgumentException(
                    "the initializer of " + type.getName() + " threw " + cause(e), cause(e));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " cannot be made here: it needs to be public, with a public"
                            + " constructor without arguments, in a package that is exported or"
                            + " open to "
                            + Handlers.class.getModule().getName(),
                    e);
        }
    }
}
