package dev.trellis.tde.neo4j;

import dev.trellis.contract.task.TaskError;
import dev.trellis.tde.runtime.TaskFailedException;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** What an error of the graph means for the task: the code is {@code neo4j_NAME}, the last part of the server's own. */
final class CypherFailure {
    static TaskFailedException of(Neo4jException failure) {
        String code = String.valueOf(failure.code());
        String name = code.substring(code.lastIndexOf('.') + 1);
        if (failure instanceof AuthenticationException) {
            return error("neo4j_unauthorized", "the graph refuses the user or the password", false);
        }
        if (name.startsWith("TransactionTimedOut")) {
            return error("neo4j_timeout", "the transaction took longer than its time", true);
        }
        if (failure instanceof ServiceUnavailableException || !name.matches("[A-Za-z]{3,60}")) {
            return error("neo4j_unavailable", String.valueOf(failure.getMessage()), true);
        }
        // The words about a constraint quote the data that breaks it.
        String message = name.equals("ConstraintValidationFailed")
                ? "what is written breaks a constraint of the graph"
                : String.valueOf(failure.getMessage());
        return error("neo4j_" + name, message, failure instanceof RetryableException);
    }

    private static TaskFailedException error(String code, String message, boolean retryable) {
        return TaskFailedException.of(new TaskError(code, message, retryable));
    }

    private CypherFailure() {}
}
