package dev.trellis.host.inbox;

import dev.trellis.host.api.Listing;
import dev.trellis.host.approval.Approvals;
import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Person;
import dev.trellis.host.security.Role;
import dev.trellis.host.usertask.UserTasks;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What waits for the caller. */
@Path("/v1/inbox")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "inbox")
public final class InboxResource {
    private final UserTasks userTasks;
    private final Eligibility eligibility;
    private final Approvals approvals;
    private final CurrentPerson person;

    InboxResource(UserTasks userTasks, Eligibility eligibility, Approvals approvals, CurrentPerson person) {
        this.userTasks = userTasks;
        this.eligibility = eligibility;
        this.approvals = approvals;
        this.person = person;
    }

    /** Lists user tasks and approvals on which the caller may act, oldest first. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(summary = "List the user tasks and approvals on which the caller may act, oldest first")
    public Listing<InboxItem> list() {
        Person me = person.get();
        Stream<InboxItem> tasks = userTasks.list(me.tenant()).stream()
                .filter(task -> eligibility.refusal(me, task) == null)
                .map(InboxItem::of);
        Stream<InboxItem> consents = approvals.openFor(me).stream().map(InboxItem::of);
        List<InboxItem> items = Stream.concat(tasks, consents)
                .sorted(Comparator.comparing(InboxItem::since))
                .toList();
        return Listing.all(items);
    }
}
