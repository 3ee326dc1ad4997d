package dev.trellis.host.gate;

/**
 * The bounds of one diagram.
 *
 * @param bytes the largest file
 * @param depth the deepest nesting of elements
 * @param elements the most elements
 * @param violations the most violations that one answer lists
 */
public record GateLimits(int bytes, int depth, int elements, int violations) {

    /** 2 MiB, 64 levels, 50,000 elements, 50 violations. */
    public static final GateLimits DEFAULT = new GateLimits(2 << 20, 64, 50_000, 50);

    public GateLimits {
        if (bytes < 1 || depth < 1 || elements < 1 || violations < 1) {
            throw new IllegalArgumentException("each limit of the gate must be at least 1");
        }
    }
}
