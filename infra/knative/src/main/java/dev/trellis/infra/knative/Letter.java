package dev.trellis.infra.knative;

/**
 * A message that a broker delivers.
 *
 * @param id the same in every delivery
 */
record Letter(String id, String body) {}
