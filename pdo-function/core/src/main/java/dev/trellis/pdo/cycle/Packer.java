package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.TaskRequestJson;
import dev.trellis.pdo.decide.DispatchDecision.Send;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns planned requests into message bodies that every queue takes. */
final class Packer {
    /** Older limits of queues still stand at 256 KiB. */
    private static final int LARGEST_BODY = 256 * 1024;
    /** When settings and artifacts fill a message, inputs above this size go beside it. */
    private static final int SMALL_INPUTS = 1024;

    private static final int RETRY_SECONDS = 2;

    private final ClaimChecks claims;

    Packer(ArtifactStore artifacts) {
        this.claims = new ClaimChecks(artifacts);
    }

    /**
     * The message body of a request.
     *
     * @return empty when the task was released instead, with the reason
     */
    Optional<String> pack(Send send, Shipment shipment) {
        try {
            return fit(send, shipment);
        } catch (PortUnavailableException e) {
            shipment.release(
                    send,
                    new Decision.Defer(RETRY_SECONDS),
                    "artifacts.unavailable",
                    "the inputs were not stored: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> fit(Send send, Shipment shipment) {
        TaskRequest request = claims.slim(send.request(), Payload.INLINE_LIMIT_BYTES);
        String body = TaskRequestJson.write(request);
        if (size(body) > LARGEST_BODY) {
            body = TaskRequestJson.write(claims.slim(request, SMALL_INPUTS));
        }
        if (size(body) <= LARGEST_BODY) {
            return Optional.of(body);
        }
        String message = "the request is " + size(body) + " bytes without its inputs and a message holds "
                + LARGEST_BODY + "; shorten the entry's settings or the list of artifacts_in";
        shipment.release(send, new Decision.Reject("request.too_large", message), "request.too_large", message);
        return Optional.empty();
    }

    private static int size(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }
}
