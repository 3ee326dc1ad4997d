package dev.trellis.pdo.cycle;

import java.time.Duration;

/** The wait before a host that did not answer is asked again; every other wait of the loop is the host's long poll. */
public interface Pause {
    void pause(Duration time);
}
