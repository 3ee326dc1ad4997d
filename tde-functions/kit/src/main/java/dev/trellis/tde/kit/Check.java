package dev.trellis.tde.kit;

import java.io.IOException;

/**
 * One rule of the contract, tried on an executor.
 *
 * @param name for people and for {@code --only}
 * @param trial what is done
 */
record Check(String name, Trial trial) {
    /** Tries the rule and says what was seen. */
    @FunctionalInterface
    interface Trial {
        String on(Bench bench) throws Failure, Skip, IOException, InterruptedException;
    }
}
