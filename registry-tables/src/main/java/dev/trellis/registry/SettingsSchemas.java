package dev.trellis.registry;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ExecutorRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of entries' {@code settings}, one file an adapter in {@code settings/}; an adapter without one takes any. */
final class SettingsSchemas {

    private final SchemaCheck check;
    private final Map<String, Json> schemas = new ConcurrentHashMap<>();

    SettingsSchemas(SchemaCheck check) {
        this.check = check;
    }

    /** What is wrong with the settings of an entry; empty when its adapter takes them, or a worker of its author's own does. */
    List<SchemaCheck.Violation> problems(ExecutorRef executor) {
        return executor.hasOwnWorker()
                ? List.of()
                : check.violations(
                        schemas.computeIfAbsent(executor.adapter(), SettingsSchemas::read), executor.settings());
    }

    private static Json read(String adapter) {
        if (!adapter.matches("[a-z0-9]+")) {
            return Json.EMPTY_OBJECT;
        }
        try (InputStream in = SettingsSchemas.class.getResourceAsStream("settings/" + adapter + ".schema.json")) {
            return in == null ? Json.EMPTY_OBJECT : new Json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
