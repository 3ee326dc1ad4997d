package dev.trellis.host.bootstrap;

import dev.trellis.host.json.JsonValues;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record of the log as a JSON object on a line of its own, with what its thread is about. The log manager's own formatter
 * cannot be used: it is loaded before the application and does not see the application's library for JSON.
 */
final class JsonLine extends ExtFormatter {
    @Override
    public String format(ExtLogRecord logged) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>(logged.getMdcCopy());
        line.put("timestamp", logged.getInstant().toString());
        line.put("level", logged.getLevel().getName());
        line.put("logger", logged.getLoggerName());
        line.put("thread", logged.getThreadName());
        line.put("message", logged.getFormattedMessage());
        Throwable thrown = logged.getThrown();
        if (thrown != null) {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            line.put("stack_trace", stack.toString());
        }
        return JsonValues.text(line) + "\n";
    }
}
