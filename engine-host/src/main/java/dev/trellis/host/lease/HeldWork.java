package dev.trellis.host.lease;

/** Writes what is held, in a transaction of its own. */
public interface HeldWork {
    /** Writes all if something has been held for long: no call has come that would have taken it along. */
    void writeDue();

    /** Writes all: the host ends. */
    void writeAll();
}
