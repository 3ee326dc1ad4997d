package dev.trellis.cli.frame;

/** What the exit code of the command means. */
public final class ExitCode {
    /** Done as asked. */
    public static final int OK = 0;

    /** What was asked for failed: the instance, the change, the check. */
    public static final int FAILED = 1;

    /** The command line or the input cannot be used. */
    public static final int USAGE = 2;

    /** There is no such thing. */
    public static final int NOT_FOUND = 3;

    /** Not allowed, or not in this state. */
    public static final int REFUSED = 4;

    /** The platform does not run or does not answer, or something it needs is missing. */
    public static final int UNAVAILABLE = 5;

    private ExitCode() {}

    /** The exit code for an HTTP status of 400 or above. */
    public static int ofStatus(int status) {
        return switch (status) {
            case 400, 413, 415, 422 -> USAGE;
            case 401, 403, 409, 423, 429 -> REFUSED;
            case 404, 410 -> NOT_FOUND;
            case 502, 503, 504 -> UNAVAILABLE;
            default -> FAILED;
        };
    }
}
