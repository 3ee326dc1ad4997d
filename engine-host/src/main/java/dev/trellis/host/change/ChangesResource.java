package dev.trellis.host.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.host.api.ChangeBody;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Role;
import dev.trellis.host.trace.Tracing;
import dev.trellis.registry.ChangePlan;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changes of the registries. */
@Path("/v1/changes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "registry")
public final class ChangesResource {
    private static final String BODY =
            "{entries: [registry entries, files named by {uri, sha256, size}], files: [{path, base64}]}";

    private final Changes changes;
    private final CurrentPerson person;
    private final Tracing tracing;

    ChangesResource(Changes changes, CurrentPerson person, Tracing tracing) {
        this.changes = changes;
        this.person = person;
        this.tracing = tracing;
    }

    /** Shows what a change would do. */
    @POST
    @Path("/plan")
    @RolesAllowed(Role.AUTHOR)
    @Operation(summary = "Show what applying entries would do, and what is wrong with them; changes nothing")
    public Json plan(
            @RequestBody(description = BODY, content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
                    ChangeBody body) {
        return JsonText.json(changes.plan(body).tree());
    }

    /** Applies a change. */
    @POST
    @RolesAllowed(Role.AUTHOR)
    @Operation(summary = "Apply entries, by an instance of the kernel process kernel.change")
    @APIResponse(responseCode = "202", description = "An instance carries it out; instance_id names it")
    @APIResponse(responseCode = "200", description = "Everything is there already; nothing was started")
    @APIResponse(responseCode = "422", description = "The plan has problems; each is named with its path")
    public Response apply(
            @RequestBody(description = BODY, content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
                    ChangeBody body) {
        ChangePlan plan = changes.plan(body);
        ObjectNode answer = plan.tree();
        if (plan.problems().isEmpty() && !plan.changesAnything()) {
            return Response.ok(JsonText.json(answer)).build();
        }
        InstanceView instance = changes.apply(person.caller(), body, plan, tracing.arrived("POST /v1/changes", null));
        answer.put("instance_id", instance.id());
        return Response.accepted(JsonText.json(answer)).build();
    }
}
