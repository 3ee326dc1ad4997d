package dev.trellis.tde.container;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one container may use: what its entry asks for, or less where policy allows less.
 *
 * @param milliCpus thousandths of a core
 * @param memoryMb memory with swap, in MiB
 * @param processes processes and threads at the same time
 * @param outputBytes length of its standard output
 * @param diskMb what it leaves in {@code /trellis/out}, in MiB
 * @param network whether it has the engine's default network; none otherwise
 */
public record ContainerLimits(
        int milliCpus, int memoryMb, int processes, int outputBytes, int diskMb, boolean network) {
    private static final Pattern CPU = Pattern.compile("cpu=([0-9]{1,3})(?:\\.([0-9]{1,3}))?");
    private static final Pattern MEMORY = Pattern.compile("mem=([0-9]{1,6})(Mi|Gi)");
    private static final int MIB = 1024 * 1024;

    /** The limits by the capabilities of the settings and by the guard-rails. */
    static ContainerLimits of(JsonFields settings, JsonFields rails) {
        List<String> wanted = settings.texts("capabilities");
        int cpus = 1000;
        int memory = 512;
        boolean network = false;
        for (String capability : wanted) {
            Matcher cpu = CPU.matcher(capability);
            Matcher mem = MEMORY.matcher(capability);
            if (cpu.matches()) {
                String part = cpu.group(2) == null ? "" : cpu.group(2);
                cpus = 1000 * Integer.parseInt(cpu.group(1)) + Integer.parseInt((part + "000").substring(0, 3));
            } else if (mem.matches()) {
                memory = Integer.parseInt(mem.group(1)) * (mem.group(2).equals("Gi") ? 1024 : 1);
            } else if (capability.equals("net=internal") || capability.equals("net=egress")) {
                network = true;
            } else if (!capability.equals("net=none")) {
                throw new WireFormatException(
                        settings.pathOf("capabilities"),
                        "expected cpu=0.5, mem=512Mi, net=none, net=internal or net=egress, found " + capability);
            }
        }
        return new ContainerLimits(
                atMost(rails, "milli_cpus", 1000, cpus, settings),
                atMost(rails, "memory_mb", 512, memory, settings),
                rails.integer("max_processes", 1, 4096, 64),
                rails.integer("max_output_bytes", 1, 64 * MIB, MIB),
                rails.integer("max_disk_mb", 1, 65_536, 256),
                network);
    }

    private static int atMost(JsonFields rails, String name, int otherwise, int wanted, JsonFields settings) {
        int most = rails.integer(name, 1, 1_000_000, otherwise);
        if (wanted < 1 || wanted > most) {
            throw new WireFormatException(
                    settings.pathOf("capabilities"),
                    "asks for %d where policy allows 1 to %d (%s)".formatted(wanted, most, rails.pathOf(name)));
        }
        return wanted;
    }
}
