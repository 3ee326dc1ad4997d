package dev.trellis.tde.neo4j;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.tde.runtime.RowFile;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Bookmark;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Runs Cypher in one transaction: all statements take effect, or none. The driver's own retries are not used: whether an attempt
 * is made again is the kernel's decision. A stop interrupts the thread, at which the driver ends the connection.
 */
@Singleton
public final class Neo4jKind implements TaskKind {
    private final Graphs graphs;

    @Inject
    Neo4jKind() {
        this(System.getenv());
    }

    Neo4jKind(Map<String, String> environment) {
        this.graphs = new Graphs(environment);
    }

    @Override
    public String adapter() {
        return "neo4j";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        CypherWork work = CypherWork.of(scope.settings());
        CypherRails rails = CypherRails.of(scope.guardRails("neo4j"));
        Driver driver = graphs.driver(scope, rails);
        try (Session session = driver.session(config(work, scope));
                TaskScope.Timing timing = scope.database("neo4j")) {
            ObjectNode outputs = transaction(session, scope, work, rails);
            if (work.bookmarks()) {
                ArrayNode bookmarks = outputs.putArray("bookmarks");
                session.lastBookmarks().forEach(bookmark -> bookmarks.add(bookmark.value()));
            }
            return RowFile.result(outputs);
        } catch (Neo4jException failure) {
            if (scope.stop().isRaised()) {
                throw new InterruptedException("stopped before the commit");
            }
            throw CypherFailure.of(failure);
        }
    }

    private static SessionConfig config(CypherWork work, TaskScope scope) {
        SessionConfig.Builder config = SessionConfig.builder()
                .withDefaultAccessMode(work.mode() == CypherWork.Mode.READ ? AccessMode.READ : AccessMode.WRITE);
        if (work.database() != null) {
            config.withDatabase(work.database());
        }
        if (work.bookmarks()) {
            List<String> known = JsonFields.at("$.inputs", scope.inputs()).texts("bookmarks");
            config.withBookmarks(known.stream().map(Bookmark::from).toList());
        }
        return config.build();
    }

    private static ObjectNode transaction(Session session, TaskScope scope, CypherWork work, CypherRails rails)
            throws TaskFailedException, IOException, InterruptedException {
        int seconds = Math.min(rails.timeoutSeconds(), scope.request().limits().timeoutSeconds());
        TransactionConfig limits = TransactionConfig.builder()
                .withTimeout(Duration.ofSeconds(seconds))
                .build();
        try (Transaction transaction = session.beginTransaction(limits)) {
            ObjectNode outputs = new CypherSession(transaction, scope, rails).run(work);
            if (scope.stop().isRaised()) {
                throw new InterruptedException("stopped before the commit");
            }
            transaction.commit();
            return outputs;
        }
    }
}
