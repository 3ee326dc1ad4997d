package dev.trellis.host.api;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of problems that the interface answers with. */
enum ProblemKind {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "Who calls is not known"),
    FORBIDDEN(403, "The caller may not do this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This address does not take this method"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is served here"),
    CONFLICT(409, "The command does not fit the present state"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the request is not read here"),
    INVALID(422, "The content of the request is wrong"),
    DEFINITION_REFUSED(422, "The process definition does not pass the gate"),
    UNEXPECTED(500, "The host failed"),
    UNAVAILABLE(503, "A service that the host needs does not answer");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first kind of a status; {@link #MALFORMED_REQUEST} for one that none has. */
    static ProblemKind ofStatus(int status) {
        return Arrays.stream(values())
                .filter(kind -> kind.status == status)
                .findFirst()
                .orElse(MALFORMED_REQUEST);
    }
}
