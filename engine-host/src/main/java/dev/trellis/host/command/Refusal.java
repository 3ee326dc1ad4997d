package dev.trellis.host.command;

/** Why the kernel refuses a command; each is stable and becomes the code of a problem document. */
public enum Refusal {
    /** There is nothing of that name or id for this tenant. */
    NOT_FOUND,
    /** The command does not fit the present state; repeating it does not help. */
    CONFLICT,
    /** The content of the command is wrong. */
    INVALID,
    /** The process definition does not pass the gate. */
    DEFINITION_REFUSED,
    /** The caller may not decide this. */
    FORBIDDEN
}
