package dev.trellis.infra.local.command;

/**
 * The result of one check of the doctor.
 *
 * @param check what was looked at
 * @param grade how it stands
 * @param detail what was seen
 * @param fix what to do about it; empty when there is nothing to do
 */
record Finding(String check, Grade grade, String detail, String fix) {

    /** How a check stands; only {@link #MISSING} keeps the platform from running. */
    enum Grade {
        OK,
        OPTIONAL,
        MISSING
    }

    static Finding ok(String check, String detail) {
        return new Finding(check, Grade.OK, detail, "");
    }

    static Finding optional(String check, String detail, String fix) {
        return new Finding(check, Grade.OPTIONAL, detail, fix);
    }

    static Finding missing(String check, String detail, String fix) {
        return new Finding(check, Grade.MISSING, detail, fix);
    }
}
