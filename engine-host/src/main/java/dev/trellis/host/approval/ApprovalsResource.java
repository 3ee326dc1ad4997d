package dev.trellis.host.approval;

import dev.trellis.host.api.ConsentBody;
import dev.trellis.host.api.ReasonBody;
import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Approvals of held tasks. */
@Path("/v1/approvals/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "inbox")
public final class ApprovalsResource {
    private final Approvals approvals;
    private final CurrentPerson person;

    ApprovalsResource(Approvals approvals, CurrentPerson person) {
        this.approvals = approvals;
        this.person = person;
    }

    /** Shows an approval. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show an approval with the inputs that it is bound to")
    public ApprovalView get(@RestPath String id) {
        return approvals.get(person.tenant(), id);
    }

    /** Consents. */
    @POST
    @Path("/approve")
    @RolesAllowed(Role.APPROVER)
    @Operation(summary = "Let the held task go on; needs the gate's role, and never the submitter")
    public ApprovalView approve(@RestPath String id, ConsentBody body) {
        approvals.approve(person.get(), id, body.reason());
        return get(id);
    }

    /** Refuses. */
    @POST
    @Path("/reject")
    @RolesAllowed(Role.APPROVER)
    @Operation(summary = "End the held task as failed with the code approval.rejected; a reason is required")
    public ApprovalView reject(@RestPath String id, ReasonBody body) {
        approvals.reject(person.get(), id, body.reason());
        return get(id);
    }
}
