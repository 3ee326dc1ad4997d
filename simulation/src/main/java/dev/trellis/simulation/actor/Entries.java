package dev.trellis.simulation.actor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.infra.memory.MemoryRegistry;
import dev.trellis.registry.EntryDraft;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.simulation.host.TaskType;
import dev.trellis.simulation.schedule.Scheduler;

/** The registries of every schedule: an entry for each task type. */
final class Entries {
    static final RegistrySnapshot SNAPSHOT = snapshot();

    private static RegistrySnapshot snapshot() {
        MemoryRegistry store = new MemoryRegistry();
        for (TaskType type : TaskType.values()) {
            ObjectNode document = JsonText.object()
                    .put("kind", "tde")
                    .put("name", type.taskType())
                    .put("version", "1.0.0")
                    .put("adapter", SimulatedWork.ADAPTER)
                    .put("ref", "none")
                    .put("effect", type.effect().word());
            EntryDraft draft = EntryDraft.of(document);
            var unused =
                    store.put(new RegistryItem(draft.key(), draft.document(), draft.sha256(), Scheduler.START, "sim"));
            boolean flipped = store.flip(RegistryKind.TDE, type.taskType(), "stable", null, "1.0.0");
            if (!flipped) {
                throw new IllegalStateException("the pointer of " + type.taskType() + " was set before");
            }
        }
        return new RegistryCache(store).current();
    }

    private Entries() {}
}
