package dev.trellis.infra.memory;

import dev.trellis.contract.port.PdoTrigger;
import java.util.concurrent.atomic.AtomicInteger;

/** A trigger that counts and wakes nobody. Safe for use by several threads. */
public final class RecordedNudges implements PdoTrigger {

    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void nudge() {
        count.incrementAndGet();
    }

    /** How often somebody nudged. */
    public int count() {
        return count.get();
    }
}
