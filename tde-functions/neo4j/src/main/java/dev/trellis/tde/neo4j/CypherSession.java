package dev.trellis.tde.neo4j;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.RowFile;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.summary.SummaryCounters;

/** The statements of one task in one transaction, which the caller ends. */
final class CypherSession {
    private static final String TOO_MANY = "neo4j_too_many_rows";

    private final Transaction transaction;
    private final TaskScope scope;
    private final CypherRails rails;

    CypherSession(Transaction transaction, TaskScope scope, CypherRails rails) {
        this.transaction = transaction;
        this.scope = scope;
        this.rails = rails;
    }

    /** {@code rows} and {@code row_count} of the last statement, or the file of them, and what all of them changed. */
    ObjectNode run(CypherWork work) throws TaskFailedException, IOException {
        Map<String, Object> parameters = CypherValues.parameters(scope.inputs());
        ObjectNode outputs = JsonText.object();
        long changed = 0;
        for (String statement : work.statements()) {
            Result result = transaction.run(statement, parameters);
            outputs = work.saveAs() == null ? inline(result) : saved(result, work.saveAs());
            changed += changes(result.consume().counters());
        }
        return work.mode() == CypherWork.Mode.WRITE ? outputs.put("changed", changed) : outputs;
    }

    private ObjectNode inline(Result result) throws TaskFailedException {
        ArrayNode rows = JsonText.array();
        while (result.hasNext()) {
            if (rows.size() == rails.maxRows()) {
                throw TaskFailedException.permanent(
                        TOO_MANY,
                        "the statement gives more than the %d rows allowed; add a limit, or save_as"
                                .formatted(rails.maxRows()));
            }
            rows.add(row(result.next()));
        }
        ObjectNode outputs = JsonText.object();
        outputs.set("rows", rows);
        return outputs.put("row_count", rows.size());
    }

    private ObjectNode saved(Result result, String name) throws TaskFailedException, IOException {
        Path file = scope.folder().resolve("rows.part");
        long count = 0;
        try (RowFile out = RowFile.create(file, name, new RowFile.Limit(rails.maxFileBytes(), TOO_MANY))) {
            for (; result.hasNext(); count++) {
                out.add(row(result.next()));
            }
        }
        ArtifactRef stored = scope.upload(name, file);
        return RowFile.described(stored).put("row_count", count);
    }

    private static ObjectNode row(Record record) {
        ObjectNode row = JsonText.object();
        record.asMap(CypherValues::json).forEach(row::set);
        return row;
    }

    private static long changes(SummaryCounters counters) {
        return (long) counters.nodesCreated()
                + counters.nodesDeleted()
                + counters.relationshipsCreated()
                + counters.relationshipsDeleted()
                + counters.propertiesSet()
                + counters.labelsAdded()
                + counters.labelsRemoved();
    }
}
