package dev.trellis.contract.task;

/** The four classes in which ready tasks are leased; a waiting task ages towards the next class. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL
}
