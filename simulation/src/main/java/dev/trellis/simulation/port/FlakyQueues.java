package dev.trellis.simulation.port;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;
import dev.trellis.simulation.schedule.Chance;
import dev.trellis.simulation.witness.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The queues as an actor reaches them. */
public final class FlakyQueues implements MessageQueues {
    private final Network network;
    private final Interference interference;
    private final Weather weather;
    private final Chance chance;
    private final Planted planted;
    private final Witness witness;

    public FlakyQueues(
            Network network,
            Interference interference,
            Weather weather,
            Chance chance,
            Planted planted,
            Witness witness) {
        this.network = network;
        this.interference = interference;
        this.weather = weather;
        this.chance = chance;
        this.planted = planted;
        this.witness = witness;
    }

    @Override
    public List<Integer> send(String queue, List<String> bodies) {
        return interference.around("send to " + queue, () -> take(queue, bodies));
    }

    private List<Integer> take(String queue, List<String> bodies) {
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            if (weather.refuses() || !network.takes(queue, bodies.get(i))) {
                refused.add(i);
            } else if (!forgotten(queue)) {
                String token = Bodies.token(bodies.get(i));
                if (token != null) {
                    witness.sent(token);
                }
                network.send(queue, bodies.get(i));
            }
        }
        return refused;
    }

    private boolean forgotten(String queue) {
        return planted.has(Mutation.CONFIRM_WITHOUT_SEND)
                && !queue.equals(QueueNames.OUTCOMES)
                && !queue.equals(QueueNames.EVENTS)
                && chance.permille(200);
    }

    @Override
    public List<Received> receive(String queue, int max, Duration wait, Duration visibility) {
        return interference.around("receive from " + queue, () -> network.receive(queue, max, visibility));
    }

    @Override
    public void delete(String queue, List<String> receipts) {
        boolean unused = interference.around("delete from " + queue, () -> {
            network.queues().delete(queue, receipts);
            if (queue.equals(QueueNames.OUTCOMES)) {
                receipts.forEach(receipt -> witness.removed(receipt.substring(0, receipt.indexOf('/'))));
            }
            return true;
        });
    }

    @Override
    public void hide(String queue, String receipt, Duration visibility) {
        boolean unused = interference.around("hide in " + queue, () -> {
            network.queues().hide(queue, receipt, visibility);
            return true;
        });
    }

    @Override
    public long depth(String queue) {
        return interference.around("depth of " + queue, () -> network.depth(queue));
    }
}
