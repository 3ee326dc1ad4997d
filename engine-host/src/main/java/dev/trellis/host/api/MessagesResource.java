package dev.trellis.host.api;

import dev.trellis.host.instance.Instances;
import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages and signals for instances that wait. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "messages")
public final class MessagesResource {
    private final Instances instances;
    private final CurrentPerson person;

    MessagesResource(Instances instances, CurrentPerson person) {
        this.instances = instances;
        this.person = person;
    }

    /** Hands a message to the instance that waits for it. */
    @POST
    @Path("/messages")
    @RolesAllowed({Role.OPERATOR, Role.AUTHOR})
    @Operation(summary = "Hand a message to the one instance that waits for it")
    public Delivered message(MessageBody body) {
        return new Delivered(instances.message(body.correlation(person.caller())));
    }

    /** Hands a signal to everything that waits for it. */
    @POST
    @Path("/signals")
    @RolesAllowed({Role.OPERATOR, Role.AUTHOR})
    @Operation(summary = "Hand a signal to every execution of the tenant that waits for it")
    public Broadcast signal(SignalBody body) {
        return new Broadcast(instances.signal(person.caller(), body.name(), body.variables()));
    }

    /** Which instance took the message. */
    public record Delivered(String instanceId) {}

    /** How many executions the signal reached. */
    public record Broadcast(int reached) {}
}
