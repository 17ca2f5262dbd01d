package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ModelTest {
    @ParameterizedTest
    @CsvSource({
        "iterative, iterative, 0, true, true",
        "process, process, 0, true, false",
        "prefork, prefork, 0, true, false",
        "prefork:2, prefork, 2, true, false",
        "prefork:1024, prefork, 1024, true, false",
        "thread, thread, 0, true, false",
        "pool:8, pool, 8, true, false",
        "pool:32768, pool, 32768, true, false",
        "virtual, virtual, 0, true, false",
        "select, select, 0, true, false",
        "poll, poll, 0, true, false",
        "epoll, epoll, 0, true, false",
        "epoll:2, epoll, 2, true, false",
        "uring:1, uring, 1, true, false",
        "concurrent, concurrent, 0, false, true",
        "batch:4, batch, 4, false, true",
    })
    void readsEveryWordAndPrintsItBack(
            String text, String name, int count, boolean streams, boolean datagrams) {
        Model model = Model.parse(text);
        assertThat(model.name()).isEqualTo(name);
        assertThat(model.count()).isEqualTo(count);
        assertThat(model.streams()).isEqualTo(streams);
        assertThat(model.datagrams()).isEqualTo(datagrams);
        assertThat(model).hasToString(text);
        assertThat(Model.parse(model.toString())).isEqualTo(model).hasSameHashCodeAs(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":1",
                "Virtual",
                " virtual",
                "virtual ",
                "fork",
                "nio",
                "virtual:1",
                "thread:0",
                "iterative:",
                "process:4",
                "select:2",
                "poll:1",
                "concurrent:8",
                "pool",
                "pool:",
                "pool:0",
                "pool:-1",
                "pool:+1",
                "pool:1.5",
                "pool:x",
                "pool:32769",
                "pool: 8",
                "pool:8 ",
                "epoll:0",
                "epoll:-2",
                "epoll:1025",
                "epoll:99999999999999999999",
                "epoll:2:3",
                "uring:0",
                "prefork:100000",
                "prefork:0",
                "batch:0",
                "batch:1e3",
                "pool:\u0664",
            })
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Model.parse(text));
    }

    @Test
    void saysWhatWouldBeRight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Model.parse("forking"))
                .withMessage(
                        "no model \"forking\"; there are iterative, process, prefork:N, thread,"
                                + " pool:N, virtual, select, poll, epoll:N, uring:N, concurrent,"
                                + " batch:N");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Model.parse("epoll:0"))
                .withMessage("the count of model epoll is a number from 1 to 1024, not \"0\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Model.parse("pool"))
                .withMessage("model pool needs a count, such as pool:8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Model.parse("virtual:2"))
                .withMessage("model virtual takes no count, and got \"2\"");
    }

    @Test
    void isAValue() {
        assertThat(Model.iterative()).isEqualTo(Model.parse("iterative"));
        assertThat(Model.thread()).isEqualTo(Model.parse("thread"));
        assertThat(Model.virtual()).isEqualTo(Model.parse("virtual"));
        assertThat(Model.concurrent()).isEqualTo(Model.parse("concurrent"));
        assertThat(Model.batch(4)).isEqualTo(Model.parse("batch:4"));
        assertThatIllegalArgumentException().isThrownBy(() -> Model.batch(0));
        assertThat(Model.parse("epoll:2")).isNotEqualTo(Model.parse("epoll:3"));
        assertThat(Model.parse("epoll")).isNotEqualTo(Model.parse("epoll:1"));
        assertThat(Model.virtual()).isNotEqualTo(Model.thread());
    }
}
