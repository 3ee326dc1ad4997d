package dev.trellis.tde.script;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trellis.tde.child.Program;
import java.util.Map;

/** What a machine may lack: its scripts are then not tried, and the report says so. */
final class Installed {
    static void assume(String adapter) {
        String program = Map.of("javascript", "node").getOrDefault(adapter, "sh");
        boolean there =
                Program.firstOf(Program.places(program, System.getenv()), false).isPresent();
        assumeTrue(there, "!! NOT TRIED: scripts in " + adapter + ", since there is no " + program);
    }

    private Installed() {}
}
