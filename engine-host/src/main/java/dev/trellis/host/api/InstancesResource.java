package dev.trellis.host.api;

import dev.trellis.contract.json.Json;
import dev.trellis.host.audit.AuditTrail;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.Incidents;
import dev.trellis.host.instance.InstanceQuery;
import dev.trellis.host.instance.InstanceState;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Role;
import dev.trellis.host.task.TaskQuery;
import dev.trellis.host.task.TaskView;
import dev.trellis.host.task.Tasks;
import dev.trellis.host.trace.Tracing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Process instances: start, look at, take back. */
@Path("/v1/instances")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "instances")
public final class InstancesResource {
    private static final int SHOWN = 1_000;

    private final Instances instances;
    private final Tasks tasks;
    private final Incidents incidents;
    private final AuditTrail audit;
    private final CurrentPerson person;
    private final Tracing tracing;

    InstancesResource(
            Instances instances,
            Tasks tasks,
            Incidents incidents,
            AuditTrail audit,
            CurrentPerson person,
            Tracing tracing) {
        this.instances = instances;
        this.tasks = tasks;
        this.incidents = incidents;
        this.audit = audit;
        this.person = person;
        this.tracing = tracing;
    }

    /** Starts a process. */
    @POST
    @RolesAllowed({Role.OPERATOR, Role.AUTHOR})
    @Operation(summary = "Start a process; the same idempotency key or business key twice starts it once")
    @APIResponse(responseCode = "201", description = "Started")
    @APIResponse(responseCode = "200", description = "Started before by the same submission")
    @APIResponse(responseCode = "409", description = "The idempotency key was used with another content")
    public Response start(StartInstanceBody body, @HeaderParam("traceparent") @Nullable String traceparent) {
        return StartedAnswer.response(instances.start(
                body.command(person.caller(), traceparent, tracing.arrived("POST /v1/instances", traceparent))));
    }

    /** Lists instances, newest first. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "List instances, newest first")
    public Listing<InstanceView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("process") @Nullable String process,
            @QueryParam("business_key") @Nullable String businessKey,
            @QueryParam("limit") @Nullable String limit) {
        InstanceState wanted = state == null ? null : state(state);
        return Listing.upTo(
                Limit.of(limit),
                most -> instances.list(new InstanceQuery(person.tenant(), wanted, process, businessKey, most)));
    }

    private static InstanceState state(String word) {
        return Arrays.stream(InstanceState.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> {
                    String wrong = "state is running, suspended, completed or cancelled";
                    return new RefusedException(
                            Refusal.INVALID, wrong, List.of(new RefusedException.Fault("?state", wrong)));
                });
    }

    /** Shows an instance with its variables, tasks and open incidents. */
    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show an instance with its variables, current activities, tasks and open incidents")
    public InstanceDetail get(
            @RestPath String id, @QueryParam("variables") @DefaultValue("true") boolean withVariables) {
        InstanceView instance = find(id);
        String tenant = person.tenant();
        return new InstanceDetail(
                instance,
                withVariables ? instances.variables(tenant, id) : null,
                instances.activities(tenant, id),
                tasks.list(new TaskQuery(tenant, null, id, null, SHOWN)),
                incidents.list(new IncidentQuery(tenant, "open", id, SHOWN)));
    }

    /** Shows the variables alone. */
    @GET
    @Path("/{id}/variables")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show the variables of an instance as one JSON object; classified values are marks")
    public Json variables(@RestPath String id) {
        find(id);
        return instances.variables(person.tenant(), id);
    }

    /** Shows the variables with all values. */
    @POST
    @Path("/{id}/variables/reveal")
    @RolesAllowed(Role.OPERATOR)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Show the variables of an instance with classified values; the audit trail says who saw them")
    public Json reveal(@RestPath String id) {
        find(id);
        return instances.reveal(person.caller(), id);
    }

    /** Lists the tasks of an instance. */
    @GET
    @Path("/{id}/tasks")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "List the tasks of an instance and of the instances that it called, newest first")
    public Listing<TaskView> tasks(@RestPath String id, @QueryParam("limit") @Nullable String limit) {
        find(id);
        return Listing.upTo(Limit.of(limit), most -> tasks.list(new TaskQuery(person.tenant(), null, id, null, most)));
    }

    /** Shows the audit trail. */
    @GET
    @Path("/{id}/audit")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show the audit trail of an instance and whether its hash chain holds")
    public AuditAnswer audit(@RestPath String id) {
        find(id);
        return AuditAnswer.of(audit.read(id), audit.verify(id));
    }

    /** Takes an instance back. */
    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Role.OPERATOR)
    @Operation(summary = "Take an instance back, with the instances that it called")
    public InstanceView cancel(@RestPath String id, ReasonBody body) {
        instances.cancel(person.caller(), id, body.reason());
        return find(id);
    }

    /** Suspends an instance. */
    @POST
    @Path("/{id}/suspend")
    @RolesAllowed(Role.OPERATOR)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Stop leasing, timers and the application of outcomes until the instance is resumed")
    public InstanceView suspend(@RestPath String id) {
        instances.suspend(person.caller(), id);
        return find(id);
    }

    /** Resumes an instance. */
    @POST
    @Path("/{id}/resume")
    @RolesAllowed(Role.OPERATOR)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Let a suspended instance go on")
    public InstanceView resume(@RestPath String id) {
        instances.resume(person.caller(), id);
        return find(id);
    }

    private InstanceView find(String id) {
        return instances.find(person.tenant(), id).orElseThrow(() -> Missing.of("instance", id));
    }
}
