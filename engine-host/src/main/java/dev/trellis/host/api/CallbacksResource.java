package dev.trellis.host.api;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.host.callback.Callbacks;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Ends, or keeps alive, an attempt that was handed over. The token in the address is the credential: no other is asked for. */
@Path("/v1/callbacks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "callbacks")
public final class CallbacksResource {
    private final Callbacks callbacks;

    CallbacksResource(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    /** Completes the attempt once, or notes that it goes on. */
    @POST
    @Path("/{token}")
    @PermitAll
    @Operation(summary = "Complete an attempt that was handed over, or say how far it is; the token is the credential")
    @APIResponse(responseCode = "200", description = "It counts")
    @APIResponse(responseCode = "404", description = "Unknown token, or news of the hand-over is still on its way")
    @APIResponse(
            responseCode = "409",
            description = "Completed before, lost, cancelled, or replaced by another attempt")
    public Map<String, String> call(@RestPath String token, CallbackBody body) {
        Json end = body.end();
        return switch (end == null
                ? callbacks.beat(token, body.percent(), body.message())
                : callbacks.complete(token, end)) {
            case ACCEPTED -> Map.of("state", end == null ? "running" : "accepted");
            case KEPT -> Map.of("state", "kept");
            case LATER -> throw new PortUnavailableException("the outcome could not be applied now; call again");
            case UNKNOWN ->
                throw new RefusedException(
                        Refusal.NOT_FOUND,
                        "no attempt was handed over under this token; right after the hand-over, call again in a moment");
            case OVER ->
                throw new RefusedException(
                        Refusal.CONFLICT,
                        "the attempt of this token is over: completed, lost, cancelled or replaced by another one");
        };
    }
}
