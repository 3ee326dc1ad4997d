package dev.trellis.infra.aws;

import dev.trellis.contract.container.ContainerEngine.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What one container prints, read on from where it was read to; the service does not tell standard output from standard error. */
final class EcsLogs {
    private final CloudWatchLogsClient logs;
    private final String group;
    private final String stream;
    private @Nullable String token;

    EcsLogs(CloudWatchLogsClient logs, String group, String stream) {
        this.logs = logs;
        this.group = group;
        this.stream = stream;
    }

    /**
     * Hands on what is new.
     *
     * @return whether more is wanted
     */
    boolean handOn(Sink sink) throws IOException {
        try {
            while (true) {
                GetLogEventsResponse page = logs.getLogEvents(r -> r.logGroupName(group)
                        .logStreamName(stream)
                        .startFromHead(true)
                        .nextToken(token));
                for (OutputLogEvent event : page.events()) {
                    if (!sink.take(true, (event.message() + "\n").getBytes(StandardCharsets.UTF_8))) {
                        return false;
                    }
                }
                boolean atEnd = page.nextForwardToken() == null
                        || page.nextForwardToken().equals(token);
                token = page.nextForwardToken();
                if (atEnd || page.events().isEmpty()) {
                    return true;
                }
            }
        } catch (ResourceNotFoundException nothingYet) {
            return true;
        }
    }
}
