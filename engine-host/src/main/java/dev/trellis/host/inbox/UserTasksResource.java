package dev.trellis.host.inbox;

import dev.trellis.host.api.VariablesBody;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Role;
import dev.trellis.host.usertask.UserTaskView;
import dev.trellis.host.usertask.UserTasks;
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

/** Tasks for people. */
@Path("/v1/user-tasks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "inbox")
public final class UserTasksResource {
    private final UserTasks userTasks;
    private final Eligibility eligibility;
    private final CurrentPerson person;

    UserTasksResource(UserTasks userTasks, Eligibility eligibility, CurrentPerson person) {
        this.userTasks = userTasks;
        this.eligibility = eligibility;
        this.person = person;
    }

    /** Shows a user task. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show an open user task")
    public UserTaskView get(@RestPath String id) {
        return find(id);
    }

    /** Makes the caller the assignee. */
    @POST
    @Path("/claim")
    @RolesAllowed(Role.VIEWER)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Become the assignee of a user task; the caller is a candidate")
    public UserTaskView claim(@RestPath String id) {
        refuseUnlessEligible(id);
        userTasks.claim(person.caller(), id);
        return find(id);
    }

    /** Completes a user task. */
    @POST
    @Path("/complete")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Complete a user task; its variables are set on the instance")
    public void complete(@RestPath String id, VariablesBody body) {
        refuseUnlessEligible(id);
        userTasks.complete(person.caller(), id, body.variables());
    }

    private void refuseUnlessEligible(String id) {
        String refusal = eligibility.refusal(person.get(), find(id));
        if (refusal != null) {
            throw new RefusedException(Refusal.FORBIDDEN, refusal);
        }
    }

    private UserTaskView find(String id) {
        return userTasks
                .find(person.tenant(), id)
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "there is no open user task " + id));
    }
}
