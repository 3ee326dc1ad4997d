package dev.trellis.tde.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as a file of NDJSON or CSV (RFC 4180, UTF-8, names in the first line, null as an empty cell). */
public final class RowFile implements AutoCloseable {
    private final OutputStream out;
    private final boolean csv;
    private final Limit limit;
    private long bytes;

    private RowFile(OutputStream out, boolean csv, Limit limit) {
        this.out = out;
        this.csv = csv;
        this.limit = limit;
    }

    /**
     * How large the file may become.
     *
     * @param code of the failure when it would become larger
     */
    public record Limit(long maxBytes, String code) {}

    /** Begins a file; CSV when its name ends so. */
    public static RowFile create(Path file, String name, Limit limit) throws IOException {
        return new RowFile(new BufferedOutputStream(Files.newOutputStream(file)), name.endsWith(".csv"), limit);
    }

    public void add(ObjectNode row) throws IOException, TaskFailedException {
        if (!csv) {
            write(JsonText.write(row) + "\n");
            return;
        }
        if (bytes == 0) {
            write(row.propertyStream().map(member -> quoted(member.getKey())).collect(Collectors.joining(","))
                    + "\r\n");
        }
        write(row.valueStream().map(RowFile::cell).collect(Collectors.joining(",")) + "\r\n");
    }

    private static String cell(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return quoted(value.isTextual() ? value.textValue() : JsonText.write(value));
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private void write(String text) throws IOException, TaskFailedException {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        bytes += line.length;
        if (bytes > limit.maxBytes()) {
            throw TaskFailedException.permanent(
                    limit.code(),
                    "the rows make a file of more than the %d bytes allowed; ask for fewer"
                            .formatted(limit.maxBytes()));
        }
        out.write(line);
    }

    /** The outputs that tell of a stored file: {@code artifact}, {@code sha256} and {@code size}. */
    public static ObjectNode described(ArtifactRef stored) {
        return JsonText.object()
                .put("artifact", stored.uri())
                .put("sha256", stored.sha256())
                .put("size", stored.sizeBytes());
    }

    /** Success with these outputs; a stored file that they tell of is an artifact of the outcome too. */
    public static Result result(ObjectNode outputs) {
        List<ArtifactRef> files = outputs.has("artifact")
                ? List.of(new ArtifactRef(
                        outputs.get("artifact").textValue(),
                        outputs.get("sha256").textValue(),
                        outputs.get("size").longValue()))
                : List.of();
        return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), files);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
