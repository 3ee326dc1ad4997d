package dev.trellis.host.bootstrap;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.formatters.JsonFormatter;

/**
 * Makes each line of the log a JSON object where {@code TRELLIS_LOG} is {@code json}, with the ids of the trace that it is about. The
 * few lines from before the first bean is made are text.
 */
@ApplicationScoped
final class JsonLines {
    private static final int FIRST = 1;

    private final boolean wanted;

    JsonLines(@ConfigProperty(name = "trellis.log", defaultValue = "text") String form) {
        this.wanted = form.equals("json");
    }

    void begin(@Observes @Priority(FIRST) StartupEvent event) {
        Logger root = LogManager.getLogManager().getLogger("");
        if (wanted && root != null) {
            for (Handler handler : root.getHandlers()) {
                form(handler);
            }
        }
    }

    private static void form(Handler handler) {
        if (handler instanceof ExtHandler outer && outer.getHandlers().length > 0) {
            for (Handler inner : outer.getHandlers()) {
                form(inner);
            }
        } else {
            handler.setFormatter(new JsonFormatter());
        }
    }
}
