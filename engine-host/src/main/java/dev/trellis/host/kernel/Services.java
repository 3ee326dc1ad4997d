package dev.trellis.host.kernel;

import dev.trellis.host.audit.AuditTrail;
import dev.trellis.host.callback.Callbacks;
import dev.trellis.host.definition.Definitions;
import dev.trellis.host.incident.Incidents;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.lease.PdoCycle;
import dev.trellis.host.outbox.Outbox;
import dev.trellis.host.outcome.Outcomes;
import dev.trellis.host.task.Gates;
import dev.trellis.host.task.Tasks;
import dev.trellis.host.usertask.UserTasks;

/** The services that edges call. */
public record Services(
        Instances instances,
        Tasks tasks,
        Gates gates,
        PdoCycle pdoCycle,
        Outcomes outcomes,
        Incidents incidents,
        Definitions definitions,
        UserTasks userTasks,
        AuditTrail audit,
        Outbox outbox,
        Callbacks callbacks) {}
