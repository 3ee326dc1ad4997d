package dev.trellis.pdo.cycle;

/**
 * What a run did.
 *
 * @param ending why it ended
 * @param calls to the host that were answered
 * @param sent requests that their queues took
 * @param released leases given back, for whatever reason
 * @param observed watched tasks that were looked up
 * @param events that were published
 */
public record CycleReport(Ending ending, int calls, int sent, int released, int observed, int events) {
    static final class Tally {
        private int calls;
        private int sent;
        private int released;
        private int observed;
        private int events;

        void add(Told told, int published) {
            calls++;
            events += published;
            sent += told.confirmed().size();
            released += told.released().size();
            observed += told.observations().size();
        }

        CycleReport report(Ending ending) {
            return new CycleReport(ending, calls, sent, released, observed, events);
        }
    }
}
