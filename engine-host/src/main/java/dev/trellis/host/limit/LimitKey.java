package dev.trellis.host.limit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.TaskLimit;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.registry.LimitBook.Placed;
import java.util.regex.Pattern;

/**
 * What one task counts under for one limit.
 *
 * @param text the place of the limit and the values by which it counts; those of inputs, which may be anybody's, by their digest
 */
record LimitKey(String text, TaskLimit limit) {
    private static final Pattern READABLE = Pattern.compile("[A-Za-z0-9_.@-]{1,60}");
    private static final char BETWEEN = '|';
    private static final int DIGITS = 16;

    static LimitKey of(Placed placed, Candidate candidate) {
        StringBuilder text = new StringBuilder(placed.place());
        for (String word : placed.limit().by()) {
            text.append(BETWEEN).append(word).append('=').append(value(word, candidate));
        }
        return new LimitKey(text.toString(), placed.limit());
    }

    /** The place of the limit that a key belongs to. */
    static String placeOf(String key) {
        int end = key.indexOf(BETWEEN);
        return end < 0 ? key : key.substring(0, end);
    }

    private static String value(String word, Candidate candidate) {
        return switch (word) {
            case TaskLimit.TENANT -> readable(candidate.tenant());
            case TaskLimit.TASK_TYPE -> candidate.taskType();
            default -> digest(input(word.substring(TaskLimit.INPUTS.length()), candidate.inputs()));
        };
    }

    private static String readable(String value) {
        return READABLE.matcher(value).matches() ? value : digest(value);
    }

    private static String digest(String value) {
        return "#" + Sha256.hexOf(value).substring(0, DIGITS);
    }

    /** Tasks that lack the input count together. */
    private static String input(String path, Json inputs) {
        JsonNode at = JsonText.parse(inputs);
        for (String member : path.split("\\.")) {
            at = at.path(member);
        }
        return at.isMissingNode() || at.isNull() ? "" : JsonText.canonical(at);
    }
}
