package dev.sockeye.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrainingTest {
    /** That nothing is left open or running is seen at the end of all tests. */
    @Test
    void runsEveryVerb() throws Exception {
        Training.run();
    }
}
