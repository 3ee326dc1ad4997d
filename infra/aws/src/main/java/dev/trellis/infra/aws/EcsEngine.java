package dev.trellis.infra.aws;

import dev.trellis.contract.container.ContainerEngine;
import dev.trellis.contract.container.ContainerLimits;
import dev.trellis.contract.container.ContainerOrder;
import dev.trellis.contract.container.ContainerRefusedException;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.Capabilities.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Containers on ECS with Fargate, a task each. Nothing outside {@code Ecs*} names the clients of ECS and of CloudWatch Logs, so the
 * module works without them.
 */
final class EcsEngine implements ContainerEngine {
    private static final Duration TO_COME_AND_GO = Duration.ofMinutes(20);
    private static final String RUNNING = "RUNNING";

    private final EcsClients clients;
    private final EcsSettings settings;
    private final EcsFiles files;
    private final long pollMillis;

    /**
     * What became of an order.
     *
     * @param arns of the task, or none
     * @param byTwin whether another delivery of the same attempt has ordered it
     * @param why there is none
     */
    private record Ordered(List<String> arns, boolean byTwin, String why) {}

    EcsEngine(EcsClients clients, EcsSettings settings, EcsFiles files, long pollMillis) {
        this.clients = clients;
        this.settings = settings;
        this.files = files;
        this.pollMillis = pollMillis;
    }

    @Override
    public Running start(ContainerOrder order) throws ContainerRefusedException, IOException {
        EcsSettings.Place place = place(order.limits().network());
        EcsDefinition definition = new EcsDefinition(
                settings, order.image(), size(order.limits()), order.limits().memoryMb());
        EcsOverrides.refuseSecrets(order);
        Task found = call("ECS tasks of " + order.owner().name(), () -> find(order.owner()));
        if (found != null) {
            return running(found.taskArn(), files(order.owner(), found.group()), true);
        }
        String own = files(order.owner(), group(order.owner()));
        EcsFiles.Addresses addresses = files.bring(
                own, order.inputs(), TO_COME_AND_GO.plusSeconds(order.owner().seconds()));
        List<ContainerOverride> overrides = EcsOverrides.of(order, addresses);
        Ordered ordered = call("ECS run of " + order.owner().name(), () -> run(order, definition, place, overrides));
        if (ordered.arns().isEmpty()) {
            throw ContainerRefusedException.passing("engine_refused", "ECS did not start it: " + ordered.why(), null);
        }
        return running(ordered.arns().getFirst(), own, ordered.byTwin());
    }

    private Ordered run(
            ContainerOrder order,
            EcsDefinition definition,
            EcsSettings.Place place,
            List<ContainerOverride> overrides) {
        String arn = definition.registeredAt(clients.ecs(), clients.region());
        try {
            RunTaskResponse answer = clients.ecs().runTask(r -> r.cluster(settings.cluster())
                    .taskDefinition(arn)
                    .launchType(LaunchType.FARGATE)
                    .startedBy(order.owner().name())
                    .group(group(order.owner()))
                    // The same attempt asked for again, its answer lost, is the same task.
                    .clientToken(order.owner().name() + "-" + order.owner().attempt())
                    .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(place.subnets())
                            .securityGroups(place.securityGroups())
                            .assignPublicIp(AssignPublicIp.DISABLED)))
                    .overrides(all -> all.containerOverrides(overrides)));
            return new Ordered(
                    answer.tasks().stream().map(Task::taskArn).toList(),
                    false,
                    answer.failures().toString());
        } catch (ConflictException twin) {
            // Addresses are signed anew for each delivery, so to ECS the second one's order under the same token is
            // another.
            return new Ordered(twin.resourceIds(), true, String.valueOf(twin.getMessage()));
        }
    }

    /** One that runs, whoever ordered it, or one that the same attempt ordered and that has ended. */
    private @Nullable Task find(ContainerOrder.Owner owner) {
        List<Task> known = tasks(owner);
        return known.stream()
                .filter(task -> RUNNING.equals(task.desiredStatus()))
                .findFirst()
                .or(() -> known.stream()
                        .filter(task -> group(owner).equals(task.group()))
                        .findFirst())
                .orElse(null);
    }

    /** ECS lists those that are to run; it takes no other filter beside {@code startedBy}. What has ended, the client token finds. */
    private List<Task> tasks(ContainerOrder.Owner owner) {
        List<String> arns = clients.ecs()
                .listTasks(r -> r.cluster(settings.cluster()).startedBy(owner.name()))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : clients.ecs()
                        .describeTasks(r -> r.cluster(settings.cluster()).tasks(arns))
                        .tasks();
    }

    /** Where the files of a task lie: those of each attempt for themselves, so that none takes away what another has left. */
    private static String files(ContainerOrder.Owner owner, String group) {
        return owner.name() + "/" + group;
    }

    private static String group(ContainerOrder.Owner owner) {
        return "trellis-attempt-" + owner.attempt();
    }

    private Running running(String arn, String folder, boolean found) {
        String stream = "trellis/" + EcsDefinition.WORK + "/" + arn.substring(arn.lastIndexOf('/') + 1);
        EcsLogs logs = new EcsLogs(clients.logs(), settings.logGroup(), stream);
        return new EcsTask(
                new EcsTask.Calls(clients.ecs(), logs, files, settings.cluster(), pollMillis), arn, folder, found);
    }

    private EcsSettings.Place place(Network network) throws ContainerRefusedException {
        EcsSettings.Place place =
                switch (network) {
                    case NONE ->
                        throw missing("Fargate gives every container its task's network, so net=none cannot be kept;"
                                + " provide net=internal, whose security group lets nothing out");
                    case INTERNAL -> settings.internal();
                    case EGRESS -> settings.egress();
                };
        if (place == null) {
            throw missing("no subnets and security groups are named for it; set TRELLIS_ECS_" + network);
        }
        return place;
    }

    private static FargateSize size(ContainerLimits limits) throws ContainerRefusedException {
        if (limits.gpus() > 0) {
            throw missing("Fargate has no gpu");
        }
        FargateSize size = FargateSize.of(limits.milliCpus(), limits.memoryMb());
        if (size == null) {
            throw missing("Fargate has no task of cpu=%s and mem=%dMi"
                    .formatted(limits.milliCpus() / 1000.0, limits.memoryMb()));
        }
        return size;
    }

    private static ContainerRefusedException missing(String why) {
        return ContainerRefusedException.permanent("capability_missing", why);
    }

    /** Makes a call; its errors become those of the port. */
    static <T extends @Nullable Object> T call(String what, Supplier<T> call) throws ContainerRefusedException {
        try {
            return AwsCall.of(what, call);
        } catch (PortUnavailableException away) {
            throw ContainerRefusedException.passing("engine_unavailable", String.valueOf(away.getMessage()), away);
        } catch (IllegalStateException refused) {
            throw ContainerRefusedException.permanent("engine_refused", String.valueOf(refused.getMessage()));
        }
    }
}
