package dev.trellis.host.observe;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.security.CurrentPerson;
import dev.trellis.host.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The events of the platform as it keeps them, published or not. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "platform")
public final class EventsResource {
    private static final int USUAL = 200;
    private static final int MOST = 500;

    private final EventLog log;
    private final CurrentPerson person;

    EventsResource(EventLog log, CurrentPerson person) {
        this.log = log;
        this.person = person;
    }

    /** Lists events after a place. */
    @GET
    @RolesAllowed(Role.VIEWER)
    @Operation(
            summary = "List the tenant's CloudEvents after a place, oldest first",
            description = "Ask again with after = next to follow. Events are kept for a while after their publication.")
    public Page list(@QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
        long from = number("after", after, 0, Long.MAX_VALUE);
        return log.after(person.tenant(), from, (int) number("limit", limit, USUAL, MOST));
    }

    private static long number(String name, @Nullable String text, long usual, long most) {
        if (text == null) {
            return usual;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Refused below, as a number out of bounds is.
        }
        String wrong = name + " is a whole number from 0 to " + most;
        throw new RefusedException(Refusal.INVALID, wrong, List.of(new RefusedException.Fault("?" + name, wrong)));
    }

    /**
     * Some events.
     *
     * @param events oldest first
     * @param next where to go on
     */
    public record Page(List<Entry> events, long next) {
        public Page {
            events = List.copyOf(events);
        }
    }

    /**
     * An event and its place.
     *
     * @param event a CloudEvent 1.0 in JSON format
     */
    public record Entry(long sequence, Json event) {}
}
