package dev.trellis.registry;

import dev.trellis.contract.registry.RegistryKind;
import java.util.List;

/** The platform's tables, as the JSON files beside this class define them; Terraform reads the same files. */
public final class TableDefinitions {

    /** The prefix of table names when nobody says otherwise. */
    public static final String DEFAULT_PREFIX = "trellis-";

    public static final TableDefinition PROCESS = load("process");
    public static final TableDefinition TDE = load("tde");
    public static final TableDefinition POLICY = load("policy");
    public static final TableDefinition EXECUTION = load("execution");

    /** Every table once. */
    public static List<TableDefinition> all() {
        return List.of(PROCESS, TDE, POLICY, EXECUTION);
    }

    /** The table of a registry. */
    public static TableDefinition of(RegistryKind kind) {
        return switch (kind) {
            case PROCESS -> PROCESS;
            case TDE -> TDE;
            case POLICY -> POLICY;
        };
    }

    private static TableDefinition load(String name) {
        return TableDefinition.read(Resources.text("tables/" + name + ".json"));
    }

    private TableDefinitions() {}
}
