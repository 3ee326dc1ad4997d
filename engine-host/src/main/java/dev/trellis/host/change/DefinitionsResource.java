package dev.trellis.host.change;

import dev.trellis.host.api.Listing;
import dev.trellis.host.change.DiagramJudge.Verdict;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.definition.DefinitionView;
import dev.trellis.host.definition.Definitions;
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

/** Process definitions that the engine can run, and the gate before it. */
@Path("/v1/definitions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "definitions")
public final class DefinitionsResource {
    private final Definitions definitions;
    private final DiagramJudge judge;

    DefinitionsResource(Definitions definitions, DiagramJudge judge) {
        this.definitions = definitions;
        this.judge = judge;
    }

    /** Lists definitions. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "List the process definitions that were deployed to the engine")
    public Listing<DefinitionView> list() {
        return Listing.all(definitions.list());
    }

    /** Shows a definition. */
    @GET
    @Path("/{name}/{version}")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show a deployed definition")
    public DefinitionView get(@RestPath String name, @RestPath String version) {
        return definitions.find(name, version).orElseThrow(() -> missing(name, version));
    }

    /** Gives the author's file. */
    @GET
    @Path("/{name}/{version}/bpmn")
    @RolesAllowed(Role.VIEWER)
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "The author's BPMN file, byte for byte")
    public byte[] bpmn(@RestPath String name, @RestPath String version) {
        return definitions.bpmn(name, version).orElseThrow(() -> missing(name, version));
    }

    /** Asks the gate about a file. */
    @POST
    @Path("/check")
    @RolesAllowed(Role.AUTHOR)
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(summary = "Ask the gate about a BPMN file: violations with element and line; deploys nothing")
    public Verdict check(byte[] bpmn) {
        return judge.judge("file.bpmn", bpmn);
    }

    private static RefusedException missing(String name, String version) {
        return new RefusedException(Refusal.NOT_FOUND, "there is no deployed definition " + name + " " + version);
    }
}
