package dev.trellis.host.random;

import java.util.function.Predicate;

/**
 * How instances are run.
 *
 * @param atOnce how many fly at the same time
 * @param largestBatch of outcomes
 * @param restart whether the host is restarted after the step that an instance has just done
 */
record Manner(int atOnce, int largestBatch, Predicate<Flight> restart) {}
