package dev.trellis.infra.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The clients that containers on ECS need; only who runs containers has their classes. */
record EcsClients(Supplier<SdkAutoCloseable> ecsClient, Supplier<SdkAutoCloseable> logsClient, String region) {
    static SdkAutoCloseable newEcs(AwsClients clients) {
        return clients.common(EcsClient.builder(), clients.ecsEndpoint()).build();
    }

    static SdkAutoCloseable newLogs(AwsClients clients) {
        return clients.common(CloudWatchLogsClient.builder(), clients.ecsEndpoint())
                .build();
    }

    EcsClient ecs() {
        return (EcsClient) ecsClient.get();
    }

    CloudWatchLogsClient logs() {
        return (CloudWatchLogsClient) logsClient.get();
    }
}
