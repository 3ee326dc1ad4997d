package dev.trellis.host.api;

import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.DatabaseAway;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request ends with into a problem document. The edge's one broad catch: what is unforeseen is logged. */
final class ProblemMapping {
    private static final Logger LOG = Logger.getLogger(ProblemMapping.class);

    @ServerExceptionMapper
    Response refused(RefusedException refused) {
        List<Problem.Fault> faults = refused.faults().stream()
                .map(fault -> new Problem.Fault(fault.path(), fault.message()))
                .toList();
        return Problem.of(kind(refused.refusal()), message(refused), faults).response();
    }

    private static ProblemKind kind(Refusal refusal) {
        return switch (refusal) {
            case NOT_FOUND -> ProblemKind.NOT_FOUND;
            case CONFLICT -> ProblemKind.CONFLICT;
            case INVALID -> ProblemKind.INVALID;
            case DEFINITION_REFUSED -> ProblemKind.DEFINITION_REFUSED;
            case FORBIDDEN -> ProblemKind.FORBIDDEN;
        };
    }

    @ServerExceptionMapper
    Response malformed(MalformedBodyException malformed) {
        return Problem.of(ProblemKind.MALFORMED_REQUEST, message(malformed)).response();
    }

    @ServerExceptionMapper
    Response invalid(WireFormatException invalid) {
        Problem.Fault fault = new Problem.Fault(invalid.path(), invalid.problem());
        return Problem.of(ProblemKind.INVALID, message(invalid), List.of(fault)).response();
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    Response unauthenticated() {
        return Problem.of(ProblemKind.UNAUTHENTICATED, "send a valid token: Authorization: Bearer TOKEN")
                .response();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return Problem.of(ProblemKind.FORBIDDEN, "the roles of this token do not include one that this needs")
                .response();
    }

    @ServerExceptionMapper
    Response unavailable(PortUnavailableException unavailable) {
        LOG.warnf("a service does not answer: %s", unavailable.getMessage());
        return Problem.of(ProblemKind.UNAVAILABLE, message(unavailable)).response();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException http) {
        int status = http.getResponse().getStatus();
        return status >= 500
                ? unexpected(http)
                : Problem.of(ProblemKind.ofStatus(status), message(http)).response();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable unforeseen) {
        if (DatabaseAway.caused(unforeseen)) {
            LOG.warnf("the database does not answer: %s", unforeseen.getMessage());
            return Problem.of(
                            ProblemKind.UNAVAILABLE,
                            "the database does not answer; try again, with an idempotency key where it must happen once")
                    .response();
        }
        String id = UUID.randomUUID().toString();
        LOG.errorf(unforeseen, "request failed, problem %s", id);
        return Problem.of(ProblemKind.UNEXPECTED, "the log of the host says more under problem " + id)
                .response();
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
