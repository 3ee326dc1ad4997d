package dev.trellis.host.api;

import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Role;
import dev.trellis.host.submission.Submission;
import dev.trellis.host.submission.Submissions;
import dev.trellis.host.task.TaskQuery;
import dev.trellis.host.task.TaskView;
import dev.trellis.host.task.Tasks;
import dev.trellis.host.trace.Tracing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Tasks: submit one, look at them. */
@Path("/v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "tasks")
public final class TasksResource {
    private final Tasks tasks;
    private final Submissions submissions;
    private final CurrentPerson person;
    private final Tracing tracing;

    TasksResource(Tasks tasks, Submissions submissions, CurrentPerson person, Tracing tracing) {
        this.tasks = tasks;
        this.submissions = submissions;
        this.person = person;
        this.tracing = tracing;
    }

    /** Runs one task, as an instance of the kernel process {@code kernel.task}. */
    @POST
    @RolesAllowed({Role.OPERATOR, Role.AUTHOR})
    @Operation(summary = "Run one task, as an instance of the kernel process kernel.task")
    @APIResponse(responseCode = "201", description = "Started")
    @APIResponse(responseCode = "200", description = "Started before by the same submission")
    @APIResponse(responseCode = "422", description = "Unknown task type, or inputs that its schema refuses")
    public Response submit(TaskSpecBody body, @HeaderParam("traceparent") @Nullable String traceparent) {
        return StartedAnswer.response(submissions.submit(
                person.caller(),
                new Submission.OfTask(body.spec(), traceparent),
                tracing.arrived("POST /v1/tasks", traceparent)));
    }

    /** Lists tasks, newest first. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "List tasks, newest first")
    public Listing<TaskView> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("instance") @Nullable String instance,
            @QueryParam("type") @Nullable String type,
            @QueryParam("limit") @Nullable String limit) {
        refuseUnknown(status);
        return Listing.upTo(
                Limit.of(limit), most -> tasks.list(new TaskQuery(person.tenant(), status, instance, type, most)));
    }

    private static void refuseUnknown(@Nullable String status) {
        if (status == null) {
            return;
        }
        List<String> known =
                TaskLifecycle.all().stream().map(TaskLifecycle::status).toList();
        if (!known.contains(status)) {
            String wrong = known.stream().collect(Collectors.joining(", ", "status is one of ", ""));
            throw new RefusedException(Refusal.INVALID, wrong, List.of(new RefusedException.Fault("?status", wrong)));
        }
    }

    /** Shows why a task is where it is. */
    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "Show a task: status, attempts, route and the reasons of each decision, times")
    public TaskAnswer get(@RestPath String id) {
        return tasks.find(person.tenant(), id).map(TaskAnswer::of).orElseThrow(() -> Missing.of("task", id));
    }
}
