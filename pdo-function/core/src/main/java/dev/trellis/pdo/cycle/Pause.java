package dev.trellis.pdo.cycle;

import java.time.Duration;

/** The wait after something did not answer; every other wait of the loop is the host's long poll. */
public interface Pause {
    void pause(Duration time);
}
