package dev.trellis.infra.aws;

import dev.trellis.contract.wire.Sha256;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The task definition of an image in a size: the work between two carriers, of which the first brings its inputs and the second takes
 * its outputs away. It holds nothing of a single task, so each is registered once.
 *
 * @param settings where containers run
 * @param image by its digest
 * @param size of the task
 * @param memoryMb what the work may use of it
 */
record EcsDefinition(EcsSettings settings, String image, FargateSize size, int memoryMb) {
    static final String WORK = "work";
    static final String BRING = "bring";
    static final String TAKE = "take";

    private static final String VOLUME = "trellis";
    private static final String NOBODY = "65534:65534";
    private static final int FAMILY_DIGITS = 40;

    /** The ARN of the definition, which is registered when it is not there. */
    String registeredAt(EcsClient ecs, String region) {
        try {
            TaskDefinition known = ecs.describeTaskDefinition(r -> r.taskDefinition(family(region)))
                    .taskDefinition();
            if (known.statusAsString().equals("ACTIVE")) {
                return known.taskDefinitionArn();
            }
        } catch (ClientException unknown) {
            // It is registered now.
        }
        return ecs.registerTaskDefinition(r -> r.family(family(region))
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .executionRoleArn(settings.executionRole())
                        .cpu(Integer.toString(size.cpu()))
                        .memory(Integer.toString(size.memoryMb()))
                        .volumes(volume -> volume.name(VOLUME))
                        .containerDefinitions(bring(region), work(region), take(region)))
                .taskDefinition()
                .taskDefinitionArn();
    }

    /** Named by all that is in it: another content is another family. */
    private String family(String region) {
        return "trellis-" + Sha256.hexOf(this + region).substring(0, FAMILY_DIGITS);
    }

    private ContainerDefinition bring(String region) {
        return carrier(BRING, "curl -sSf --retry 3 \"$TRELLIS_IN\" | tar -xf - -C /", region, container -> {});
    }

    private ContainerDefinition take(String region) {
        String command = "tar -cf /tmp/out.tar -C /trellis out && curl -sSf --retry 3 -T /tmp/out.tar \"$TRELLIS_OUT\"";
        return carrier(
                TAKE, command, region, container -> container.essential(true).dependsOn(on -> on.containerName(WORK)
                        .condition(ContainerCondition.COMPLETE)));
    }

    private ContainerDefinition carrier(
            String name, String command, String region, Consumer<ContainerDefinition.Builder> more) {
        return container(name, settings.carrier(), region)
                .user("0:0")
                .entryPoint("sh", "-c")
                .command(command)
                .applyMutation(more)
                .build();
    }

    private ContainerDefinition work(String region) {
        return container(WORK, image, region)
                .user(NOBODY)
                .memory(memoryMb)
                .linuxParameters(linux -> linux.initProcessEnabled(true).capabilities(right -> right.drop("ALL")))
                .dependsOn(on -> on.containerName(BRING).condition(ContainerCondition.SUCCESS))
                .build();
    }

    private ContainerDefinition.Builder container(String name, String runs, String region) {
        return ContainerDefinition.builder()
                .name(name)
                .image(runs)
                .essential(false)
                .mountPoints(mount -> mount.sourceVolume(VOLUME).containerPath("/trellis"))
                .logConfiguration(LogConfiguration.builder()
                        .logDriver(LogDriver.AWSLOGS)
                        .options(Map.of(
                                "awslogs-group",
                                settings.logGroup(),
                                "awslogs-region",
                                region,
                                "awslogs-stream-prefix",
                                "trellis"))
                        .build());
    }
}
