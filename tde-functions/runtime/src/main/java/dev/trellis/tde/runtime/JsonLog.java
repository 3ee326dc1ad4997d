package dev.trellis.tde.runtime;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are JSON objects, with the ids of task and trace. The last line of an attempt carries its figures in CloudWatch's
 * embedded metric format where a namespace for them is named.
 */
final class JsonLog implements LogForm {
    private static final String TASK_TYPE = "task_type";

    private final PrintStream out;
    private final InstantSource clock;
    private final @Nullable String namespace;

    JsonLog(PrintStream out, InstantSource clock, @Nullable String namespace) {
        this.out = out;
        this.clock = clock;
        this.namespace = namespace;
    }

    @Override
    public void write(Level level, TaskRequest request, String turn, @Nullable Throwable failure) {
        ObjectNode line = line(level, request, turn);
        if (failure != null) {
            StringWriter stack = new StringWriter();
            failure.printStackTrace(new PrintWriter(stack));
            line.put("stack_trace", stack.toString());
        }
        print(line);
    }

    @Override
    public void settled(TaskRequest request, String status, String turn, Map<String, Double> measured) {
        ObjectNode line = line(Level.INFO, request, turn);
        line.put("status", status);
        line.put("duration_ms", measured.get("duration_ms"));
        line.put("cold_start", measured.get("cold_start"));
        line.put("attempts_" + status, 1);
        if (namespace != null) {
            embed(line, namespace, status);
        }
        print(line);
    }

    /** <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">EMF</a>. */
    private void embed(ObjectNode line, String name, String status) {
        ObjectNode aws = line.putObject("_aws");
        aws.put("Timestamp", clock.millis());
        ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject();
        directive.put("Namespace", name);
        directive.putArray("Dimensions").addArray().add(TASK_TYPE);
        ArrayNode metrics = directive.putArray("Metrics");
        metrics.addObject().put("Name", "duration_ms").put("Unit", "Milliseconds");
        metrics.addObject().put("Name", "cold_start").put("Unit", "Count");
        metrics.addObject().put("Name", "attempts_" + status).put("Unit", "Count");
    }

    private ObjectNode line(Level level, TaskRequest request, String turn) {
        ObjectNode line = JsonText.object();
        line.put("timestamp", clock.instant().toString());
        line.put("level", level.getName());
        line.put("message", turn);
        line.put("task_id", request.attempt().taskId().value());
        line.put("attempt", request.attempt().number());
        line.put(TASK_TYPE, request.executor().taskType());
        line.put("task_version", request.executor().version());
        putTrace(line, request.context().traceparent());
        return line;
    }

    private static void putTrace(ObjectNode line, @Nullable String traceparent) {
        String[] parts = traceparent == null ? new String[0] : traceparent.split("-", -1);
        if (parts.length >= 4) {
            line.put("trace_id", parts[1]);
            line.put("span_id", parts[2]);
        }
    }

    private void print(ObjectNode line) {
        out.println(JsonText.write(line));
    }
}
