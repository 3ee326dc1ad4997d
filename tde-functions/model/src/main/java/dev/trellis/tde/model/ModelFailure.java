package dev.trellis.tde.model;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.trellis.contract.task.TaskError;
import dev.trellis.tde.runtime.TaskFailedException;
import java.net.URI;

/** What goes wrong with a service, as a code; the service's own words, which may quote the key or the prompt, are left out. */
final class ModelFailure {
    static TaskFailedException of(URI service, RuntimeException failure) {
        String where = service.getScheme() + "://" + service.getAuthority();
        return TaskFailedException.of(
                switch (failure) {
                    case AuthenticationException refused ->
                        new TaskError("model_unauthorized", where + " refuses the key", false);
                    case ModelNotFoundException unknown ->
                        new TaskError("model_unknown", where + " serves no such model", false);
                    case RateLimitException busy ->
                        new TaskError("model_rate_limited", where + " asks for fewer calls", true);
                    case TimeoutException late ->
                        new TaskError("model_timeout", where + " did not answer in time", true);
                    case InternalServerException broken ->
                        new TaskError("model_unavailable", where + " failed on its side", true);
                    case NonRetriableException refused ->
                        new TaskError("model_request_refused", where + " refuses the request", false);
                    default ->
                        new TaskError(
                                "model_unavailable",
                                where + " cannot be reached: "
                                        + cause(failure).getClass().getSimpleName(),
                                true);
                });
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private ModelFailure() {}
}
