package dev.trellis.cli.frame;

import com.fasterxml.jackson.databind.JsonNode;

/** Where a command writes: results to standard output, everything else to standard error when the output is JSON. */
public final class Terminal {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Surroundings surroundings;
    private final boolean json;
    private boolean statusShown;

    Terminal(Surroundings surroundings, boolean json) {
        this.surroundings = surroundings;
        this.json = json;
    }

    public boolean json() {
        return json;
    }

    /** Writes the result: the document with {@code --json}, else the text. */
    public void result(JsonNode document, String text) {
        clearStatus();
        surroundings.out().println(json ? Documents.pretty(document) : text);
        surroundings.out().flush();
    }

    /** Writes one of many results as a line: the document with {@code --json}, else the text. */
    public void record(JsonNode document, String text) {
        surroundings.out().println(json ? document.toString() : text);
        surroundings.out().flush();
    }

    /** Writes a line on the way to the result. */
    public void line(String text) {
        clearStatus();
        var stream = json ? surroundings.err() : surroundings.out();
        stream.println(text);
        stream.flush();
    }

    /** Shows one line that the next one replaces; nothing where no person watches. */
    public void status(String text) {
        if (surroundings.terminal() && !json) {
            surroundings.out().print(CLEAR_LINE + text);
            surroundings.out().flush();
            statusShown = true;
        }
    }

    /** Takes the replaceable line away. */
    public void clearStatus() {
        if (statusShown) {
            surroundings.out().print(CLEAR_LINE);
            statusShown = false;
        }
    }
}
