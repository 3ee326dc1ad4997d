package dev.trellis.host.api;

/** Marks the records that are read from the body of a request, each by its own {@code read}, see {@link BodyReading}. */
interface RequestBody {}
