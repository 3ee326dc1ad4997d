package dev.trellis.infra.knative;

/** What a sink says to an event. */
sealed interface Answer {

    /** The event is in the sink's hands. */
    record Taken() implements Answer {}

    /** This event will never be taken. */
    record Refused(String why) implements Answer {}

    /** There is nothing at the address. */
    record Missing(String why) implements Answer {}

    /** The sink is away or busy; the same event may be taken later. */
    record Away(String why) implements Answer {}

    /** The meaning of a status: what Knative's own senders would try again is {@link Away}. */
    static Answer of(int status) {
        String why = "status " + status;
        if (status >= 200 && status < 300) {
            return new Taken();
        }
        if (status == 404 || status == 410) {
            return new Missing(why);
        }
        return status >= 500 || status == 408 || status == 429 ? new Away(why) : new Refused(why);
    }
}
