package dev.trellis.host.api;

import dev.trellis.host.approval.Approvals;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.incident.Incidents;
import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Incidents: what needs a person to decide. */
@Path("/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public final class IncidentsResource {
    private static final Set<String> STATES = Set.of("open", "retried", "given_up", "dismissed");

    private final Incidents incidents;
    private final Approvals approvals;
    private final CurrentPerson person;

    IncidentsResource(Incidents incidents, Approvals approvals, CurrentPerson person) {
        this.incidents = incidents;
        this.approvals = approvals;
        this.person = person;
    }

    /** Lists incidents, newest first. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "List incidents of the tenant and of the platform, newest first")
    public Listing<IncidentView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("instance") @Nullable String instance,
            @QueryParam("limit") @Nullable String limit) {
        if (state != null && !STATES.contains(state)) {
            String wrong = "state is open, retried, given_up or dismissed";
            throw new RefusedException(Refusal.INVALID, wrong, List.of(new RefusedException.Fault("?state", wrong)));
        }
        return Listing.upTo(
                Limit.of(limit), most -> incidents.list(new IncidentQuery(person.tenant(), state, instance, most)));
    }

    /** Shows an incident. */
    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show an incident")
    public IncidentView get(@RestPath String id) {
        return incidents.find(person.tenant(), id).orElseThrow(() -> Missing.of("incident", id));
    }

    /** Makes a new attempt. */
    @POST
    @Path("/{id}/retry")
    @RolesAllowed(Role.OPERATOR)
    @Operation(summary = "Make a new attempt of the incident's task, with its inputs or with others")
    public IncidentView retry(@RestPath String id, RetryBody body) {
        String taskId = get(id).taskId();
        if (taskId != null) {
            approvals.refuseUnlessConsented(taskId, body.inputs());
        }
        incidents.retry(person.caller(), id, body.inputs());
        return get(id);
    }

    /** Ends an incident without another attempt. */
    @POST
    @Path("/{id}/resolve")
    @RolesAllowed(Role.OPERATOR)
    @Operation(summary = "End an incident: give its task up, or dismiss it when it concerns none")
    public IncidentView resolve(@RestPath String id, ResolveBody body) {
        switch (body.action()) {
            case GIVE_UP -> incidents.giveUp(person.caller(), id, body.reason());
            case DISMISS -> incidents.dismiss(person.caller(), id, body.reason());
        }
        return get(id);
    }
}
