package dev.trellis.host.random;

import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.OutcomeMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Hands outcomes to the host, in random order and batches, and checks what becomes of each. */
final class Deliveries {
    private final Host host;
    private final Random random;
    private final Manner manner;
    private final Nuisances nuisances;
    private int accepted;

    Deliveries(Host host, Random random, Manner manner, Nuisances nuisances) {
        this.host = host;
        this.random = random;
        this.manner = manner;
        this.nuisances = nuisances;
    }

    /** Delivers outcomes that count, and others among them; returns what went wrong, by instance. */
    Map<Flight, String> deliver(List<Parcel> counting) {
        List<Parcel> parcels = new ArrayList<>(counting);
        parcels.addAll(nuisances.some());
        Collections.shuffle(parcels, random);
        Map<Flight, String> wrong = new HashMap<>();
        int from = 0;
        while (from < parcels.size()) {
            int to = Math.min(parcels.size(), from + 1 + random.nextInt(manner.largestBatch()));
            batch(parcels.subList(from, to), wrong);
            from = to;
        }
        return wrong;
    }

    private void batch(List<Parcel> counting, Map<Flight, String> wrong) {
        List<Parcel> parcels = new ArrayList<>(counting);
        if (random.nextInt(4) == 0) {
            parcels.add(parcels.getFirst().again());
        }
        List<OutcomeMessage> messages = new ArrayList<>();
        parcels.forEach(parcel -> messages.add(new OutcomeMessage("m" + messages.size(), parcel.outcome())));
        List<Applied> answers = host.driver().kernel.services().outcomes().apply(messages);
        boolean restart = false;
        for (int i = 0; i < parcels.size(); i++) {
            Parcel parcel = parcels.get(i);
            if (!parcel.expected().isInstance(answers.get(i))) {
                String expected = parcel.expected().getSimpleName();
                wrong.put(parcel.flight(), parcel.outcome().attempt() + " is " + answers.get(i) + ", not " + expected);
            }
            restart |= took(parcel);
        }
        if (restart) {
            host.restart();
        }
    }

    /** Notes that an outcome was taken; says whether the host is to be restarted. */
    private boolean took(Parcel parcel) {
        nuisances.taken(parcel);
        Held held = parcel.held();
        if (held == null) {
            return false;
        }
        accepted++;
        parcel.flight().delivered(held);
        return manner.restart().test(parcel.flight());
    }

    /** Outcomes that were accepted. */
    int accepted() {
        return accepted;
    }
}
