package dev.trellis.host.api;

import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Person;
import dev.trellis.host.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who the caller is, as the host sees it. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "platform")
public final class MeResource {
    private final CurrentPerson person;

    MeResource(CurrentPerson person) {
        this.person = person;
    }

    /** Shows the caller. */
    @GET
    @RolesAllowed({Role.VIEWER, Role.SERVICE})
    @Operation(summary = "Show who the caller is: name, tenant, roles and groups")
    public Me get() {
        Person me = person.get();
        return new Me(me.name(), me.tenant(), me.roles().stream().sorted().toList());
    }

    /** The caller. */
    public record Me(String name, String tenant, List<String> roles) {}
}
