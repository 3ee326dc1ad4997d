package dev.trellis.host.flowable;

/** What a transaction gathers while its steps run, to write all of it at once when they are done. */
public interface Gathered {
    /** Called once, after the last step; it may wait for locks. */
    void write(EngineTransaction at);
}
