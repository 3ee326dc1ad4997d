package dev.trellis.host.observe;

import dev.trellis.host.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the platform does. */
@Path("/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "platform")
public final class StatusResource {
    private final Counting counting;
    private final String version;

    StatusResource(Counting counting, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.counting = counting;
        this.version = version;
    }

    /** Shows version, uptime and counts. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show version, uptime, and how many tasks, incidents and events are open, over all tenants")
    public Status get() {
        return new Status(version, ManagementFactory.getRuntimeMXBean().getUptime() / 1_000, counting.now());
    }

    /**
     * How the platform does.
     *
     * @param uptimeSeconds of this host
     */
    public record Status(String version, long uptimeSeconds, Counts counts) {}
}
