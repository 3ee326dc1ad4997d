package dev.trellis.host.definition;

import java.time.Instant;
import java.util.List;

/**
 * A process definition that the engine can run.
 *
 * @param name of the process in the registry
 * @param version semantic version
 * @param sha256 of the author's file
 * @param taskTypes that the file names, sorted; {@code type@range} where the author names a range
 * @param calledProcesses that its call activities name, sorted; {@code name@range} where the author names a range
 */
public record DefinitionView(
        String name,
        String version,
        String sha256,
        List<String> taskTypes,
        List<String> calledProcesses,
        Instant deployedAt) {}
