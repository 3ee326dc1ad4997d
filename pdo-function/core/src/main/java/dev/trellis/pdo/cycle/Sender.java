package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.pdo.decide.DispatchDecision;
import dev.trellis.pdo.decide.DispatchDecision.Defer;
import dev.trellis.pdo.decide.DispatchDecision.Park;
import dev.trellis.pdo.decide.DispatchDecision.Reject;
import dev.trellis.pdo.decide.DispatchDecision.Send;
import dev.trellis.pdo.decide.DispatchPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries out a plan: one batch for each queue. What a queue did not take, or may not have taken, is given back; should
 * it lie on the queue all the same, it is sent again under the same attempt token, a duplicate that its executor drops.
 */
final class Sender {
    private static final int RETRY_SECONDS = 2;

    private final MessageQueues queues;
    private final Packer packer;
    private final QueueDepths depths;
    private final MissingQueues missing = new MissingQueues();

    Sender(MessageQueues queues, Packer packer, QueueDepths depths) {
        this.queues = queues;
        this.packer = packer;
        this.depths = depths;
    }

    Shipment carryOut(DispatchPlan plan, Instant now) {
        Shipment shipment = new Shipment();
        Map<String, List<Parcel>> byQueue = new LinkedHashMap<>();
        for (DispatchDecision decision : plan.decisions()) {
            switch (decision) {
                case Send send ->
                    packer.pack(send, shipment)
                            .ifPresent(body -> byQueue.computeIfAbsent(send.queue(), queue -> new ArrayList<>())
                                    .add(new Parcel(send, body)));
                case Defer(var task, int delay, var reasons) ->
                    shipment.release(task, new Decision.Defer(delay), reasons);
                case Park(var task, var why, var reasons) ->
                    shipment.release(task, new Decision.Park(why.code(), why.message()), reasons);
                case Reject(var task, var why, var reasons) ->
                    shipment.release(task, new Decision.Reject(why.code(), why.message()), reasons);
            }
        }
        byQueue.forEach((queue, parcels) -> send(queue, parcels, shipment, now));
        return shipment;
    }

    private void send(String queue, List<Parcel> parcels, Shipment shipment, Instant now) {
        try {
            Set<Integer> refused = new HashSet<>(
                    queues.send(queue, parcels.stream().map(Parcel::body).toList()));
            missing.isThere(queue);
            depths.sent(queue, parcels.size() - refused.size());
            settle(queue, parcels, refused, shipment);
        } catch (PortUnavailableException e) {
            giveBack(
                    parcels,
                    new Decision.Defer(RETRY_SECONDS),
                    "queue.unavailable",
                    queue + ": " + e.getMessage(),
                    shipment);
        } catch (IllegalArgumentException noSuchQueue) {
            giveBack(parcels, absence(queue, now), "queue.missing", absent(queue), shipment);
        }
    }

    private static void settle(String queue, List<Parcel> parcels, Set<Integer> refused, Shipment shipment) {
        for (int i = 0; i < parcels.size(); i++) {
            Send send = parcels.get(i).send();
            if (refused.contains(i)) {
                shipment.release(send, new Decision.Defer(RETRY_SECONDS), "queue.refused", queue + " did not take it");
            } else {
                shipment.confirm(send);
            }
        }
    }

    private Decision absence(String queue, Instant now) {
        return missing.staysAway(queue, now)
                ? new Decision.Park("queue.missing", absent(queue))
                : new Decision.Defer(RETRY_SECONDS);
    }

    private static String absent(String queue) {
        return "queue " + queue + " does not exist; deploy the function of its task type, then retry";
    }

    private static void giveBack(
            List<Parcel> parcels, Decision decision, String rule, String detail, Shipment shipment) {
        parcels.forEach(parcel -> shipment.release(parcel.send(), decision, rule, detail));
    }

    private record Parcel(Send send, String body) {}
}
