package dev.trellis.host.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that the kernel refuses; the same command again is refused again. Nothing was changed. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient List<Fault> faults;

    public RefusedException(Refusal refusal, String detail, List<Fault> faults) {
        super(detail);
        this.refusal = refusal;
        this.faults = List.copyOf(faults);
    }

    public RefusedException(Refusal refusal, String detail) {
        this(refusal, detail, List.of());
    }

    public Refusal refusal() {
        return refusal;
    }

    /** What is wrong, piece by piece; empty when the message says it all. */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * One thing that is wrong.
     *
     * @param path where, as a JSON path or an element and line; null when it concerns the whole
     */
    public record Fault(@Nullable String path, String message) {}
}
