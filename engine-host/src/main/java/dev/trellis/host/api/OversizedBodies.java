package dev.trellis.host.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body by its announced length, before a byte of it is read; the server itself would answer without a word. */
@ApplicationScoped
final class OversizedBodies {
    private static final int BEFORE_OTHERS = 1_000;

    private final ObjectMapper mapper;
    private final long most;

    OversizedBodies(ObjectMapper mapper, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.mapper = mapper;
        this.most = most.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, BEFORE_OTHERS);
    }

    private void filter(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !length.matches("[0-9]{1,18}") || Long.parseLong(length) <= most) {
            context.next();
            return;
        }
        Problem problem = Problem.of(
                ProblemKind.TOO_LARGE,
                "the body has %s bytes, at most %d are read; put large data into an artifact".formatted(length, most));
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(text(problem))
                .onFailure(context::fail);
    }

    private String text(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem has a JSON form", impossible);
        }
    }
}
