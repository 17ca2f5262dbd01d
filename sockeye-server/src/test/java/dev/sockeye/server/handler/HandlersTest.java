package dev.sockeye.server.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.server.Handler;
import dev.sockeye.server.Service;
import dev.sockeye.server.Session;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers by their text. */
class HandlersTest {
    /** A class of a program's own. */
    public static final class Own implements Handler {
        /** Has no state. */
        public Own() {}

        @Override
        public void handle(Session session) {}
    }

    /** Cannot be made. */
    public static final class Broken implements Handler {
        /** Never succeeds. */
        public Broken() {
            throw new IllegalStateException("no luck today");
        }

        @Override
        public void handle(Session session) {}
    }

    /** Cannot even be loaded. */
    public static final class Unloadable implements Handler {
        static final int NUMBER = Integer.parseInt("no number");

        /** Never reached. */
        public Unloadable() {}

        @Override
        public void handle(Session session) {}
    }

    /** Has no public constructor. */
    public static final class Hidden implements Handler {
        Hidden() {}

        @Override
        public void handle(Session session) {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "discard", "daytime", "chargen", "exec:cat -n", "files:/"})
    void aTextMakesAServiceThatHasThisText(String text) throws Exception {
        var made = Handlers.parse(text);

        assertThat(made.text()).isEqualTo(text);
        assertThat(Handlers.textOf(made.service())).contains(text);
    }

    @Test
    void aClassIsMadeByItsName() throws Exception {
        String text = "class:" + Own.class.getName();

        assertThat(Handlers.parse(text).service()).isInstanceOf(Own.class);
        assertThat(Handlers.ofClass(Own.class).text()).isEqualTo(text);
    }

    @Test
    void otherObjectsHaveNoText() {
        Service lambda = (Handler) _ -> {};
        assertThat(Handlers.textOf(new Own())).isEmpty();
        assertThat(Handlers.textOf(lambda)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ecko            | no handler \"ecko\"; there are echo, discard,",
                "''              | no handler \"\"; there are echo, discard,",
                "echo:           | handler echo takes nothing behind a colon",
                "echo:x          | handler echo takes nothing behind a colon, and got \"x\"",
                "files           | handler files needs its part: files:DIR",
                "files:          | handler files needs its part: files:DIR",
                "exec            | handler exec needs its part: exec:CMD",
                "class:          | handler class needs its part: class:NAME",
                "class:no.Such   | there is no class no.Such on the class path or the module path",
                "class:java.lang.String | java.lang.String is no handler: it implements none of",
            })
    void aTextThatCannotBeMeantSoIsRefusedInWords(String text, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handlers.parse(text))
                .withMessageStartingWith(words);
    }

    @Test
    void aClassThatCannotBeMadeIsRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handlers.parse("class:" + Broken.class.getName()))
                .withMessageEndingWith(
                        "Broken threw java.lang.IllegalStateException: no luck today")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handlers.parse("class:" + Unloadable.class.getName()))
                .withMessageContaining("cannot be loaded: java.lang.NumberFormatException");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handlers.parse("class:" + Hidden.class.getName()))
                .withMessageContaining("with a public constructor without arguments");
    }

    @Test
    void aFolderThatIsNotThereIsTold(@TempDir Path folder) {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Handlers.parse("files:" + folder.resolve("no")));
    }
}
