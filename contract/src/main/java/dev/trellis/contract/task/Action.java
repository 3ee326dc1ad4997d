package dev.trellis.contract.task;

/** What an executor is asked to do under a task's key. */
public enum Action {
    EXECUTE,
    COMPENSATE,
    CANCEL
}
