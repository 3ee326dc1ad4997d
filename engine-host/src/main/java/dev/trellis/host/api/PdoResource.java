package dev.trellis.host.api;

import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.wire.CycleJson;
import dev.trellis.host.lease.PdoCycle;
import dev.trellis.host.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The one call of an orchestrator. */
@Path("/v1/pdo")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "orchestrator")
public final class PdoResource {
    private final PdoCycle cycle;

    PdoResource(PdoCycle cycle) {
        this.cycle = cycle;
    }

    /** Takes what the orchestrator tells and gives it work, waiting for it if asked to. */
    @POST
    @Path("/cycle")
    @RolesAllowed(Role.SERVICE)
    @Operation(
            summary = "Tell what became of earlier leases, then lease what is ready",
            description = "Request and reply are the cycle messages of the contract trellis/v1; waits up to 20 s")
    public String cycle(String body) {
        CycleRequest request = CycleJson.readRequest(body);
        return CycleJson.write(cycle.cycle(request));
    }
}
