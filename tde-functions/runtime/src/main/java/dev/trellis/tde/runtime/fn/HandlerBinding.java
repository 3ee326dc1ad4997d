package dev.trellis.tde.runtime.fn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trellis.tde.runtime.TaskHandler;
import dev.trellis.tde.runtime.TaskKind;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Serves the package's {@link TaskHandler} where it brings no {@link TaskKind} of its own. */
@Singleton
public class HandlerBinding {
    @Produces
    @Singleton
    @DefaultBean
    TaskKind kind(@Any Instance<TaskHandler<?, ?>> handlers) {
        if (!handlers.isResolvable()) {
            throw new IllegalStateException(
                    "a function package holds exactly one TaskKind or one TaskHandler bean; found "
                            + handlers.stream()
                                    .map(handler -> handler.getClass().getName())
                                    .toList());
        }
        return TaskKind.of(handlers.get(), new ObjectMapper());
    }
}
