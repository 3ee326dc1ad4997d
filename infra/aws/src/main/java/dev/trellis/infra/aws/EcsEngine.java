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
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Containers on ECS with Fargate, a task each. Nothing outside {@code Ecs*} names the clients of ECS and of CloudWatch Logs, so the
 * module works without them.
 */
final class EcsEngine implements ContainerEngine {
    private static final Duration TO_COME_AND_GO = Duration.ofMinutes(20);

    private final EcsClients clients;
    private final EcsSettings settings;
    private final EcsFiles files;
    private final long pollMillis;

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
            return running(found.taskArn(), order.owner().name(), true);
        }
        EcsFiles.Addresses addresses = files.bring(
                order.owner().name(),
                order.inputs(),
                TO_COME_AND_GO.plusSeconds(order.owner().seconds()));
        List<ContainerOverride> overrides = EcsOverrides.of(order, addresses);
        RunTaskResponse answer =
                call("ECS run of " + order.owner().name(), () -> run(order, definition, place, overrides));
        if (answer.tasks().isEmpty()) {
            throw ContainerRefusedException.passing(
                    "engine_refused", "ECS did not start it: " + answer.failures(), null);
        }
        return running(answer.tasks().getFirst().taskArn(), order.owner().name(), false);
    }

    private RunTaskResponse run(
            ContainerOrder order,
            EcsDefinition definition,
            EcsSettings.Place place,
            List<ContainerOverride> overrides) {
        String arn = definition.registeredAt(clients.ecs(), clients.region());
        return clients.ecs().runTask(r -> r.cluster(settings.cluster())
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
    }

    /** One that runs, whoever ordered it, or one that the same attempt ordered and that has ended. */
    private @Nullable Task find(ContainerOrder.Owner owner) {
        Task running = tasks(owner, DesiredStatus.RUNNING).stream().findFirst().orElse(null);
        return running != null
                ? running
                : tasks(owner, DesiredStatus.STOPPED).stream()
                        .filter(task -> group(owner).equals(task.group()))
                        .findFirst()
                        .orElse(null);
    }

    private List<Task> tasks(ContainerOrder.Owner owner, DesiredStatus status) {
        List<String> arns = clients.ecs()
                .listTasks(r ->
                        r.cluster(settings.cluster()).startedBy(owner.name()).desiredStatus(status))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : clients.ecs()
                        .describeTasks(r -> r.cluster(settings.cluster()).tasks(arns))
                        .tasks();
    }

    private static String group(ContainerOrder.Owner owner) {
        return "trellis-attempt-" + owner.attempt();
    }

    private Running running(String arn, String name, boolean found) {
        String stream = "trellis/" + EcsDefinition.WORK + "/" + arn.substring(arn.lastIndexOf('/') + 1);
        EcsLogs logs = new EcsLogs(clients.logs(), settings.logGroup(), stream);
        return new EcsTask(
                new EcsTask.Calls(clients.ecs(), logs, files, settings.cluster(), pollMillis), arn, name, found);
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
