package dev.trellis.bench.platform;

/**
 * What was committed.
 *
 * @param writing transactions that wrote, and so wait for the disk: each draws a transaction id, which is counted for the whole
 *     server. One that was rolled back after a write counts as well.
 * @param all transactions of the database, those that only read included
 */
public record Commits(long writing, long all) {
    public static final Commits NONE = new Commits(0, 0);

    public Commits plus(Commits other) {
        return new Commits(writing + other.writing, all + other.all);
    }

    public Commits minus(Commits other) {
        return new Commits(Math.max(0, writing - other.writing), Math.max(0, all - other.all));
    }
}
