package dev.trellis.host.usertask;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.contract.json.Json;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Locks;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.PeopleTasks.PersonTask;
import dev.trellis.host.flowable.PersonAsked;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tasks for people, kept by the engine. */
public final class EngineUserTasks implements UserTasks {
    private final Engine engine;
    private final Chronicle chronicle;

    public EngineUserTasks(Engine engine, Chronicle chronicle) {
        this.engine = engine;
        this.chronicle = chronicle;
    }

    /** The instance of a task. */
    private record Home(String id, String rootId, String process, String tenant, boolean running) {}

    @Override
    public Optional<UserTaskView> find(String tenant, String userTaskId) {
        return engine.transact(
                transaction -> transaction.people().find(userTaskId).flatMap(task -> home(
                                task.instanceId(), transaction)
                        .filter(home -> home.tenant().equals(tenant))
                        .map(home -> view(task, home))));
    }

    @Override
    public List<UserTaskView> list(String tenant) {
        return engine.transact(transaction -> {
            Map<String, Home> homes = transaction
                    .sql()
                    .createQuery("select id, root_id, process, tenant, state = 'running' from instance"
                            + " where tenant = :tenant and ended_at is null"
                            + " and id in (select proc_inst_id_ from act_ru_task)")
                    .bind("tenant", tenant)
                    .map((row, context) -> new Home(
                            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)))
                    .stream()
                    .collect(Collectors.toMap(Home::id, home -> home));
            return transaction.people().of(homes.keySet()).stream()
                    .flatMap(task ->
                            Optional.ofNullable(homes.get(task.instanceId())).map(home -> view(task, home)).stream())
                    .toList();
        });
    }

    private static Optional<Home> home(String instanceId, EngineTransaction at) {
        return at.sql()
                .createQuery("select id, root_id, process, tenant, state = 'running' from instance where id = :id")
                .bind("id", instanceId)
                .map((row, context) -> new Home(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)))
                .findOne();
    }

    private static UserTaskView view(PersonTask task, Home home) {
        return new UserTaskView(
                task.id(),
                task.instanceId(),
                home.process(),
                task.element(),
                task.name(),
                task.assignee(),
                task.candidates(),
                task.formKey(),
                JsonValues.json(task.inputs()),
                task.createdAt());
    }

    @Override
    public void claim(Caller caller, String userTaskId) {
        engine.transact(transaction -> {
            PersonTask task = open(caller, userTaskId, transaction);
            own(caller, task);
            transaction.people().assign(task.id(), caller.name());
            note("user_task.claimed", caller, task, transaction);
            return task;
        });
    }

    @Override
    public void complete(Caller caller, String userTaskId, Json variables) {
        Map<String, @Nullable Object> values = values(variables);
        engine.transact(transaction -> {
            PersonTask task = open(caller, userTaskId, transaction);
            own(caller, task);
            if (task.assignee() == null) {
                transaction.people().assign(task.id(), caller.name());
            }
            note("user_task.completed", caller, task, transaction);
            chronicle.note(
                    event(EventTypes.USER_TASK_COMPLETED, task.id(), caller.tenant(), details(task)), transaction);
            transaction.people().complete(task.id(), values);
            return task;
        });
    }

    private static Map<String, @Nullable Object> values(Json variables) {
        try {
            return JsonValues.object(variables);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.INVALID, "variables: " + e.getMessage());
        }
    }

    private static PersonTask open(Caller caller, String userTaskId, EngineTransaction at) {
        PersonTask seen = at.people().find(userTaskId).orElseThrow(() -> missing(userTaskId));
        Home home = home(seen.instanceId(), at)
                .filter(found -> found.tenant().equals(caller.tenant()))
                .orElseThrow(() -> missing(userTaskId));
        if (!home.running()) {
            throw new RefusedException(Refusal.CONFLICT, "instance " + home.id() + " is suspended");
        }
        Locks.instances(at.sql(), List.of(home.rootId()));
        return seen;
    }

    private static void own(Caller caller, PersonTask task) {
        String assignee = task.assignee();
        if (assignee != null && !assignee.equals(caller.name())) {
            throw new RefusedException(Refusal.CONFLICT, "user task " + task.id() + " is claimed by " + assignee);
        }
    }

    private static RefusedException missing(String userTaskId) {
        return new RefusedException(Refusal.NOT_FOUND, "no open user task " + userTaskId);
    }

    /** Tells of a new task. */
    public static void asked(PersonAsked asked, Chronicle chronicle, EngineTransaction at) {
        Map<String, Object> details = Map.of(
                "user_task", asked.userTaskId(),
                "element", asked.element(),
                "name", asked.name(),
                "instance", asked.instanceId());
        String tenant = home(asked.instanceId(), at).orElseThrow().tenant();
        chronicle.note(
                new AuditEntry(asked.instanceId(), "user_task.created", "trellis", JsonValues.json(details)),
                event(EventTypes.USER_TASK_CREATED, asked.userTaskId(), tenant, details),
                at);
    }

    private void note(String kind, Caller caller, PersonTask task, EngineTransaction at) {
        chronicle.note(new AuditEntry(task.instanceId(), kind, caller.name(), JsonValues.json(details(task))), at);
    }

    private static Map<String, Object> details(PersonTask task) {
        return Map.of("user_task", task.id(), "element", task.element(), "instance", task.instanceId());
    }

    private static Event event(String type, String subject, String tenant, Map<String, Object> details) {
        return new Event(type, subject, tenant, JsonValues.json(details), null);
    }
}
