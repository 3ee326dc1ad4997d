package dev.trellis.host.outbox;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Events on their way out: appended in the transaction that made them true, published by an orchestrator. */
public interface Outbox {
    void append(List<Event> events, Handle transaction);
}
