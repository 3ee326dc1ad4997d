package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch: {@code inputs.rows}, an array of objects, or the address of a file in {@code inputs.csv} or
 * {@code inputs.ndjson}.
 */
final class BatchSource {
    private final TaskScope scope;
    private final Map<String, String> columns;

    BatchSource(TaskScope scope, Map<String, String> columns) {
        this.scope = scope;
        this.columns = columns;
    }

    /** Takes one row after the other: what a parameter is in it. A column goes before an input of the same name. */
    @FunctionalInterface
    interface Consumer {
        void accept(Function<String, @Nullable JsonNode> values) throws SQLException, TaskFailedException;
    }

    void forEach(Consumer consumer) throws IOException, SQLException, TaskFailedException {
        JsonNode rows = scope.inputs().get("rows");
        JsonNode csv = scope.inputs().get("csv");
        JsonNode ndjson = scope.inputs().get("ndjson");
        if (rows != null && rows.isArray()) {
            for (JsonNode row : rows) {
                consumer.accept(values(row));
            }
        } else if (csv != null && csv.isTextual()) {
            forEachRecord(csv.textValue(), consumer);
        } else if (ndjson != null && ndjson.isTextual()) {
            forEachLine(ndjson.textValue(), consumer);
        } else {
            throw TaskFailedException.permanent(
                    "invalid_input",
                    "a batch needs $.inputs.rows, an array of objects, or $.inputs.csv or $.inputs.ndjson, an s3:// address");
        }
    }

    private void forEachRecord(String uri, Consumer consumer) throws IOException, SQLException, TaskFailedException {
        try (CsvRows records = CsvRows.open(scope.fetch(ArtifactRef.of(uri)).path())) {
            for (Map<String, String> record = records.next(); record != null; record = records.next()) {
                ObjectNode row = JsonText.object();
                record.forEach(row::put);
                consumer.accept(values(row));
            }
        }
    }

    private void forEachLine(String uri, Consumer consumer) throws IOException, SQLException, TaskFailedException {
        Path file = scope.fetch(ArtifactRef.of(uri)).path();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    consumer.accept(values(row(line, number)));
                }
            }
        }
    }

    private static JsonNode row(String line, int number) throws TaskFailedException {
        try {
            JsonNode row = JsonText.parse(line);
            if (row.isObject()) {
                return row;
            }
        } catch (WireFormatException malformed) {
            throw TaskFailedException.permanent("ndjson_invalid", "line " + number + " is no JSON", malformed);
        }
        throw TaskFailedException.permanent("ndjson_invalid", "line " + number + " is no JSON object");
    }

    private Function<String, @Nullable JsonNode> values(JsonNode row) {
        return name -> {
            JsonNode cell = row.get(columns.getOrDefault(name, name));
            return cell == null ? scope.inputs().get(name) : cell;
        };
    }
}
