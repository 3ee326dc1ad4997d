package dev.trellis.registry;

import dev.trellis.contract.task.DataClass;
import java.util.ArrayList;
import java.util.List;

/** Gathers the problems of one source. */
final class Findings {
    private final String source;
    private final List<Problem> problems = new ArrayList<>();

    Findings(String source) {
        this.source = source;
    }

    void add(String path, String message) {
        problems.add(new Problem(source, path, message));
    }

    void requireClass(String path, String word) {
        if (DataClass.of(word).isEmpty()) {
            add(path, "expected one of " + DataClass.WORDS + ", found " + word);
        }
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }
}
