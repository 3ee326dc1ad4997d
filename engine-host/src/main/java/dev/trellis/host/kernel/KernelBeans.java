package dev.trellis.host.kernel;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.host.audit.AuditTrail;
import dev.trellis.host.callback.Callbacks;
import dev.trellis.host.definition.Definitions;
import dev.trellis.host.incident.Incidents;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.lease.Attendance;
import dev.trellis.host.lease.Conversation;
import dev.trellis.host.lease.PdoCycle;
import dev.trellis.host.outbox.Outbox;
import dev.trellis.host.outcome.Outcomes;
import dev.trellis.host.retention.Retention;
import dev.trellis.host.task.ApprovalPolicy;
import dev.trellis.host.task.Gates;
import dev.trellis.host.task.Tasks;
import dev.trellis.host.usertask.UserTasks;
import dev.trellis.registry.RegistryCache;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The kernel as beans. Each service is a proxy until its first call, so that the engine starts only once the schema is
 * there.
 */
@ApplicationScoped
class KernelBeans {
    /** After the schema was prepared, which is done at the default priority. */
    private static final int AFTER_SCHEMA = 3_000;
    /** After the loops have ended, which they do at the default priority. */
    private static final int AFTER_LOOPS = 3_000;

    private final KernelPorts ports;
    private final boolean handOff;
    private final Optional<Duration> queueWait;
    private final Retention retention;
    private @Nullable Kernel kernel;

    KernelBeans(
            DataSource dataSource,
            RegistryCache registry,
            ArtifactStore artifacts,
            ExecutionStore executions,
            ApprovalPolicy approvals,
            @ConfigProperty(name = "trellis.handoff", defaultValue = "on") String handOff,
            @ConfigProperty(name = "trellis.queue-wait") Optional<Duration> queueWait,
            @ConfigProperty(name = "trellis.retention") Optional<Duration> retention) {
        this.ports = new KernelPorts(dataSource, registry, artifacts, executions, approvals, InstantSource.system());
        this.handOff = !handOff.equals("off");
        this.queueWait = queueWait;
        this.retention = new Retention(retention.orElse(Retention.STANDARD.instances()), Retention.STANDARD.events());
    }

    void open(@Observes @Priority(AFTER_SCHEMA) StartupEvent event) {
        kernel();
    }

    private synchronized Kernel kernel() {
        Kernel open = kernel;
        if (open == null) {
            open = Kernel.open(ports, settings());
            kernel = open;
        }
        return open;
    }

    private KernelSettings settings() {
        KernelSettings standard = KernelSettings.STANDARD;
        Conversation.Terms terms = standard.leases();
        return new KernelSettings(
                new Conversation.Terms(terms.lease(), queueWait.orElse(terms.queueWait()), terms.look(), handOff),
                standard.timers(),
                standard.timerWait(),
                standard.lingering(),
                retention);
    }

    /** While the connections are still there: what is held is written, and the engine gives its locks back. */
    synchronized void close(@Observes @Priority(AFTER_LOOPS) ShutdownEvent event) {
        if (kernel != null) {
            kernel.close();
        }
    }

    @Produces
    @ApplicationScoped
    Instances instances() {
        return kernel().services().instances();
    }

    @Produces
    @ApplicationScoped
    Tasks tasks() {
        return kernel().services().tasks();
    }

    @Produces
    @ApplicationScoped
    Gates gates() {
        return kernel().services().gates();
    }

    @Produces
    @ApplicationScoped
    PdoCycle pdoCycle() {
        return kernel().services().pdoCycle();
    }

    @Produces
    @ApplicationScoped
    Attendance attendance() {
        return kernel().attendance();
    }

    @Produces
    @ApplicationScoped
    Outcomes outcomes() {
        return kernel().services().outcomes();
    }

    @Produces
    @ApplicationScoped
    Incidents incidents() {
        return kernel().services().incidents();
    }

    @Produces
    @ApplicationScoped
    Definitions definitions() {
        return kernel().services().definitions();
    }

    @Produces
    @ApplicationScoped
    UserTasks userTasks() {
        return kernel().services().userTasks();
    }

    @Produces
    @ApplicationScoped
    AuditTrail audit() {
        return kernel().services().audit();
    }

    @Produces
    @ApplicationScoped
    Callbacks callbacks() {
        return kernel().services().callbacks();
    }

    @Produces
    @ApplicationScoped
    Outbox outbox() {
        return kernel().services().outbox();
    }

    @Produces
    @ApplicationScoped
    @DefaultBean
    ApprovalPolicy approvals() {
        return ApprovalPolicy.NONE;
    }
}
