package dev.trellis.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.local.LocalProgram;
import java.util.List;
import java.util.StringJoiner;

/**
 * How many function processes the platform has started, as it counts them itself.
 *
 * @param count since the platform started; below 0 when it did not say
 */
record FunctionStarts(long count) {
    static FunctionStarts now(LocalProgram platform) {
        StringJoiner text = new StringJoiner("\n");
        if (platform.run(List.of("status", "--json"), text::add) != ExitCode.OK) {
            return new FunctionStarts(-1);
        }
        long count = 0;
        for (JsonNode function :
                Documents.read(text.toString(), "trellis status").path("functions")) {
            count += function.path("starts").asLong();
        }
        return new FunctionStarts(count);
    }

    /** Starts since then; below 0 when not known. */
    long since(LocalProgram platform) {
        long now = now(platform).count();
        return now < 0 || count < 0 ? -1 : now - count;
    }
}
