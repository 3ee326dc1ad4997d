package dev.trellis.infra.local.platform;

import java.time.Instant;
import java.util.Optional;

/**
 * One process of this machine, told apart from a later one with the same number by its start time.
 *
 * @param pid its number
 * @param startedAt when it started, as the operating system says
 */
public record ProcessIdentity(long pid, Instant startedAt) {

    /** The identity of a live process; its start time is {@link Instant#EPOCH} where the system does not tell. */
    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process itself while it is alive and no other has taken its number. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> of(process).startedAt().equals(startedAt));
    }
}
