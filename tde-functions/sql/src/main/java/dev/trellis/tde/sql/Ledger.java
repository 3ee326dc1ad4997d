package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskRequest;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The effects that the database has taken, in a table of its own. The entry is written in the transaction of the effect: an
 * attempt whose forerunner committed and died before it could say so finds the entry, and repeats nothing.
 */
interface Ledger {
    /** The outputs of an effect that was taken, null when there was none; two attempts wait for each other here. */
    @Nullable
    ObjectNode find() throws SQLException;

    /** Enters the effect; it holds when the transaction is committed. */
    void keep(ObjectNode outputs) throws SQLException;

    /** All attempts at one action on a task share it. */
    static String keyOf(TaskRequest request) {
        return request.context().tenant() + "|" + request.attempt().taskId() + "|"
                + request.action().name().toLowerCase(Locale.ROOT);
    }
}
