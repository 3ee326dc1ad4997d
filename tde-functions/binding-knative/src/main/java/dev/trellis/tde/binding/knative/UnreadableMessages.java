package dev.trellis.tde.binding.knative;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trellis.contract.wire.WireFormatException;
import io.quarkus.funqy.runtime.ApplicationException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Answers 400 to a message that is no task request, so that a broker sets it aside at once instead of trying it as often as it may. Whatever
 * else goes wrong stays a 5xx, which means that the message has to come again.
 */
@Singleton
public class UnreadableMessages {
    private static final int BAD_REQUEST = 400;

    void listen(@Observes Router router) {
        router.route().failureHandler(UnreadableMessages::answer);
    }

    private static void answer(RoutingContext context) {
        if (isUnreadable(context.failure())) {
            var unused = context.response().setStatusCode(BAD_REQUEST).end();
        } else {
            context.next();
        }
    }

    /** Either the binding could not parse the body, or the function found no task request in it. */
    static boolean isUnreadable(@Nullable Throwable failure) {
        return switch (failure) {
            case UncheckedIOException binding -> binding.getCause() instanceof JsonProcessingException;
            case ApplicationException function -> function.getCause() instanceof WireFormatException;
            case null, default -> false;
        };
    }
}
