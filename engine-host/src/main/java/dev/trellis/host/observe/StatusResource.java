package dev.trellis.host.observe;

import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the platform does. */
@Path("/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "platform")
public final class StatusResource {
    private final Counting counting;
    private final Starvation starvation;
    private final CurrentPerson person;
    private final String version;

    StatusResource(
            Counting counting,
            Starvation starvation,
            CurrentPerson person,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.counting = counting;
        this.starvation = starvation;
        this.person = person;
        this.version = version;
    }

    /** Shows version, uptime and counts. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(
            summary =
                    "Show version, uptime, alarms, and how many tasks, incidents and events are open, over all tenants",
            description =
                    "An alarm says what starves and what to do. Alarms are up to a minute old; they name instances of"
                            + " the caller's tenant alone.")
    public Status get() {
        return new Status(
                version,
                ManagementFactory.getRuntimeMXBean().getUptime() / 1_000,
                counting.now(),
                starvation.alarms(person.tenant()));
    }

    /**
     * How the platform does.
     *
     * @param uptimeSeconds of this host
     * @param alarms what starves; empty while all is well
     */
    public record Status(String version, long uptimeSeconds, Counts counts, List<Alarm> alarms) {
        public Status {
            alarms = List.copyOf(alarms);
        }
    }
}
