package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs that a page shows. */
final class Snippets {
    /** {@code <!-- example: examples/NetTalk.java -->}, then a fenced block. */
    private static final Pattern SHOWN =
            Pattern.compile("<!-- example: (\\S+) -->\\s*\\n```\\w*\\n(.*?)\\n```", Pattern.DOTALL);

    private Snippets() {}

    /** Asserts that a page shows its programs word for word, and answers their files. */
    static Set<String> shownIn(String page) {
        var shown = new TreeSet<String>();
        Matcher block = SHOWN.matcher(Repository.read(page));
        while (block.find()) {
            assertThat(block.group(2))
                    .as("%s in %s", block.group(1), page)
                    .isEqualTo(Repository.read(block.group(1)).stripTrailing());
            shown.add(block.group(1));
        }
        return shown;
    }
}
