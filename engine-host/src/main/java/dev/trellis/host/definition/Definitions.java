package dev.trellis.host.definition;

import java.util.List;
import java.util.Optional;

/** The process definitions of the host. */
public interface Definitions {
    /**
     * Deploys a version of a process from the registry, unless it is deployed already.
     *
     * @throws dev.trellis.host.command.RefusedException when it is unknown or does not pass the gate
     * @throws dev.trellis.contract.port.PortUnavailableException when the registry or its files do not answer
     */
    DefinitionView ensureDeployed(String name, String version);

    Optional<DefinitionView> find(String name, String version);

    List<DefinitionView> list();

    /** The author's file, byte for byte. */
    Optional<byte[]> bpmn(String name, String version);
}
