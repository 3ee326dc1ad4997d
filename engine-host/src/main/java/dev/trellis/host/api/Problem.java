package dev.trellis.host.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 says it.
 *
 * @param type an identifier of the kind of problem; ends with the code
 * @param code stable, for programs
 * @param path JSON path of the offending value, when there is one
 * @param errors every offending value, when there are several
 */
@Schema(description = "A problem document (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String path,
        List<Fault> errors) {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "https://trellis.dev/problems/";

    /**
     * One offending value.
     *
     * @param path JSON path, or an element and line of a BPMN file; absent when it concerns the whole
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Fault(@Nullable String path, String message) {}

    static Problem of(ProblemKind kind, String detail) {
        return of(kind, detail, List.of());
    }

    /** A problem with its offending values; the path of a single one stands on top as well. */
    static Problem of(ProblemKind kind, String detail, List<Fault> faults) {
        String path = faults.size() == 1 ? faults.getFirst().path() : null;
        return new Problem(TYPES + kind.code(), kind.title(), kind.status(), detail, kind.code(), path, faults);
    }

    Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.valueOf(MEDIA_TYPE)).entity(this);
        return status == Response.Status.UNAUTHORIZED.getStatusCode()
                ? response.header("WWW-Authenticate", "Bearer").build()
                : response.build();
    }
}
